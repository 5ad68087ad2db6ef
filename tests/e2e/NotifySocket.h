// Stands in for systemd: the socket that a service's messages arrive at.
#pragma once

#include <string>
#include <vector>

namespace duijie::e2e
{

/// While it lives, processes that are started find it in their environment.
class NotifySocket
{
public:
    /// `address`: a path, or a name of the abstract name space that begins with "@".
    explicit NotifySocket(const std::string& address);
    ~NotifySocket();
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    /// Everything that has arrived, in order.
    const std::vector<std::string>& messages();

    /// How many of them begin so.
    std::size_t count(const std::string& beginning);

private:
    int _descriptor = -1;
    std::vector<std::string> _messages;
};

} // namespace duijie::e2e
