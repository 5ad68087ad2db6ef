#include "JdyRows.h"

#include "JdySay.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>

namespace duijie::jdy
{

namespace
{

std::optional<std::size_t> indexOf(std::string_view text)
{
    std::size_t index = 0;
    const auto end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, index);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(index) : std::nullopt;
}

/// Messages of data.rows[].errors, whatever their shape.
std::string messagesOf(sdk::JsonValue row)
{
    std::string text;
    for (const sdk::JsonValue error : row.find("errors"))
    {
        const std::string_view message = error.isObject() ? error.find("message").text() : error.text();
        text += text.empty() || message.empty() ? "" : ", ";
        text += message;
    }
    return text.empty() ? std::string(row.find("message").text()) : text;
}

bool saysYes(sdk::JsonValue value)
{
    const std::string text = sdk::upperAscii(std::string(value.text()));
    return text == "TRUE" || text == "1" || text == "SUCCESS";
}

/// The number that `rows` count from; nothing when both 0 and 1 are possible.
std::optional<std::size_t> baseOf(const std::vector<JdyRow>& rows, std::size_t count)
{
    bool zero = false;
    bool last = false;
    for (const JdyRow& row : rows)
    {
        zero = zero || row.index == std::optional<std::size_t>(0);
        last = last || row.index == std::optional(count);
    }
    if (zero == last)
    {
        return std::nullopt; // both is a contradiction, neither tells nothing
    }
    return zero ? 0 : 1;
}

bool names(sdk::JsonValue ids, std::string_view id)
{
    for (const sdk::JsonValue value : ids)
    {
        if (value.text() == id)
        {
            return true;
        }
    }
    return false;
}

} // namespace

std::vector<JdyRow> rowsOf(sdk::JsonValue data)
{
    std::vector<JdyRow> rows;
    for (const sdk::JsonValue value : data.find("rows"))
    {
        JdyRow row;
        row.id = value.find("id").text();
        row.number = value.find("number").text();
        row.index = indexOf(value.find("index").text());
        row.message = messagesOf(value);
        row.succeeded = saysYes(value.find("success")) && row.message.empty();
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<const JdyRow*> matchRows(const std::vector<JdyRow>& rows, const std::vector<std::string>& numbers)
{
    const std::size_t count = numbers.size();
    if (count == 1 && rows.size() == 1)
    {
        return {rows.data()};
    }
    const auto base = baseOf(rows, count);
    std::vector<const JdyRow*> found(count, nullptr);
    std::vector<int> hits(count, 0);
    for (const JdyRow& row : rows)
    {
        const auto named =
            row.number.empty() ? numbers.end() : std::find(numbers.begin(), numbers.end(), row.number);
        const bool counted = base && row.index && *row.index >= *base && *row.index - *base < count;
        if (named == numbers.end() && !counted)
        {
            continue;
        }
        const std::size_t at =
            named != numbers.end() ? static_cast<std::size_t>(named - numbers.begin()) : *row.index - *base;
        found[at] = ++hits[at] == 1 ? &row : nullptr;
    }
    return found;
}

JdyVerdict verdictOf(const JdyRow& row, StatusCode unlisted)
{
    JdyVerdict verdict;
    verdict.code = unlisted;
    verdict.vendorText = row.message;
    const JdyErrorKind kind = errorKindOf({}, row.message);
    applyKind(kind, 0, verdict);
    verdict.message =
        row.message.empty() ? say("jdy_target.reply.no_reason") : sdk::excerpt(row.message, 300);
    const std::string_view advice = adviceFor(kind);
    verdict.message =
        advice.empty() ? verdict.message : say("jdy_target.advised", {verdict.message, say(advice)});
    return verdict;
}

JdyVerdict operationVerdict(sdk::JsonValue data, std::string_view operation, std::string_view id)
{
    for (const JdyRow& row : rowsOf(data))
    {
        if (row.id == id && !row.succeeded)
        {
            JdyVerdict verdict = verdictOf(row, STATUS_REJECTED);
            verdict.message = say("jdy_target.rows.refused", {operation, id, verdict.message});
            return verdict;
        }
        if (row.id == id)
        {
            return {};
        }
    }
    JdyVerdict verdict;
    if (!names(data.find("ids"), id))
    {
        verdict.code = STATUS_UNKNOWN;
        verdict.message = say("jdy_target.rows.others", {operation, id});
    }
    return verdict;
}

} // namespace duijie::jdy
