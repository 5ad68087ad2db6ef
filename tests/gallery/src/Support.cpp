#include "Support.h"

#include "Portable.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#ifdef _WIN32
#include <windows.h>
#endif

namespace gallery
{

namespace fs = std::filesystem;

Room::Room()
{
    std::string pattern = (fs::temp_directory_path() / "duijie-gallery-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
    {
        throw std::runtime_error("no temporary folder");
    }
    _folder = fs::canonical(pattern).string();
    ::setenv("DUIJIE_GALLERY_MARK", path("mark").c_str(), 1);
}

Room::~Room()
{
    ::unsetenv("DUIJIE_GALLERY_MARK");
    std::error_code ignored;
    fs::remove_all(_folder, ignored);
}

std::string Room::path(const std::string& name) const
{
    return (fs::path(_folder) / name).make_preferred().string();
}

std::string Room::hang(const std::string& name, const std::string& below) const
{
    const std::string file = LibraryStart + "gallery_" + name + LibraryEnd;
    const std::string target = path(below.empty() ? file : below + "/" + file);
    fs::create_directories(fs::path(target).parent_path());
    for (fs::path folder = fs::path(target).parent_path(); folder != _folder; folder = folder.parent_path())
    {
        fs::permissions(folder, fs::perms::owner_all);
    }
    fs::copy_file(std::string(GALLERY_LIBRARIES) + "/" + file, target);
    fs::permissions(target, fs::perms::owner_all);
    return target;
}

std::string Room::write(const std::string& name, const std::string& content) const
{
    std::ofstream(path(name), std::ios::binary) << content;
    fs::permissions(path(name), fs::perms::owner_read | fs::perms::owner_write);
    return path(name);
}

std::string Room::marks() const
{
    std::ifstream file(path("mark"));
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

#ifdef _WIN32

bool isMapped(const std::string& path)
{
    return GetModuleHandleW(fs::path(path).c_str()) != nullptr;
}

#else

bool isMapped(const std::string& path)
{
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
    {
        if (line.find(path) != std::string::npos)
        {
            return true;
        }
    }
    return false;
}

#endif

duijie::plugin::HostAbi thisHost()
{
    return duijie::plugin::HostAbi::ofThisHost();
}

} // namespace gallery
