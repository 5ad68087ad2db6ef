#include "app/ProblemJson.h"

#include <charconv>

namespace duijie::app
{

namespace
{

int numberOf(sdk::JsonValue value)
{
    const std::string_view text = value.text();
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

void putProblems(sdk::JsonWriter& json, const config::Problems& problems)
{
    json.beginArray();
    for (const config::Problem& problem : problems)
    {
        json.beginObject().key("file").string(problem.file).key("line").number(problem.line);
        json.key("column").number(problem.column).key("path").string(problem.path);
        json.key("message").string(problem.message).endObject();
    }
    json.endArray();
}

config::Problems problemsIn(sdk::JsonValue list)
{
    config::Problems out;
    for (const sdk::JsonValue each : list)
    {
        out.push_back({std::string(each.find("path").text()), std::string(each.find("message").text()),
                       std::string(each.find("file").text()), numberOf(each.find("line")),
                       numberOf(each.find("column"))});
    }
    return out;
}

} // namespace duijie::app
