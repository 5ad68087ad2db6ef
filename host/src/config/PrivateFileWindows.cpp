// The same for Windows, where files belong to the account that made them and inherit the folder's access
// list.
#include "config/PrivateFile.h"

#ifdef _WIN32

#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#include <algorithm>

namespace duijie::config
{

namespace
{

std::wstring wide(const std::string& path)
{
    const int length =
        MultiByteToWideChar(CP_UTF8, 0, path.data(), static_cast<int>(path.size()), nullptr, 0);
    std::wstring out(static_cast<std::size_t>(length), L'\0');
    MultiByteToWideChar(CP_UTF8, 0, path.data(), static_cast<int>(path.size()), out.data(), length);
    return out;
}

std::error_code last()
{
    const DWORD code = GetLastError();
    return code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND
               ? std::make_error_code(std::errc::no_such_file_or_directory)
               : std::error_code(static_cast<int>(code), std::system_category());
}

class Handle
{
public:
    explicit Handle(HANDLE handle) noexcept : _handle(handle) {}
    ~Handle()
    {
        if (_handle != INVALID_HANDLE_VALUE)
        {
            CloseHandle(_handle);
        }
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    operator HANDLE() const noexcept { return _handle; }
    bool valid() const noexcept { return _handle != INVALID_HANDLE_VALUE; }

private:
    HANDLE _handle;
};

} // namespace

bool othersMayRead(const std::string&)
{
    return false;
}

std::optional<std::string> readBytes(const std::string& path, std::size_t mostBytes, std::error_code& error)
{
    const Handle file(CreateFileW(wide(path).c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE,
                                  nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
    std::string out(mostBytes + 1, '\0');
    std::size_t size = 0;
    DWORD count = 0;
    while (file.valid() && size < out.size() &&
           ReadFile(file, out.data() + size,
                    static_cast<DWORD>(std::min<std::size_t>(out.size() - size, 1U << 20)), &count, nullptr))
    {
        if (count == 0)
        {
            out.resize(size);
            return out;
        }
        size += count;
    }
    error = size > mostBytes ? std::make_error_code(std::errc::file_too_large) : last();
    return std::nullopt;
}

std::error_code replaceFile(const std::string& path, std::string_view content, Readers)
{
    const std::wstring beside = wide(path + ".new");
    std::error_code error;
    {
        const Handle file(CreateFileW(beside.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS,
                                      FILE_ATTRIBUTE_NORMAL, nullptr));
        DWORD count = 0;
        if (!file.valid() ||
            !WriteFile(file, content.data(), static_cast<DWORD>(content.size()), &count, nullptr) ||
            count != content.size() || !FlushFileBuffers(file))
        {
            error = last();
        }
    }
    if (!error &&
        !MoveFileExW(beside.c_str(), wide(path).c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
    {
        error = last();
    }
    if (error)
    {
        DeleteFileW(beside.c_str());
    }
    return error;
}

// A folder cannot be locked there; a file of the folder stands for it.
FolderLock::FolderLock(const std::string& folder, std::error_code& error)
{
    const HANDLE file =
        CreateFileW(wide(folder + "\\.duijie.lock").c_str(), GENERIC_READ | GENERIC_WRITE,
                    FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_HIDDEN, nullptr);
    OVERLAPPED place{};
    if (file == INVALID_HANDLE_VALUE || !LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &place))
    {
        error = last();
    }
    _handle = file == INVALID_HANDLE_VALUE ? -1 : reinterpret_cast<intptr_t>(file);
}

FolderLock::~FolderLock()
{
    if (_handle != -1)
    {
        CloseHandle(reinterpret_cast<HANDLE>(_handle)); // lets go of the lock too
    }
}

} // namespace duijie::config

#endif
