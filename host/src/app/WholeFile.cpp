#include "app/WholeFile.h"

#include "text/Catalogue.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#ifdef _WIN32
#include <cstdio>
#include <io.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace duijie::app
{

namespace
{

std::string why(int code)
{
    return std::generic_category().message(code);
}

#ifdef _WIN32

bool writeDurably(const std::string& path, std::string_view content)
{
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr)
    {
        return false;
    }
    const bool ok = std::fwrite(content.data(), 1, content.size(), file) == content.size() &&
                    std::fflush(file) == 0 && ::_commit(::_fileno(file)) == 0;
    return (std::fclose(file) == 0) && ok;
}

void syncFolder(const std::string&) {}

#else

bool writeAll(int file, std::string_view content)
{
    while (!content.empty())
    {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno != EINTR)
        {
            return false;
        }
        content.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

bool writeDurably(const std::string& path, std::string_view content)
{
    const int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (file < 0)
    {
        return false;
    }
    const bool written = writeAll(file, content) && ::fsync(file) == 0;
    const int code = errno;
    const bool closed = ::close(file) == 0;
    errno = written ? errno : code;
    return written && closed;
}

// The new name itself must be on the disk too. Where a file system cannot do that, nothing better is to be
// had.
void syncFolder(const std::string& path)
{
    const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0)
    {
        ::fsync(folder);
        ::close(folder);
    }
}

#endif

} // namespace

bool makeFolder(const std::string& folder, std::string& error)
{
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code || !std::filesystem::is_directory(folder, code))
    {
        error = text::say("app.file.folder", {folder, code ? code.message() : why(ENOTDIR)});
        return false;
    }
    return true;
}

bool writeWhole(const std::string& path, std::string_view content, std::string& error)
{
    const std::string beside = path + ".new";
    std::error_code code;
    if (!writeDurably(beside, content))
    {
        error = text::say("app.file.unwritten", {path, why(errno)});
        std::filesystem::remove(beside, code);
        return false;
    }
    std::filesystem::rename(beside, path, code);
    if (code)
    {
        error = text::say("app.file.unwritten", {path, code.message()});
        std::filesystem::remove(beside, code);
        return false;
    }
    syncFolder(std::filesystem::path(path).parent_path().string());
    return true;
}

} // namespace duijie::app
