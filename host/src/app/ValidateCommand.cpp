#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"

#include "text/Catalogue.h"

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

void printJson(const config::Problems& problems, const std::vector<DocumentFinding>& findings)
{
    sdk::JsonWriter json;
    json.beginObject().key("problems").beginArray();
    for (const config::Problem& problem : problems)
    {
        json.beginObject().key("file").string(problem.file).key("line").number(problem.line);
        json.key("column").number(problem.column).key("path").string(problem.path);
        json.key("message").string(problem.message).endObject();
    }
    json.endArray().key("findings").beginArray();
    for (const DocumentFinding& finding : findings)
    {
        json.beginObject().key("error").boolean(finding.error).key("where").string(finding.where);
        json.key("path").string(finding.path).key("message").string(finding.message).endObject();
    }
    json.endArray().endObject();
    printLine(json.text());
}

} // namespace

int validateCommand(const config::Config& config, const Options& options)
{
    PluginSet plugins(config);
    config::Problems problems;
    std::vector<DocumentFinding> findings;
    for (const plugin::Entry& entry : plugins.entries())
    {
        if (!entry.loaded)
        {
            problems.push_back({"plugins", entry.reason});
        }
    }
    for (const auto& [name, connection] : config.connections)
    {
        plugins.checkSettings(connection, config.sandbox, problems);
    }
    for (const auto& [name, flow] : config.flows)
    {
        validateFlow(plugins, config, flow, problems, findings);
    }
    problems = config::located(config, std::move(problems));
    bool errors = !problems.empty();
    for (const DocumentFinding& finding : findings)
    {
        errors = errors || finding.error;
    }
    if (options.json)
    {
        printJson(problems, findings);
        return errors ? EXIT_USAGE : EXIT_WELL;
    }
    printProblems(problems);
    for (const DocumentFinding& finding : findings)
    {
        printLine(text::say(finding.error ? "app.validate.error" : "app.validate.warning",
                            {finding.where, finding.path, finding.message}));
    }
    printLine(text::say(errors ? "app.validate.bad" : "app.validate.good", {config.file}));
    return errors ? EXIT_USAGE : EXIT_WELL;
}

} // namespace duijie::app
