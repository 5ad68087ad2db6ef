#include "ops/LogText.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"

#include <Poco/DateTimeFormatter.h>
#include <Poco/LocalDateTime.h>
#include <Poco/Timestamp.h>

#include <array>
#include <string_view>

namespace duijie::ops
{

namespace
{

// A record's text may be long.
constexpr std::size_t MostBytes = 4000;

struct LevelLook
{
    std::string_view word; // as in JSON and on the command line
    std::string_view shown;
    std::string_view journal;
    std::string_view colour;
};

const LevelLook& lookOf(LogLevel level) noexcept
{
    static constexpr std::array<LevelLook, 4> Looks = {{{"error", "Error", "<3>", "\x1B[31m"},
                                                        {"warning", "Warning", "<4>", "\x1B[33m"},
                                                        {"information", "Information", "<6>", ""},
                                                        {"debug", "Debug", "<7>", "\x1B[2m"}}};
    // What stands beyond is misbehaviour: a warning.
    return level <= LOG_DEBUG ? Looks[level] : Looks[LOG_WARNING];
}

std::string_view prefixOf(LogLevel level) noexcept
{
    return level == LOG_PLUGIN_MISBEHAVING ? "plugin misbehaving: "
           : level == LOG_HOST_MISBEHAVING ? "host misbehaving: "
                                           : "";
}

// UTF-8 only, and no control character, not those of C1 either: terminals obey them.
std::string clean(std::string_view text)
{
    std::string escaped;
    const std::string line = sdk::excerpt(text, MostBytes);
    if (sdk::isUtf8(line))
    {
        escaped = line;
    }
    else
    {
        for (const char c : line)
        {
            const bool ascii = static_cast<unsigned char>(c) < 0x80;
            escaped += ascii ? std::string(1, c) : "\xEF\xBF\xBD";
        }
    }
    for (std::size_t i = 0; i + 1 < escaped.size(); ++i)
    {
        if (escaped[i] == '\xC2' && static_cast<unsigned char>(escaped[i + 1]) < 0xA0)
        {
            escaped.replace(i, 2, " ");
        }
    }
    return escaped;
}

} // namespace

std::string textLine(const engine::LogEntry& entry, int64_t nowMs, LineStyle style)
{
    const LevelLook& look = lookOf(entry.level);
    std::string line;
    if (style == LineStyle::Journal)
    {
        line = look.journal;
    }
    else
    {
        const Poco::LocalDateTime now{Poco::DateTime(Poco::Timestamp(nowMs * 1000))};
        const bool coloured = style == LineStyle::Coloured && !look.colour.empty();
        line = Poco::DateTimeFormatter::format(now, "%Y-%m-%d %H:%M:%S.%i ");
        line.append(coloured ? look.colour : "").append(look.shown).append(coloured ? "\x1B[0m" : "");
        line += ' ';
    }
    line += clean(entry.component);
    line.append(": ").append(prefixOf(entry.level));
    return line + clean(entry.message);
}

std::string jsonLine(const engine::LogEntry& entry, int64_t nowMs)
{
    sdk::JsonWriter json;
    json.beginObject();
    json.key("time").string(
        Poco::DateTimeFormatter::format(Poco::Timestamp(nowMs * 1000), "%Y-%m-%dT%H:%M:%S.%iZ"));
    json.key("level").string(lookOf(entry.level).word);
    json.key("component").string(entry.component);
    if (!entry.flow.empty())
    {
        json.key("flow").string(entry.flow);
    }
    const auto number = [&](const char* name, int64_t value)
    {
        if (value != 0)
        {
            json.key(name).number(value);
        }
    };
    number("run", entry.run);
    number("record", entry.record);
    number("attempt", entry.attempt);
    number("call", entry.call);
    std::string message(prefixOf(entry.level));
    message += sdk::cutUtf8(entry.message, MostBytes);
    json.key("message").string(message);
    json.endObject();
    return json.take();
}

} // namespace duijie::ops
