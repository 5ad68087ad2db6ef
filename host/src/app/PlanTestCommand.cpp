#include "app/CommandSupport.h"
#include "app/ExitCode.h"
#include "app/JsonDifference.h"
#include "app/JsonLayout.h"
#include "app/PlanCase.h"
#include "app/PlanCommands.h"

#include "text/Catalogue.h"
#include "text/Paths.h"

#include <Poco/FileStream.h>

namespace duijie::app
{

namespace
{

struct Result
{
    std::string name;
    std::string problem;
    std::vector<JsonDifference> differences;

    bool good() const noexcept { return problem.empty() && differences.empty(); }
};

// Without the sentences, which are for people and in their language.
std::string withoutMessages(sdk::JsonValue found)
{
    sdk::JsonWriter json;
    json.beginObject();
    for (const std::string_view name : {"findings", "errors"})
    {
        if (!found.find(name).exists())
        {
            continue;
        }
        json.key(name).beginArray();
        for (const sdk::JsonValue error : found.find(name))
        {
            if (error.find("error").text() == "false")
            {
                continue; // a warning
            }
            json.beginObject();
            for (const sdk::JsonValue member : error)
            {
                if (member.name() != "message" && member.name() != "error")
                {
                    json.key(member.name()).raw(member.raw());
                }
            }
            json.endObject();
        }
        json.endArray();
    }
    json.endObject();
    return json.take();
}

// A body has no list of errors with messages of its own: what failed is told from what came out by that.
bool isFailure(sdk::JsonValue out)
{
    const sdk::JsonValue errors = out.find("errors");
    return errors.isArray() && (out.find("findings").exists() || (*errors.begin()).find("message").exists());
}

std::string comparable(const std::string& out)
{
    sdk::JsonDocument document;
    document.parse(out);
    return isFailure(document.root()) ? withoutMessages(document.root()) : out;
}

void compare(const PlanCase& one, const std::string& out, Result& result)
{
    const std::optional<std::string> text = readText(text::utf8Of(one.expectedFile()), result.problem);
    sdk::JsonDocument expected;
    sdk::JsonDocument found;
    if (!text)
    {
        return;
    }
    if (!expected.parse(*text))
    {
        result.problem = "expected.json: " + expected.error();
        return;
    }
    found.parse(comparable(out));
    result.differences = differences(expected.root(), found.root());
}

Result runOne(const PlanCase& one, bool accept)
{
    Result result;
    result.name = one.name();
    const std::optional<std::string> out = one.run(result.problem);
    if (!out)
    {
        return result;
    }
    if (accept)
    {
        Poco::FileOutputStream file(text::utf8Of(one.expectedFile()), std::ios::trunc);
        sdk::JsonDocument document;
        document.parse(comparable(*out));
        file << indented(document.root()) << '\n';
        return result;
    }
    compare(one, *out, result);
    return result;
}

void print(const Result& result)
{
    printLine((result.good() ? "ok      " : "FAILED  ") + result.name +
              (result.problem.empty() ? "" : ": " + result.problem));
    for (const JsonDifference& difference : result.differences)
    {
        const std::string nothing = text::say("app.plan.nothing");
        printLine("        " +
                  text::say("app.plan.difference",
                            {difference.path, difference.expected.empty() ? nothing : difference.expected,
                             difference.found.empty() ? nothing : difference.found}));
    }
}

void printJson(const std::vector<Result>& results)
{
    sdk::JsonWriter json;
    json.beginArray();
    for (const Result& result : results)
    {
        json.beginObject().key("case").string(result.name).key("good").boolean(result.good());
        json.key("problem").string(result.problem).key("differences").beginArray();
        for (const JsonDifference& difference : result.differences)
        {
            json.beginObject().key("path").string(difference.path);
            json.key("expected").string(difference.expected).key("found").string(difference.found);
            json.endObject();
        }
        json.endArray().endObject();
    }
    json.endArray();
    printLine(json.text());
}

} // namespace

int planTestCommand(const Options& options)
{
    const std::filesystem::path folder = text::pathOf(options.file);
    if (!std::filesystem::is_directory(folder))
    {
        printProblems({{options.file, text::say("app.plan.no_folder")}});
        return EXIT_USAGE;
    }
    std::vector<Result> results;
    std::size_t bad = 0;
    for (const PlanCase& one : casesIn(folder, options.accept))
    {
        results.push_back(runOne(one, options.accept));
        bad += results.back().good() ? 0 : 1;
        if (!options.json)
        {
            print(results.back());
        }
    }
    if (results.empty())
    {
        printProblems({{options.file, text::say("app.plan.no_cases")}});
        return EXIT_USAGE;
    }
    if (options.json)
    {
        printJson(results);
    }
    else
    {
        printLine(text::say("app.plan.tested", {std::to_string(results.size() - bad), std::to_string(bad)}));
    }
    return bad == 0 ? EXIT_WELL : EXIT_ATTENTION;
}

} // namespace duijie::app
