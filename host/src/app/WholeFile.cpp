#include "app/WholeFile.h"

#include "store/Files.h"

#include "text/Catalogue.h"
#include "text/Paths.h"

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
    std::FILE* file = ::_wfopen(text::pathOf(path).c_str(), L"wb");
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
    const std::filesystem::path path = text::pathOf(folder);
    std::filesystem::create_directories(path, code);
    if (code || !std::filesystem::is_directory(path, code))
    {
        error = text::say("app.file.folder", {folder, code ? text::systemReason(code) : why(ENOTDIR)});
        return false;
    }
    return true;
}

bool writeWhole(const std::string& path, std::string_view content, std::string& error)
{
    const std::string beside = path + ".new";
    if (!writeDurably(beside, content))
    {
        error = text::say("app.file.unwritten", {path, why(errno)});
        store::removeFile(beside);
        return false;
    }
    try
    {
        store::moveFile(beside, path);
    }
    catch (const std::system_error& e)
    {
        error = text::say("app.file.unwritten", {path, text::systemReason(e.code())});
        store::removeFile(beside);
        return false;
    }
    syncFolder(text::utf8Of(text::pathOf(path).parent_path()));
    return true;
}

} // namespace duijie::app
