// Times and texts of vendors.
#include "Rules.h"

#include "plan/Filter.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"
#include "duijie/sdk/Times.h"

namespace duijie::fuzz
{

namespace
{

void checkTimes(std::string_view text, int zone)
{
    if (const auto time = sdk::parseDateTime(text, zone))
    {
        hold(sdk::formatDateTime(*time, zone) == text, "a time is written as it was read", text);
        hold(sdk::beginsWithDate(text), "a time begins with its day", text);
    }
    if (const auto time = sdk::parseHttpDate(text))
    {
        hold(sdk::parseDateTime(sdk::formatDateTime(*time, 0), 0) == *time, "an HTTP date is a time", text);
    }
    if (const auto time = plan::readTime(text, zone))
    {
        const std::string written = plan::filteredTime(plan::Filter::DateTime, *time, zone);
        const auto again = plan::readTime(written, zone);
        hold(again && *again == *time - *time % 1000, "a filtered time is the same second", written);
    }
}

void checkExcerpt(std::string_view text, std::size_t most)
{
    const std::string line = sdk::excerpt(text, most);
    hold(line.size() <= most, "an excerpt is no longer than asked", line);
    hold(line.find('\n') == std::string::npos, "an excerpt is one line", line);
    hold(!sdk::isUtf8(text) || sdk::isUtf8(line), "an excerpt cuts between characters", line);
    const std::string encoded = sdk::percentEncode(text);
    hold(encoded.find_first_of(" \r\n&=?#/") == std::string::npos, "percent-encoding leaves nothing special",
         encoded);
}

} // namespace

void target(Input& input)
{
    constexpr int Zones[] = {480, 0, -210, 840};
    const int zone = Zones[input.choice(4)];
    const std::size_t most = input.choice(64);
    checkTimes(input.rest(), zone);
    checkExcerpt(input.rest(), most);
}

} // namespace duijie::fuzz
