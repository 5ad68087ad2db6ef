// Configurations with one thing wrong each, in tables.
#pragma once

#include <string>
#include <vector>

namespace duijie::config::test
{

struct Broken
{
    std::string content; ///< of the whole file
    std::string change;  ///< what is wrong in it, for messages
    std::string says;    ///< part of what is said: "path: sentence"
};

std::ostream& operator<<(std::ostream& out, const Broken& broken);

/// A part of the configuration that is wrong, or missing.
std::vector<Broken> brokenParts();

/// One setting of a flow that is wrong, and nothing else.
std::vector<Broken> brokenSettings();

/// Alerts.
std::vector<Broken> brokenAlerts();

} // namespace duijie::config::test
