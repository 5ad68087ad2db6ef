#include "app/CommandSupport.h"
#include "app/ExitCode.h"
#include "app/PlanCommands.h"
#include "app/PlanTimes.h"
#include "app/PlanTrial.h"

#include "plan/DocumentSide.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

/// Everything the command line names, read.
struct Input
{
    std::string document;
    std::optional<Records> records; ///< of --record, or of --rows where it names a file
    FileDatasets datasets;
    plan::TimeVariables times;
};

std::optional<Records> recordsOf(const std::string& file, std::string& problem)
{
    const std::optional<std::string> text = readText(file, problem);
    std::optional<Records> records = text ? readRecords(*text, problem) : std::nullopt;
    problem = records ? problem : file + ": " + problem;
    return records;
}

// "ID=FILE"
bool readDataset(const std::string& argument, FileDatasets& datasets, std::string& problem)
{
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos || equals == 0)
    {
        problem = text::say("app.plan.dataset", {argument});
        return false;
    }
    const std::string file = argument.substr(equals + 1);
    const std::optional<std::string> text = readText(file, problem);
    const bool added = text && datasets.add(argument.substr(0, equals), *text, problem);
    problem = added ? problem : file + ": " + problem;
    return added;
}

bool read(const Options& options, Input& input, std::string& problem)
{
    const std::optional<plan::TimeVariables> times =
        timesOf(options.zone, options.now, options.lastSync, problem);
    const std::optional<std::string> document = times ? readText(options.file, problem) : std::nullopt;
    if (!document)
    {
        return false;
    }
    input.times = *times;
    input.document = *document;
    const std::string& file = options.rows.empty() ? options.record : options.rows;
    if (!file.empty() && !(input.records = recordsOf(file, problem)))
    {
        return false;
    }
    for (const std::string& argument : options.datasets)
    {
        if (!readDataset(argument, input.datasets, problem))
        {
            return false;
        }
    }
    return true;
}

void printErrors(const Trial& trial, const Options& options)
{
    if (options.json)
    {
        printLine(trialJson(trial));
        return;
    }
    for (const plan::Finding& finding : trial.findings)
    {
        if (finding.error)
        {
            printLine(text::say("app.validate.error", {options.file, finding.path, finding.message}));
        }
    }
    for (const TrialError& error : trial.errors)
    {
        const std::string record =
            error.record ? text::say("app.plan.record", {std::to_string(*error.record + 1)}) : std::string();
        printLine(record + (error.path.empty() ? std::string() : error.path + ": ") + error.message);
    }
}

} // namespace

int planMapCommand(const Options& options)
{
    Input input;
    std::string problem;
    if (!read(options, input, problem))
    {
        printProblems({{"", problem}});
        return EXIT_USAGE;
    }
    const bool source = plan::sideOf(input.document) == plan::Side::Source;
    const bool wantsRecord = !source || options.storedRows;
    if (wantsRecord && !input.records)
    {
        printProblems({{"--record", text::say("app.plan.no_record")}});
        return EXIT_USAGE;
    }
    const Trial trial = !source ? tryTarget(input.document, *input.records, input.datasets, input.times)
                        : options.storedRows ? tryRows(input.document, *input.records, input.times)
                                             : tryParameters(input.document, input.datasets, input.times);
    if (!trial.good())
    {
        printErrors(trial, options);
        return EXIT_ATTENTION;
    }
    printLine(trial.json);
    return EXIT_WELL;
}

} // namespace duijie::app
