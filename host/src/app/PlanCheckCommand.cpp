#include "app/CommandSupport.h"
#include "app/ExitCode.h"
#include "app/PlanCommands.h"
#include "app/PlanInput.h"
#include "app/RemedyTimes.h"

#include "config/JsonPlaces.h"

#include "plan/DocumentSide.h"
#include "plan/KnownPaths.h"
#include "plan/SourcePlan.h"
#include "plan/TargetPlan.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

struct Checked
{
    std::string file;
    plan::Side side = plan::Side::Target;
    plan::Findings findings;
    config::JsonPlaces places;

    // As they stand in the document.
    void sort()
    {
        const auto place = [this](const plan::Finding& finding)
        {
            const config::Place at = places.find(finding.path);
            return std::pair(at.line, at.column);
        };
        std::stable_sort(findings.begin(), findings.end(),
                         [&](const plan::Finding& a, const plan::Finding& b) { return place(a) < place(b); });
    }

    std::size_t count(bool errors) const
    {
        return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(),
                                                      [&](const plan::Finding& finding)
                                                      { return finding.error == errors; }));
    }
};

// Compiles the document, and compares its paths with those of the sample.
template <typename Plan>
std::unique_ptr<Plan> compileAgainst(std::string_view text, const plan::KnownPaths& sample, Checked& out)
{
    auto plan = Plan::compile(text, out.findings);
    if (plan && !sample.empty())
    {
        plan->checkPaths(sample, out.findings);
    }
    return plan;
}

plan::Side sideFor(const Options& options, std::string_view text)
{
    return options.side.empty()       ? plan::sideOf(text)
           : options.side == "source" ? plan::Side::Source
                                      : plan::Side::Target;
}

// A target beside the source it is fed by is compared with what that declares.
void checkPair(std::string_view target, const plan::SourcePlan& source, Checked& out)
{
    plan::Findings ignored;
    const auto plan = plan::TargetPlan::compile(target, ignored);
    if (plan && !source.declared().empty())
    {
        plan->checkPaths(source.declared(), out.findings);
    }
}

std::optional<std::vector<Checked>> checkAll(const Options& options, const plan::KnownPaths& sample)
{
    std::vector<Checked> all;
    std::vector<std::string> targets;
    std::unique_ptr<plan::SourcePlan> source;
    std::size_t sources = 0;
    for (const std::string& file : options.files)
    {
        std::string problem;
        const std::optional<std::string> text = readText(file, problem);
        if (!text)
        {
            printProblems({{"", problem}});
            return std::nullopt;
        }
        Checked checked{file, sideFor(options, *text), {}, config::JsonPlaces(*text)};
        if (checked.side == plan::Side::Source)
        {
            auto plan = compileAgainst<plan::SourcePlan>(*text, sample, checked);
            if (plan && !remedyRhythm(*plan, problem) && !problem.empty())
            {
                checked.findings.push_back({true, "omissionRemedy.crontab", problem});
            }
            source = ++sources == 1 ? std::move(plan) : nullptr;
        }
        else
        {
            compileAgainst<plan::TargetPlan>(*text, sample, checked);
        }
        targets.push_back(checked.side == plan::Side::Target ? *text : std::string());
        all.push_back(std::move(checked));
    }
    for (std::size_t i = 0; source && sample.empty() && i < all.size(); ++i)
    {
        if (!targets[i].empty())
        {
            checkPair(targets[i], *source, all[i]);
        }
    }
    for (Checked& each : all)
    {
        each.sort();
    }
    return all;
}

std::string_view levelOf(const plan::Finding& finding)
{
    return finding.error ? "error" : finding.incomplete ? "incomplete" : "warning";
}

void printJson(const std::vector<Checked>& all)
{
    sdk::JsonWriter json;
    json.beginArray();
    for (const Checked& checked : all)
    {
        json.beginObject().key("file").string(checked.file);
        json.key("side").string(checked.side == plan::Side::Source ? "source" : "target");
        json.key("errors").number(static_cast<int64_t>(checked.count(true)));
        json.key("warnings").number(static_cast<int64_t>(checked.count(false)));
        json.key("findings").beginArray();
        for (const plan::Finding& finding : checked.findings)
        {
            const config::Place place = checked.places.find(finding.path);
            json.beginObject().key("level").string(levelOf(finding)).key("error").boolean(finding.error);
            json.key("line").number(place.line).key("column").number(place.column);
            json.key("path").string(finding.path).key("message").string(finding.message).endObject();
        }
        json.endArray().endObject();
    }
    json.endArray();
    printLine(json.text());
}

void print(const std::vector<Checked>& all)
{
    for (const Checked& checked : all)
    {
        for (const plan::Finding& finding : checked.findings)
        {
            const config::Place place = checked.places.find(finding.path);
            const std::string where =
                checked.file + (place.line > 0 ? ":" + std::to_string(place.line) : std::string());
            printLine(text::say(finding.error ? "app.validate.error" : "app.validate.warning",
                                {where, finding.path, finding.message}));
        }
        printLine(text::say("app.plan.checked", {checked.file, std::to_string(checked.count(true)),
                                                 std::to_string(checked.count(false))}));
    }
}

} // namespace

int planCheckCommand(const Options& options)
{
    plan::KnownPaths sample;
    if (!options.record.empty())
    {
        std::string problem;
        const std::optional<std::string> text = readText(options.record, problem);
        const std::optional<Records> records = text ? readRecords(*text, problem) : std::nullopt;
        if (!records)
        {
            printProblems({{options.record, problem}});
            return EXIT_USAGE;
        }
        sdk::JsonDocument row;
        for (const std::string& record : records->rows)
        {
            row.parse(record);
            sample.addRow(row.root());
        }
    }
    const std::optional<std::vector<Checked>> all = checkAll(options, sample);
    if (!all)
    {
        return EXIT_USAGE;
    }
    options.json ? printJson(*all) : print(*all);
    const bool bad =
        std::any_of(all->begin(), all->end(), [](const Checked& each) { return each.count(true) > 0; });
    return bad ? EXIT_ATTENTION : EXIT_WELL;
}

} // namespace duijie::app
