#include "schedule/Rhythm.h"

#include "text/Catalogue.h"

#include <charconv>
#include <utility>

namespace duijie::schedule
{

namespace
{

constexpr std::string_view Every = "@every ";
constexpr int64_t LongestMs = 366LL * 86'400'000;

constexpr std::pair<std::string_view, std::string_view> Words[] = {
    {"@hourly", "0 * * * *"},
    {"@daily", "0 0 * * *"},
    {"@weekly", "0 0 * * 0"},
    {"@monthly", "0 0 1 * *"},
};

int64_t unitMs(char unit) noexcept
{
    switch (unit)
    {
    case 's':
        return 1000;
    case 'm':
        return 60'000;
    case 'h':
        return 3'600'000;
    case 'd':
        return 86'400'000;
    default:
        return 0;
    }
}

// 0: not an interval.
int64_t intervalOf(std::string_view text) noexcept
{
    if (text.size() < 2 || text.size() > 8)
    {
        return 0;
    }
    int64_t count = 0;
    const char* const end = text.data() + text.size() - 1;
    const auto [at, code] = std::from_chars(text.data(), end, count);
    const int64_t ms = code == std::errc() && at == end && count > 0 ? count * unitMs(text.back()) : 0;
    return ms <= LongestMs ? ms : 0;
}

} // namespace

std::optional<Rhythm> Rhythm::parse(std::string_view text, std::string& error)
{
    Rhythm rhythm;
    rhythm._text = text;
    const bool every = text.substr(0, Every.size()) == Every;
    rhythm._intervalMs = intervalOf(every ? text.substr(Every.size()) : text);
    if (rhythm._intervalMs > 0)
    {
        return rhythm;
    }
    for (const auto& [word, expression] : Words)
    {
        if (text == word)
        {
            rhythm._cron = Cron::parse(expression, error);
            return rhythm;
        }
    }
    if (every || text.find(' ') == std::string_view::npos)
    {
        error = text::say("config.rhythm", {text});
        return std::nullopt;
    }
    rhythm._cron = Cron::parse(text, error);
    return rhythm._cron ? std::optional(std::move(rhythm)) : std::nullopt;
}

std::optional<int64_t> Rhythm::next(int64_t startMs, const std::string& zone) const
{
    return _cron ? _cron->next(startMs, zone) : std::optional(startMs + _intervalMs);
}

std::vector<int64_t> Rhythm::upcoming(int64_t startMs, const std::string& zone, int count) const
{
    std::vector<int64_t> out;
    for (int i = 0; i < count; ++i)
    {
        const auto at = next(out.empty() ? startMs : out.back(), zone);
        if (!at)
        {
            break;
        }
        out.push_back(*at);
    }
    return out;
}

} // namespace duijie::schedule
