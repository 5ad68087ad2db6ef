#include "app/Accounts.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/ProblemJson.h"
#include "app/SecretReferences.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

// Documents come out of a flow plugin without any service of a host.
class NoServices final : public Host
{
public:
    void* query(const char*) noexcept override { return nullptr; }
};

void validateFlow(PluginSet& plugins, const config::Config& config, const config::FlowConfig& flow,
                  config::Problems& problems, std::vector<DocumentFinding>& findings)
{
    NoServices host;
    const engine::Redactor redactor;
    std::shared_ptr<plugin::Instance> rules;
    if (!flow.plugin.empty())
    {
        const std::string path = "flows." + flow.name;
        rules = plugins.create(flow.plugin, "flow", path + ".plugin", problems);
        engine::CallScope scope({}, stopFlag(), redactor);
        if (!rules || rules->open(host, scope, "{}").code != STATUS_OK)
        {
            if (rules)
            {
                problems.push_back(
                    {path, scope.message(text::say("engine.plugin.silent", {flow.name, "open"}))});
            }
            return;
        }
    }
    engine::FlowParts parts;
    buildFlow(config, flow, rules.get(), parts, findings);
}

void checkEnds(const PluginSet& plugins, const config::Config& config, const config::FlowConfig& flow,
               config::Problems& problems)
{
    const std::string path = "flows." + flow.name;
    if (!flow.fed)
    {
        plugins.checkKind(config.connections.at(flow.source).plugin, "source", path + ".source", problems);
    }
    if (!flow.isDataset())
    {
        plugins.checkKind(config.connections.at(flow.target).plugin, "target", path + ".target", problems);
    }
}

struct Report
{
    config::Problems problems;
    std::vector<DocumentFinding> findings;
    std::vector<engine::ProbedAccount> accounts;

    bool good() const
    {
        return problems.empty() && std::none_of(findings.begin(), findings.end(),
                                                [](const DocumentFinding& each) { return each.error; });
    }

    bool allAnswered() const
    {
        return std::all_of(accounts.begin(), accounts.end(),
                           [](const engine::ProbedAccount& each) { return each.answered; });
    }

    int exitCode() const { return !good() ? EXIT_USAGE : allAnswered() ? EXIT_WELL : EXIT_ATTENTION; }
};

Report examine(const config::Config& config)
{
    PluginSet plugins(config);
    Report report;
    for (const plugin::Entry& entry : plugins.entries())
    {
        if (!entry.loaded)
        {
            report.problems.push_back({"plugins", entry.reason});
        }
    }
    for (const auto& [name, connection] : config.connections)
    {
        plugins.checkSettings(connection, config.sandbox, report.problems);
    }
    for (const SecretReference& reference : secretReferences(config, plugins))
    {
        const std::string wrong = wrongWith(reference, config);
        if (!wrong.empty())
        {
            report.problems.push_back({reference.path, wrong});
        }
    }
    for (const auto& [name, flow] : config.flows)
    {
        checkEnds(plugins, config, flow, report.problems);
        validateFlow(plugins, config, flow, report.problems, report.findings);
    }
    return report;
}

void printJson(const config::Config& config, const Report& report)
{
    sdk::JsonWriter json;
    json.beginObject().key("problems");
    putProblems(json, report.problems);
    json.key("findings").beginArray();
    for (const DocumentFinding& finding : report.findings)
    {
        json.beginObject().key("error").boolean(finding.error).key("where").string(finding.where);
        json.key("line").number(finding.line).key("path").string(finding.path);
        json.key("message").string(finding.message).endObject();
    }
    json.endArray().key("accounts").beginArray();
    for (const engine::ProbedAccount& account : report.accounts)
    {
        json.beginObject().key("connection").string(account.connection);
        json.key("plugin").string(config.connections.at(account.connection).plugin);
        json.key("answered").boolean(account.answered).key("ms").number(account.tookMs);
        json.key("message").string(account.error).endObject();
    }
    json.endArray().endObject();
    printLine(json.text());
}

void printAccounts(const config::Config& config, const Report& report)
{
    for (const engine::ProbedAccount& account : report.accounts)
    {
        if (account.answered)
        {
            printLine(text::say("app.validate.answers",
                                {account.connection, config.connections.at(account.connection).plugin,
                                 std::to_string(account.tookMs)}));
            continue;
        }
        printProblems(config::located(config, {{"connections." + account.connection,
                                                text::say("app.validate.silent", {account.error})}}));
    }
}

void print(const config::Config& config, const Report& report)
{
    printProblems(report.problems);
    for (const DocumentFinding& finding : report.findings)
    {
        printLine(text::say(finding.error ? "app.validate.error" : "app.validate.warning",
                            {finding.place(), finding.path, finding.message}));
    }
    printAccounts(config, report);
    printLine(text::say(report.good() ? "app.validate.good" : "app.validate.bad", {config.file}));
}

} // namespace

int validateCommand(const config::Config& config, const Options& options)
{
    Report report = examine(config); // its plugins are let go of before others are loaded
    const bool ask = options.connect && report.good();
    if (ask)
    {
        report.accounts = askAccounts(config, options.log, report.problems);
    }
    report.problems = config::located(config, std::move(report.problems));
    options.json ? printJson(config, report) : print(config, report);
    if (options.connect && !ask && !options.json)
    {
        printLine(text::say("app.validate.not_asked"));
    }
    return ask && stopFlag() ? EXIT_ATTENTION : report.exitCode(); // a stop leaves some of them out
}

} // namespace duijie::app
