// Mail by SMTP.
#pragma once

#include "ops/Robots.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace duijie::ops
{

enum class MailSecurity
{
    Tls,      ///< TLS from the first byte (port 465)
    StartTls, ///< TLS asked for, and insisted on (port 587)
    None      ///< nothing: for a server on this machine
};

struct MailSettings
{
    std::string host;
    uint16_t port = 465;
    MailSecurity security = MailSecurity::Tls;
    std::string user; ///< empty: no login
    std::string password;
    std::string from;
    std::vector<std::string> to;
};

std::unique_ptr<Channel> makeMail(const ChannelParts& parts, MailSettings settings);

} // namespace duijie::ops
