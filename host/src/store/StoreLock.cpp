#include "store/StoreLock.h"

#include "store/OpenStore.h"
#include "text/Catalogue.h"
#include "text/Paths.h"

#include <system_error>

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace duijie::store
{

namespace
{

[[noreturn]] void throwLocked(const std::string& path, std::string holder)
{
    while (!holder.empty() && (holder.back() < '0' || holder.back() > '9'))
    {
        holder.pop_back();
    }
    throw StoreError(StoreError::Kind::Locked,
                     text::say("store.locked", {path, holder.empty() ? std::string("?") : holder}));
}

[[noreturn]] void throwUnusable(const std::string& path, int error)
{
    throw StoreError(
        StoreError::Kind::Unusable,
        text::say("store.lock_failed", {path, text::systemReason({error, std::system_category()})}));
}

} // namespace

#ifdef _WIN32

namespace
{

// The locked byte lies far behind the text: Windows locks are mandatory, and others must be able to read the
// id.
OVERLAPPED lockedByte()
{
    OVERLAPPED place{};
    place.Offset = 0x40000000;
    return place;
}

} // namespace

StoreLock::StoreLock(const std::string& path) : _handle(0)
{
    const HANDLE file =
        CreateFileW(text::pathOf(path).c_str(), GENERIC_READ | GENERIC_WRITE,
                    FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE)
    {
        throwUnusable(path, static_cast<int>(GetLastError()));
    }
    OVERLAPPED place = lockedByte();
    if (!LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place))
    {
        char text[32] = {};
        DWORD count = 0;
        ReadFile(file, text, sizeof text - 1, &count, nullptr);
        CloseHandle(file);
        throwLocked(path, std::string(text, count));
    }
    const std::string id = std::to_string(GetCurrentProcessId()) + "\n";
    DWORD count = 0;
    SetEndOfFile(file);
    WriteFile(file, id.data(), static_cast<DWORD>(id.size()), &count, nullptr);
    _handle = reinterpret_cast<std::intptr_t>(file);
}

StoreLock::~StoreLock()
{
    CloseHandle(reinterpret_cast<HANDLE>(_handle));
}

#else

StoreLock::StoreLock(const std::string& path) : _handle(-1)
{
    // Close-on-exec: a child program must not keep the lock of a host that has died.
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0664);
    if (file < 0)
    {
        throwUnusable(path, errno);
    }
    if (::flock(file, LOCK_EX | LOCK_NB) != 0)
    {
        const int error = errno;
        char text[32] = {};
        const ssize_t count = ::pread(file, text, sizeof text, 0);
        ::close(file);
        if (error != EWOULDBLOCK)
        {
            throwUnusable(path, error);
        }
        throwLocked(path, std::string(text, count > 0 ? static_cast<std::size_t>(count) : 0));
    }
    // The id only names the holder in a message: a disk too full for it is no reason not to start.
    const std::string id = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file, 0) != 0 || ::pwrite(file, id.data(), id.size(), 0) < 0)
    {
        [[maybe_unused]] const int emptied = ::ftruncate(file, 0);
    }
    _handle = file;
}

StoreLock::~StoreLock()
{
    // The file is left there: removing it would let two processes lock two files of the same name.
    ::close(static_cast<int>(_handle));
}

#endif

} // namespace duijie::store
