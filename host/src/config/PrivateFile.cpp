#include "config/PrivateFile.h"

#ifndef _WIN32 // PrivateFileWindows.cpp

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace duijie::config
{

namespace
{

/// A descriptor that is closed whatever happens.
class Descriptor
{
public:
    explicit Descriptor(int number) noexcept : _number(number) {}
    ~Descriptor()
    {
        if (_number >= 0)
        {
            ::close(_number);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    operator int() const noexcept { return _number; }

private:
    int _number;
};

std::error_code last()
{
    return {errno, std::generic_category()};
}

std::string folderOf(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

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

// Only root may give files away, and only root has to.
bool giveToOwner(int file, const std::string& path)
{
    struct stat before
    {
    };
    return ::geteuid() != 0 ||
           (::stat(path.c_str(), &before) != 0 && ::stat(folderOf(path).c_str(), &before) != 0) ||
           ::fchown(file, before.st_uid, before.st_gid) == 0;
}

std::error_code writeBeside(const std::string& beside, const std::string& path, std::string_view content,
                            Readers readers)
{
    const mode_t mode = readers == Readers::Owner ? 0600 : 0640;
    const Descriptor file(::open(beside.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, mode));
    return file >= 0 && giveToOwner(file, path) && writeAll(file, content) && ::fsync(file) == 0
               ? std::error_code()
               : last();
}

// The new name itself must be on the disk too. Where a file system cannot do that, nothing better is to be
// had.
void syncFolder(const std::string& path)
{
    const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder >= 0)
    {
        ::fsync(folder);
    }
}

} // namespace

bool othersMayRead(const std::string& path)
{
    struct stat info
    {
    };
    return ::stat(path.c_str(), &info) == 0 && (info.st_mode & (S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH)) != 0;
}

std::optional<std::string> readBytes(const std::string& path, std::size_t mostBytes, std::error_code& error)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    std::string out(mostBytes + 1, '\0');
    std::size_t size = 0;
    while (file >= 0 && size < out.size())
    {
        const ssize_t count = ::read(file, out.data() + size, out.size() - size);
        if (count == 0)
        {
            out.resize(size);
            return out;
        }
        if (count < 0 && errno != EINTR)
        {
            break;
        }
        size += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
    error = size > mostBytes ? std::make_error_code(std::errc::file_too_large) : last();
    return std::nullopt;
}

std::error_code replaceFile(const std::string& path, std::string_view content, Readers readers)
{
    const std::string beside = path + ".new";
    ::unlink(beside.c_str()); // of a process that was killed
    std::error_code error = writeBeside(beside, path, content, readers);
    if (!error && ::rename(beside.c_str(), path.c_str()) != 0)
    {
        error = last();
    }
    if (error)
    {
        ::unlink(beside.c_str());
        return error;
    }
    syncFolder(folderOf(path));
    return error;
}

FolderLock::FolderLock(const std::string& folder, std::error_code& error)
    : _handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
{
    int result = _handle < 0 ? -1 : 0;
    do
    {
        result = _handle < 0 ? -1 : ::flock(static_cast<int>(_handle), LOCK_EX);
    } while (_handle >= 0 && result != 0 && errno == EINTR);
    if (result != 0)
    {
        error = last();
    }
}

FolderLock::~FolderLock()
{
    if (_handle >= 0)
    {
        ::close(static_cast<int>(_handle));
    }
}

} // namespace duijie::config

#endif
