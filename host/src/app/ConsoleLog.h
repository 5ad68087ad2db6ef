// Log lines on standard error, through Poco's logger.
#pragma once

#include "engine/Environment.h"

#include <string>

namespace duijie::app
{

class ConsoleLog final : public engine::LogOutput
{
public:
    /// `level`: "error", "warning", "information" or "debug".
    explicit ConsoleLog(const std::string& level);

    void write(LogLevel level, std::string_view component, std::string_view message) override;
    bool enabled(LogLevel level) const override;
};

} // namespace duijie::app
