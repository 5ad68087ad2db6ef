#include "schedule/CronField.h"

#include "text/Catalogue.h"

#include <array>
#include <charconv>

namespace duijie::schedule
{

namespace
{

struct Bounds
{
    const char* word; ///< of the catalogue
    unsigned least;
    unsigned most;
};

Bounds boundsOf(CronPart part) noexcept
{
    switch (part)
    {
    case CronPart::Minute:
        return {"config.cron.minute", 0, 59};
    case CronPart::Hour:
        return {"config.cron.hour", 0, 23};
    case CronPart::Day:
        return {"config.cron.day", 1, 31};
    case CronPart::Month:
        return {"config.cron.month", 1, 12};
    default:
        return {"config.cron.weekday", 0, 7};
    }
}

constexpr std::array<std::string_view, 12> Months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> Weekdays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

std::optional<unsigned> nameOf(CronPart part, std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
    {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    for (unsigned i = 0; part == CronPart::Month && i < Months.size(); ++i)
    {
        if (Months[i] == lower)
        {
            return i + 1;
        }
    }
    for (unsigned i = 0; part == CronPart::Weekday && i < Weekdays.size(); ++i)
    {
        if (Weekdays[i] == lower)
        {
            return i;
        }
    }
    return std::nullopt;
}

std::optional<unsigned> numberOf(std::string_view text) noexcept
{
    unsigned value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = code == std::errc() && end == text.data() + text.size() && !text.empty();
    return whole && text.size() <= 4 ? std::optional(value) : std::nullopt;
}

class Reader
{
public:
    explicit Reader(CronPart part) : _part(part), _bounds(boundsOf(part)) {}

    bool read(std::string_view text)
    {
        _field.star = !text.empty() && text.front() == '*';
        while (true)
        {
            const std::size_t comma = text.find(',');
            if (!item(text.substr(0, comma)))
            {
                return false;
            }
            if (comma == std::string_view::npos)
            {
                return true;
            }
            text.remove_prefix(comma + 1);
        }
    }

    CronField field() const noexcept { return _field; }
    const Bounds& bounds() const noexcept { return _bounds; }

private:
    std::optional<unsigned> value(std::string_view text) const
    {
        const auto named = nameOf(_part, text);
        const auto read = named ? named : numberOf(text);
        return read && *read >= _bounds.least && *read <= _bounds.most ? read : std::nullopt;
    }

    // A range or a single value, before the step.
    bool range(std::string_view text, bool stepped, unsigned& from, unsigned& to) const
    {
        from = _bounds.least;
        to = _bounds.most - (_part == CronPart::Weekday ? 1U : 0U); // 7 is another word for 0
        if (text == "*")
        {
            return true;
        }
        const std::size_t dash = text.find('-');
        const auto first = value(text.substr(0, dash));
        const auto last = dash == std::string_view::npos ? (stepped ? std::optional(to) : first)
                                                         : value(text.substr(dash + 1));
        if (!first || !last || *first > *last)
        {
            return false;
        }
        from = *first;
        to = *last;
        return true;
    }

    bool item(std::string_view text)
    {
        const std::size_t slash = text.find('/');
        const auto step =
            slash == std::string_view::npos ? std::optional(1U) : numberOf(text.substr(slash + 1));
        unsigned from = 0;
        unsigned to = 0;
        if (!step || *step == 0 || !range(text.substr(0, slash), slash != std::string_view::npos, from, to))
        {
            return false;
        }
        for (unsigned at = from; at <= to; at += *step)
        {
            _field.values |= uint64_t{1} << (_part == CronPart::Weekday ? at % 7 : at);
        }
        return true;
    }

    const CronPart _part;
    const Bounds _bounds;
    CronField _field;
};

} // namespace

std::optional<CronField> parseCronField(CronPart part, std::string_view text, std::string& error)
{
    Reader reader(part);
    if (!reader.read(text))
    {
        const Bounds& bounds = reader.bounds();
        error = text::say("config.cron.field", {text::say(bounds.word), text, std::to_string(bounds.least),
                                                std::to_string(bounds.most)});
        return std::nullopt;
    }
    return reader.field();
}

} // namespace duijie::schedule
