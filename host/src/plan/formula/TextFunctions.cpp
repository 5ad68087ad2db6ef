// Functions on texts. Positions are of characters, from 1; negative ones count from the end.
#include "plan/formula/Function.h"
#include "plan/formula/Letters.h"

#include <algorithm>

namespace duijie::plan::formula
{

namespace
{

// A result longer than this is none: what fills a disk is no field of a bill.
constexpr std::size_t LongestText = std::size_t{1} << 20U;

int64_t whole(const Value& value)
{
    return value.number().toInteger().value_or(value.number().isNegative() ? INT64_MIN : INT64_MAX);
}

std::size_t countOf(const Value& value)
{
    return static_cast<std::size_t>(std::max<int64_t>(0, whole(value)));
}

Value number(std::size_t value)
{
    return Number(static_cast<int64_t>(value));
}

Value concat(Arguments arguments, const Surroundings&)
{
    std::string out;
    for (const Value& argument : arguments)
    {
        out += argument.text();
    }
    return out;
}

Value concatWith(Arguments arguments, const Surroundings&)
{
    if (arguments[0].isNull())
    {
        return {};
    }
    const std::string between = arguments[0].text();
    std::string out;
    bool first = true;
    for (const Value& argument : arguments.subspan(1))
    {
        if (!argument.isNull())
        {
            out += (first ? std::string() : between) + argument.text();
            first = false;
        }
    }
    return out;
}

Value left(Arguments arguments, const Surroundings&)
{
    const std::string text = arguments[0].text();
    return text.substr(0, offsetOf(text, countOf(arguments[1])));
}

Value right(Arguments arguments, const Surroundings&)
{
    const std::string text = arguments[0].text();
    const std::size_t all = characters(text);
    return text.substr(offsetOf(text, all - std::min(all, countOf(arguments[1]))));
}

Value substring(Arguments arguments, const Surroundings&)
{
    const std::string text = arguments[0].text();
    const auto all = static_cast<int64_t>(characters(text));
    int64_t from = whole(arguments[1]);
    if (from == 0 || from > all || from < -all)
    {
        return std::string();
    }
    from = from < 0 ? all + from : from - 1;
    const std::size_t begin = offsetOf(text, static_cast<std::size_t>(from));
    if (arguments.size() < 3)
    {
        return text.substr(begin);
    }
    const std::string rest = text.substr(begin);
    return rest.substr(0, offsetOf(rest, countOf(arguments[2])));
}

Value substringIndex(Arguments arguments, const Surroundings&)
{
    const std::string text = arguments[0].text();
    const std::string mark = arguments[1].text();
    const int64_t count = whole(arguments[2]);
    if (mark.empty() || count == 0)
    {
        return std::string();
    }
    std::vector<std::size_t> places;
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + mark.size()))
    {
        places.push_back(at);
    }
    const auto found = static_cast<int64_t>(places.size());
    if (count > found || count < -found)
    {
        return text;
    }
    return count > 0 ? text.substr(0, places[static_cast<std::size_t>(count - 1)])
                     : text.substr(places[static_cast<std::size_t>(found + count)] + mark.size());
}

// Where a text stands in another, in characters; 0: nowhere.
Value position(const std::string& what, const std::string& text, int64_t from)
{
    const std::string wanted = lowered(what);
    const std::string all = lowered(text);
    const auto length = static_cast<int64_t>(characters(all));
    if (from < 1 || from > length + 1)
    {
        return number(0);
    }
    const std::size_t at = all.find(wanted, offsetOf(all, static_cast<std::size_t>(from - 1)));
    return number(at == std::string::npos ? 0 : characters(std::string_view(all).substr(0, at)) + 1);
}

Value locate(Arguments arguments, const Surroundings&)
{
    return position(arguments[0].text(), arguments[1].text(), arguments.size() > 2 ? whole(arguments[2]) : 1);
}

Value instr(Arguments arguments, const Surroundings&)
{
    return position(arguments[1].text(), arguments[0].text(), 1);
}

Value replace(Arguments arguments, const Surroundings&)
{
    const std::string text = arguments[0].text();
    const std::string from = arguments[1].text();
    const std::string to = arguments[2].text();
    if (from.empty())
    {
        return text;
    }
    std::string out;
    std::size_t last = 0;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, last))
    {
        out.append(text, last, at - last);
        out += to;
        last = at + from.size();
        if (out.size() > LongestText)
        {
            return {};
        }
    }
    return out + text.substr(last);
}

// Sides: 1 before, 2 behind, 3 both.
Value trimmed(std::string text, const std::string& what, int64_t sides)
{
    while (!what.empty() && (sides & 1) != 0 && text.starts_with(what))
    {
        text.erase(0, what.size());
    }
    while (!what.empty() && (sides & 2) != 0 && text.ends_with(what))
    {
        text.erase(text.size() - what.size());
    }
    return text;
}

Value trim(Arguments arguments, const Surroundings&)
{
    return arguments.size() == 1 ? trimmed(arguments[0].text(), " ", 3)
                                 : trimmed(arguments[0].text(), arguments[1].text(), whole(arguments[2]));
}

Value trimLeft(Arguments arguments, const Surroundings&)
{
    return trimmed(arguments[0].text(), " ", 1);
}

Value trimRight(Arguments arguments, const Surroundings&)
{
    return trimmed(arguments[0].text(), " ", 2);
}

Value upper(Arguments arguments, const Surroundings&)
{
    return raised(arguments[0].text());
}

Value lower(Arguments arguments, const Surroundings&)
{
    return lowered(arguments[0].text());
}

Value length(Arguments arguments, const Surroundings&)
{
    return number(arguments[0].text().size());
}

Value charLength(Arguments arguments, const Surroundings&)
{
    return number(characters(arguments[0].text()));
}

Value reverse(Arguments arguments, const Surroundings&)
{
    const std::string text = arguments[0].text();
    std::string out;
    for (std::size_t end = text.size(); end > 0;)
    {
        std::size_t begin = end - 1;
        while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U)
        {
            --begin;
        }
        out.append(text, begin, end - begin);
        end = begin;
    }
    return out;
}

Value repeat(Arguments arguments, const Surroundings&)
{
    const std::string text = arguments[0].text();
    const std::size_t count = countOf(arguments[1]);
    if (!text.empty() && count > LongestText / text.size())
    {
        return {};
    }
    std::string out;
    for (std::size_t i = 0; !text.empty() && i < count; ++i)
    {
        out += text;
    }
    return out;
}

// The text with as much of `fill` before or behind it as makes it `count` characters long.
Value padded(Arguments arguments, bool before)
{
    const std::string text = arguments[0].text();
    const int64_t wanted = whole(arguments[1]);
    const std::string fill = arguments[2].text();
    const std::size_t has = characters(text);
    if (wanted < 0 || static_cast<std::size_t>(wanted) > LongestText)
    {
        return {};
    }
    const auto count = static_cast<std::size_t>(wanted);
    if (count <= has)
    {
        return text.substr(0, offsetOf(text, count));
    }
    if (fill.empty())
    {
        return std::string();
    }
    std::string more;
    const std::size_t each = characters(fill);
    for (std::size_t made = 0; made < count - has; made += each)
    {
        more += fill;
    }
    more.resize(offsetOf(more, count - has));
    return before ? more + text : text + more;
}

Value padLeft(Arguments arguments, const Surroundings&)
{
    return padded(arguments, true);
}

Value padRight(Arguments arguments, const Surroundings&)
{
    return padded(arguments, false);
}

// The place of a text in "a,b,c"; 0: not in it.
Value findInSet(Arguments arguments, const Surroundings&)
{
    const std::string wanted = arguments[0].text();
    const std::string set = arguments[1].text();
    std::size_t place = 1;
    for (std::size_t at = 0; !set.empty() && at <= set.size(); ++place)
    {
        const std::size_t end = std::min(set.find(',', at), set.size());
        if (sameLetters(std::string_view(set).substr(at, end - at), wanted))
        {
            return number(place);
        }
        at = end + 1;
    }
    return number(0);
}

constexpr Function Functions[] = {
    {"concat", 1, Function::Any, false, concat, true},
    {"concat_ws", 2, Function::Any, true, concatWith, true},
    {"left", 2, 2, false, left, true},
    {"right", 2, 2, false, right, true},
    {"substring", 2, 3, false, substring, true},
    {"substring_index", 3, 3, false, substringIndex, true},
    {"locate", 2, 3, false, locate},
    {"instr", 2, 2, false, instr},
    {"replace", 3, 3, false, replace, true},
    {"trim", 1, 3, false, trim, true},
    {"ltrim", 1, 1, false, trimLeft, true},
    {"rtrim", 1, 1, false, trimRight, true},
    {"upper", 1, 1, false, upper, true},
    {"ucase", 1, 1, false, upper, true},
    {"lower", 1, 1, false, lower, true},
    {"lcase", 1, 1, false, lower, true},
    {"length", 1, 1, false, length},
    {"char_length", 1, 1, false, charLength},
    {"character_length", 1, 1, false, charLength},
    {"reverse", 1, 1, false, reverse, true},
    {"repeat", 2, 2, false, repeat, true},
    {"lpad", 3, 3, false, padLeft, true},
    {"rpad", 3, 3, false, padRight, true},
    {"find_in_set", 2, 2, false, findInSet},
};

} // namespace

std::span<const Function> textFunctions()
{
    return Functions;
}

} // namespace duijie::plan::formula
