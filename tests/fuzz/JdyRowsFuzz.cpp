// Answers about several bills: no row stands for two of them, and none for a bill that it does not name.
#include "Rules.h"

#include "JdyRows.h"

#include <algorithm>
#include <set>

namespace duijie::fuzz
{

namespace
{

std::vector<std::string> numbersOf(std::string_view text)
{
    std::vector<std::string> numbers;
    while (!text.empty() && numbers.size() < 8)
    {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string number(text.substr(0, comma));
        // A bill without a number, or one number for one bill: the host never sends the same twice.
        if (number.empty() || std::find(numbers.begin(), numbers.end(), number) == numbers.end())
        {
            numbers.push_back(std::move(number));
        }
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return numbers;
}

void checkMatches(const std::vector<jdy::JdyRow>& rows, const std::vector<std::string>& numbers)
{
    const std::vector<const jdy::JdyRow*> found = jdy::matchRows(rows, numbers);
    hold(found.size() == numbers.size(), "each bill sent has an entry");
    std::set<const jdy::JdyRow*> used;
    for (std::size_t i = 0; i < found.size(); ++i)
    {
        if (found[i] == nullptr)
        {
            continue;
        }
        hold(used.insert(found[i]).second, "no row stands for two bills");
        const bool anothers = std::find(numbers.begin(), numbers.end(), found[i]->number) != numbers.end();
        hold(found[i]->number.empty() || !anothers || found[i]->number == numbers[i],
             "no row stands for a bill when it names another", found[i]->number);
    }
}

} // namespace

void target(Input& input)
{
    const std::vector<std::string> numbers = numbersOf(input.piece());
    const std::string_view id = input.piece();
    sdk::JsonDocument document;
    if (!document.parse(input.rest()))
    {
        return;
    }
    const sdk::JsonValue data = document.root();
    const std::vector<jdy::JdyRow> rows = jdy::rowsOf(data);
    checkMatches(rows, numbers);
    bool named = false;
    for (const jdy::JdyRow& row : rows)
    {
        hold(!row.succeeded || row.message.empty(), "a row with an error did not succeed", row.message);
        const jdy::JdyVerdict verdict = jdy::verdictOf(row, STATUS_UNKNOWN);
        hold(verdict.code != STATUS_OK && !verdict.message.empty(), "what did not succeed is no success");
        named = named || (row.id == id && row.succeeded);
    }
    for (const sdk::JsonValue value : data.find("ids"))
    {
        named = named || value.text() == id;
    }
    hold(named || jdy::operationVerdict(data, "audit", id).code != STATUS_OK,
         "an answer that does not name the bill is no success", input.rest());
}

} // namespace duijie::fuzz
