#include "JdyDifferences.h"

#include "duijie/sdk/Decimal.h"

#include <algorithm>

namespace duijie::jdy
{

namespace
{

constexpr std::string_view Quantity = "qty";
constexpr std::string_view Date = "bill_date";
constexpr std::size_t DateSize = 10;

struct Line
{
    std::size_t index = 0; ///< in its bill, from 0
    std::string references;
    std::string quantity;
};

// Numbers that are equal are one text; what is no number stays as it is.
std::string numberOf(std::string_view text)
{
    const auto number = sdk::Decimal::parse(text);
    return number ? number->canonical() : std::string(text);
}

std::vector<Line> linesOf(const BillForm& form, sdk::JsonValue bill)
{
    const bool counted = form.line.find(Quantity) != nullptr;
    const std::vector<std::string_view> names = form.compared();
    std::vector<Line> lines;
    for (const sdk::JsonValue entry : bill.find(form.lines))
    {
        Line line;
        line.index = lines.size();
        for (const std::string_view name : names)
        {
            line.references += (line.references.empty() ? "" : ", ") + std::string(name) + " " +
                               std::string(entry.find(name).text());
        }
        line.quantity = counted ? numberOf(entry.find(Quantity).text()) : "";
        lines.push_back(std::move(line));
    }
    return lines;
}

// Of lines with the same references an equal quantity is the better match.
std::vector<Line>::iterator matchOf(const Line& line, std::vector<Line>& others, bool equal)
{
    return std::find_if(others.begin(), others.end(),
                        [&](const Line& other) {
                            return other.references == line.references &&
                                   (!equal || other.quantity == line.quantity);
                        });
}

std::string pathOf(const BillForm& form, const Line& line)
{
    return form.lines + "[" + std::to_string(line.index) + "]";
}

std::string wholeOf(const Line& line)
{
    return line.references + (line.quantity.empty() ? "" : ", qty " + line.quantity);
}

// Takes out of both what is equal.
void dropEqual(std::vector<Line>& wanted, std::vector<Line>& there)
{
    for (auto line = wanted.begin(); line != wanted.end();)
    {
        const auto match = matchOf(*line, there, true);
        if (match == there.end())
        {
            ++line;
            continue;
        }
        there.erase(match);
        line = wanted.erase(line);
    }
}

} // namespace

std::vector<JdyDifference> differencesOf(const BillForm& form, sdk::JsonValue expected, sdk::JsonValue found)
{
    std::vector<JdyDifference> out;
    const auto dateOf = [](sdk::JsonValue bill)
    { return std::string(bill.find(Date).text().substr(0, DateSize)); };
    if (dateOf(expected) != dateOf(found))
    {
        out.push_back({std::string(Date), dateOf(expected), dateOf(found)});
    }
    std::vector<Line> wanted = linesOf(form, expected);
    std::vector<Line> there = linesOf(form, found);
    dropEqual(wanted, there);
    for (const Line& line : wanted)
    {
        const auto match = matchOf(line, there, false);
        if (match == there.end())
        {
            out.push_back({pathOf(form, line), wholeOf(line), ""});
            continue;
        }
        out.push_back({pathOf(form, line) + "." + std::string(Quantity), line.quantity, match->quantity});
        there.erase(match);
    }
    for (const Line& line : there)
    {
        out.push_back({pathOf(form, line), "", wholeOf(line)});
    }
    return out;
}

} // namespace duijie::jdy
