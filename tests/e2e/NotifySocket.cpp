#include "NotifySocket.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace duijie::e2e
{

NotifySocket::NotifySocket(const std::string& address)
{
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    if (address.size() >= sizeof name.sun_path)
    {
        throw std::runtime_error("too long: " + address);
    }
    std::memcpy(name.sun_path, address.data(), address.size());
    if (address.front() == '@')
    {
        name.sun_path[0] = '\0';
    }
    _descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (::bind(_descriptor, reinterpret_cast<const sockaddr*>(&name),
               static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address.size())) != 0)
    {
        throw std::runtime_error("bind failed: " + address);
    }
    ::setenv("NOTIFY_SOCKET", address.c_str(), 1);
}

NotifySocket::~NotifySocket()
{
    ::unsetenv("NOTIFY_SOCKET");
    ::close(_descriptor);
}

const std::vector<std::string>& NotifySocket::messages()
{
    char buffer[4096];
    for (ssize_t size = 0; (size = ::recv(_descriptor, buffer, sizeof buffer, 0)) >= 0;)
    {
        _messages.emplace_back(buffer, static_cast<std::size_t>(size));
    }
    return _messages;
}

std::size_t NotifySocket::count(const std::string& beginning)
{
    const auto& all = messages();
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(),
                                                  [&](const std::string& message)
                                                  { return message.rfind(beginning, 0) == 0; }));
}

} // namespace duijie::e2e
