#include "config/KeyProtection.h"

#ifndef _WIN32 // KeyProtectionWindows.cpp

namespace duijie::config
{

// The file's permissions protect it, or systemd, which hands it over decrypted.
std::optional<std::string> protectKey(std::string_view key)
{
    return std::string(key);
}

std::optional<std::string> unprotectKey(std::string_view line)
{
    return std::string(line);
}

} // namespace duijie::config

#endif
