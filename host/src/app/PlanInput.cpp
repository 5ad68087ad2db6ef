#include "app/PlanInput.h"

#include "text/Catalogue.h"

#include <Poco/Exception.h>
#include <Poco/FileStream.h>
#include <Poco/StreamCopier.h>

#include <algorithm>
#include <iostream>

namespace duijie::app
{

namespace
{

// One record a line; the first line that is none ends it.
bool readLines(std::string_view text, Records& out, std::string& problem)
{
    sdk::JsonDocument document;
    int number = 0;
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
        {
            continue;
        }
        if (!document.parse(line) || !document.root().isObject())
        {
            problem = text::say("app.plan.record_line", {std::to_string(number), document.error()});
            return false;
        }
        out.rows.emplace_back(document.root().raw());
    }
    return true;
}

// The row of a data set that a stored row of the platform stands for.
std::string contentOf(sdk::JsonValue row)
{
    const sdk::JsonValue content = row.find("content");
    if (!content.isObject())
    {
        return std::string(row.raw());
    }
    std::string json(content.raw());
    json.pop_back();
    for (const std::string_view name : {"id", "number"})
    {
        if (!content.find(name).exists() && row.find(name).exists())
        {
            json += (content.size() == 0 && json.back() == '{' ? "\"" : ",\"") + std::string(name) + "\":";
            json += row.find(name).raw();
        }
    }
    return json + "}";
}

} // namespace

std::optional<std::string> readText(const std::string& file, std::string& problem)
{
    std::string content;
    if (file == "-")
    {
        Poco::StreamCopier::copyToString(std::cin, content);
        return content;
    }
    try
    {
        Poco::FileInputStream stream(file);
        Poco::StreamCopier::copyToString(stream, content);
    }
    catch (const Poco::Exception& e)
    {
        problem = text::say("app.plan.unreadable", {file, e.displayText()});
        return std::nullopt;
    }
    constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF"; // editors on Windows leave it
    return content.starts_with(ByteOrderMark) ? content.substr(ByteOrderMark.size()) : content;
}

std::optional<Records> readRecords(std::string_view text, std::string& problem)
{
    Records out;
    sdk::JsonDocument document;
    if (!document.parse(text))
    {
        const std::string whole = document.error();
        out.list = true;
        const bool lines = readLines(text, out, problem) && !out.rows.empty();
        if (!lines && problem.empty())
        {
            problem = text::say("app.plan.records", {whole});
        }
        return lines ? std::optional(std::move(out)) : std::nullopt;
    }
    out.list = document.root().isArray();
    if (document.root().isObject())
    {
        out.rows.emplace_back(document.root().raw());
        return out;
    }
    for (const sdk::JsonValue row : out.list ? document.root() : sdk::JsonValue())
    {
        if (!row.isObject())
        {
            problem = text::say("app.plan.records", {sdk::jsonTypeName(row.type())});
            return std::nullopt;
        }
        out.rows.emplace_back(row.raw());
    }
    if (!out.list)
    {
        problem = text::say("app.plan.records", {sdk::jsonTypeName(document.root().type())});
        return std::nullopt;
    }
    return out;
}

bool FileDatasets::add(const std::string& id, std::string_view text, std::string& problem)
{
    const bool none =
        text.find_first_not_of(" \t\r\n") == std::string_view::npos; // no rows are an answer, too
    const std::optional<Records> records = none ? Records{} : readRecords(text, problem);
    if (!records)
    {
        return false;
    }
    auto& set = _sets[id];
    set = std::make_unique<plan::Dataset>();
    sdk::JsonDocument document;
    int64_t order = 0;
    for (const std::string& row : records->rows)
    {
        document.parse(row);
        ++order;
        set->put(std::to_string(order), contentOf(document.root()), order);
    }
    return true;
}

const plan::Dataset* FileDatasets::dataset(std::string_view id) const
{
    const auto found = _sets.find(id);
    return found == _sets.end() ? nullptr : found->second.get();
}

} // namespace duijie::app
