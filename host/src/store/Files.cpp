#include "store/Files.h"

#include <system_error>

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace duijie::store
{

namespace fs = std::filesystem;

std::string absolutePath(const std::string& path)
{
    std::error_code error;
    const fs::path full = fs::absolute(pathOf(path), error);
    const fs::path real = error ? pathOf(path) : fs::weakly_canonical(full, error);
    return utf8Of(error ? full : real);
}

std::uintmax_t sizeOfFile(const std::string& path)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(pathOf(path), error);
    return error ? 0 : size;
}

bool fileExists(const std::string& path)
{
    std::error_code error;
    return fs::exists(pathOf(path), error);
}

void removeFile(const std::string& path) noexcept
{
    std::error_code error;
    fs::remove(pathOf(path), error);
}

#ifdef _WIN32

namespace
{

// Virus scanners and indexers open what is new for a moment, and nothing open can be moved or replaced there.
bool maybeForAMoment(DWORD error)
{
    return error == ERROR_SHARING_VIOLATION || error == ERROR_ACCESS_DENIED || error == ERROR_LOCK_VIOLATION;
}

} // namespace

void moveFile(const std::string& from, const std::string& to)
{
    constexpr int Tries = 20;
    for (int i = 1; !MoveFileExW(pathOf(from).c_str(), pathOf(to).c_str(),
                                 MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
         ++i)
    {
        const DWORD error = GetLastError();
        if (i == Tries || !maybeForAMoment(error))
        {
            throw std::system_error(static_cast<int>(error), std::system_category(), to);
        }
        Sleep(50);
    }
}

void makePrivateFile(const std::string& path)
{
    // A file there inherits the rights of its folder.
    const HANDLE file = CreateFileW(pathOf(path).c_str(), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                    nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file != INVALID_HANDLE_VALUE)
    {
        CloseHandle(file);
    }
}

void syncFile(const std::string& path)
{
    const HANDLE file = CreateFileW(pathOf(path).c_str(), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                    nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    const bool synced = file != INVALID_HANDLE_VALUE && FlushFileBuffers(file);
    const DWORD error = GetLastError();
    if (file != INVALID_HANDLE_VALUE)
    {
        CloseHandle(file);
    }
    if (!synced)
    {
        throw std::system_error(static_cast<int>(error), std::system_category(), path);
    }
}

void syncFolderOf(const std::string&)
{
    // Names are in the file system's own journal there.
}

#else

void moveFile(const std::string& from, const std::string& to)
{
    fs::rename(pathOf(from), pathOf(to));
}

namespace
{

void syncOpened(const std::string& name, int flags)
{
    const int file = ::open(name.c_str(), flags | O_CLOEXEC);
    if (file < 0)
    {
        throw std::system_error(errno, std::system_category(), name);
    }
    const int error = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    // Some network file systems know no fsync of a folder; their renames are durable by themselves.
    if (error != 0 && !(error == EINVAL && (flags & O_DIRECTORY) != 0))
    {
        throw std::system_error(error, std::system_category(), name);
    }
}

} // namespace

void makePrivateFile(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
    if (file >= 0)
    {
        ::close(file);
    }
}

void syncFile(const std::string& path)
{
    syncOpened(path, O_RDONLY);
}

void syncFolderOf(const std::string& path)
{
    syncOpened(utf8Of(pathOf(path).parent_path()), O_RDONLY | O_DIRECTORY);
}

#endif

} // namespace duijie::store
