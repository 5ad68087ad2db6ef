#include "app/ServiceManager.h"

#ifndef _WIN32
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

namespace duijie::app
{

#ifdef _WIN32

ServiceManager::ServiceManager() = default;

void ServiceManager::send(const std::string&) const noexcept {}

#else

namespace
{

constexpr int64_t UsPerMs = 1000;

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

int64_t numberOf(const std::string& text)
{
    return std::strtoll(text.c_str(), nullptr, 10);
}

} // namespace

// Twice in the time that the watchdog allows, and only when it means this process and no parent of it.
ServiceManager::ServiceManager() : _socket(environment("NOTIFY_SOCKET"))
{
    const std::string pid = environment("WATCHDOG_PID");
    if (pid.empty() || numberOf(pid) == ::getpid())
    {
        _watchdogMs = numberOf(environment("WATCHDOG_USEC")) / UsPerMs / 2;
    }
}

// A message that does not arrive is no reason to stop: a watchdog that hears nothing acts by itself.
void ServiceManager::send(const std::string& message) const noexcept
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (_socket.empty() || _socket.size() >= sizeof address.sun_path ||
        (_socket[0] != '/' && _socket[0] != '@'))
    {
        return;
    }
    std::memcpy(address.sun_path, _socket.data(), _socket.size());
    if (_socket[0] == '@') // the abstract name space has no file
    {
        address.sun_path[0] = '\0';
    }
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + _socket.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor >= 0)
    {
        ::sendto(descriptor, message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                 reinterpret_cast<const sockaddr*>(&address), size);
        ::close(descriptor);
    }
}

#endif

void ServiceManager::ready()
{
    send("READY=1");
}

void ServiceManager::status(const std::string& sentence)
{
    if (sentence != _status)
    {
        _status = sentence;
        send("STATUS=" + sentence);
    }
}

void ServiceManager::alive(int64_t monotonicMs)
{
    if (_watchdogMs > 0 && (_toldMs == INT64_MIN || monotonicMs - _toldMs >= _watchdogMs))
    {
        _toldMs = monotonicMs;
        send("WATCHDOG=1");
    }
}

void ServiceManager::stopping()
{
    send("STOPPING=1");
}

} // namespace duijie::app
