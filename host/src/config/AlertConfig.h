// Who is told what happens, and when.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace duijie::config
{

/// One way to people. Which members count is up to `kind`.
struct AlertChannel
{
    std::string name;
    std::string kind;   ///< "dingtalk", "wecom", "feishu", "webhook", "mail"
    std::string url;    ///< an address, or a reference to one
    std::string secret; ///< reference; empty: none
    std::string format; ///< dingtalk: "markdown", "text"
    std::string host;   ///< mail, as all that follow
    int64_t port = 0;
    std::string security; ///< "tls", "starttls", "none"
    std::string user;
    std::string password; ///< reference
    std::string from;
    std::vector<std::string> to;

    bool operator==(const AlertChannel&) const = default;
};

struct Alerts
{
    std::string label; ///< what messages call this host; empty: the machine's name
    std::map<std::string, AlertChannel> channels;
    std::string quietFrom; ///< "HH:mm"; both empty: no quiet hours
    std::string quietTo;
    std::string alive = "09:00"; ///< empty: no daily sign of life
    std::string timezone;        ///< of quiet hours, the daily message and the times shown
    int64_t groupSeconds = 10;   ///< what comes within so long is one message

    bool operator==(const Alerts&) const = default;
};

} // namespace duijie::config
