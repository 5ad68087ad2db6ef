#include "app/ConsoleLog.h"

#include "duijie/sdk/Text.h"

#include <Poco/AutoPtr.h>
#include <Poco/ConsoleChannel.h>
#include <Poco/FormattingChannel.h>
#include <Poco/Logger.h>
#include <Poco/Message.h>
#include <Poco/PatternFormatter.h>

#include <iostream>

namespace duijie::app
{

namespace
{

const std::string LoggerName = "duijie";

// A record's text may be long and may hold control characters meant for a terminal.
constexpr std::size_t MostBytes = 4000;

Poco::Message::Priority priorityOf(LogLevel level) noexcept
{
    switch (level)
    {
    case LOG_ERROR:
        return Poco::Message::PRIO_ERROR;
    case LOG_INFO:
        return Poco::Message::PRIO_INFORMATION;
    case LOG_DEBUG:
        return Poco::Message::PRIO_DEBUG;
    default:
        return Poco::Message::PRIO_WARNING;
    }
}

std::string_view prefixOf(LogLevel level) noexcept
{
    return level == LOG_PLUGIN_MISBEHAVING ? "plugin misbehaving: "
           : level == LOG_HOST_MISBEHAVING ? "host misbehaving: "
                                           : "";
}

} // namespace

ConsoleLog::ConsoleLog(const std::string& level)
{
    const Poco::AutoPtr<Poco::Channel> console(new Poco::ConsoleChannel(std::cerr));
    Poco::AutoPtr<Poco::PatternFormatter> formatter(new Poco::PatternFormatter("%Y-%m-%d %H:%M:%S.%i %p %t"));
    formatter->setProperty("times", "local");
    const Poco::AutoPtr<Poco::Channel> channel(new Poco::FormattingChannel(formatter, console));
    Poco::Logger& logger = Poco::Logger::get(LoggerName);
    logger.setChannel(channel);
    logger.setLevel(level);
}

void ConsoleLog::write(LogLevel level, std::string_view component, std::string_view message)
{
    std::string line(component);
    line += ": ";
    line += prefixOf(level);
    line += sdk::excerpt(message, MostBytes);
    Poco::Logger::get(LoggerName).log(Poco::Message(LoggerName, line, priorityOf(level)));
}

bool ConsoleLog::enabled(LogLevel level) const
{
    return Poco::Logger::get(LoggerName).is(priorityOf(level));
}

} // namespace duijie::app
