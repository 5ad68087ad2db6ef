#include "app/AuditFiles.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/ProgressBar.h"
#include "app/Table.h"

#include "config/TimeZone.h"

#include "engine/Audit.h"

#include "text/Catalogue.h"

#include <atomic>

namespace duijie::app
{

namespace
{

constexpr std::size_t MostShown = 20;

void printJson(const engine::AuditReport& report, const config::TimeZone& zone)
{
    sdk::JsonWriter json;
    json.beginObject();
    json.key("verdict").string(engine::verdictName(report.complete, report));
    json.key("complete").boolean(report.complete).key("error").string(report.error);
    json.key("remark").string(report.remark);
    json.key("from").string(zone.format(report.fromMs)).key("to").string(zone.format(report.toMs));
    putFindings(json, report);
    json.endObject();
    printLine(json.text());
}

void printItem(const engine::AuditItem& item)
{
    const std::string name = item.number.empty() ? item.key : item.number;
    printLine("  " + (name.empty() ? item.bill : name) + "  " + item.detail);
    for (const engine::AuditDifference& each : item.differences)
    {
        const std::string nothing = text::say("app.report.nothing");
        printLine("    " + text::say("app.report.difference",
                                     {each.field, each.expected.empty() ? nothing : each.expected,
                                      each.found.empty() ? nothing : each.found}));
    }
}

void printItems(const engine::AuditReport& report)
{
    for (const AuditKind& kind : AuditKinds)
    {
        const engine::AuditList& list = report.*kind.list;
        if (list.count == 0)
        {
            continue;
        }
        printLine(auditWord(kind.name) + ":");
        for (std::size_t i = 0; i < list.items.size() && i < MostShown; ++i)
        {
            printItem(list.items[i]);
        }
        if (list.count > static_cast<int64_t>(MostShown))
        {
            printLine("  " + text::say("app.audit.more",
                                       {std::to_string(list.count - static_cast<int64_t>(MostShown))}));
        }
    }
}

void printText(const std::string& flow, const engine::AuditReport& report, const config::TimeZone& zone)
{
    printLine(text::say("app.audit.title", {flow, zone.format(report.fromMs), zone.format(report.toMs)}));
    Table table({text::say("app.audit.what"), text::say("app.audit.count")});
    const auto row = [&](const char* name, int64_t count) {
        table.add({auditWord(name), std::to_string(count)});
    };
    row("documents", report.documents);
    for (const auto& [reason, count] : report.leftOut)
    {
        table.add({"  " + reason, std::to_string(count)});
    }
    row("waiting", report.waiting.count);
    row("eligible", report.eligible);
    row("bills", report.bills);
    row("right", report.right);
    row("missing", report.missing.count);
    row("doubled", report.doubled.count);
    row("different", report.different.count);
    row("unexpected", report.unexpected.count);
    printLine(table.toString());
    printItems(report);
    if (!report.remark.empty())
    {
        printLine(report.remark);
    }
    printLine(text::say("app.audit.verdict." + std::string(engine::verdictName(report.complete, report)),
                        {report.error}));
}

// Both ways of writing a report say on standard error where it is: standard output may be JSON.
bool keepReports(const std::string& folder, const AuditHead& head, const engine::AuditReport& report)
{
    std::string error;
    const bool written = writeReports(folder, head, report, error);
    printProblems(
        {{"",
          written ? text::say("app.report.written", {std::to_string(report.days.size()), folder}) : error}});
    return written;
}

} // namespace

int auditCommand(const config::Config& config, const Options& options)
{
    const FlowCommand command = openFlow(config, options, false);
    if (!command.session)
    {
        return command.exitCode;
    }
    const config::FlowConfig& flow = *command.flow;
    if (flow.isDataset())
    {
        printProblems({{"flows." + flow.name, text::say("app.audit.dataset", {flow.name})}});
        return EXIT_USAGE;
    }
    HostSession* const session = command.session.get();
    std::atomic<int64_t> done{0};
    std::atomic<int64_t> all{0};
    engine::AuditReport found;
    {
        const ProgressBar bar(
            [&] {
                return ProgressBar::State{done, all, text::say("app.audit.comparing")};
            });
        found = engine::audit(session->flow(), session->shared(), command.span,
                              [&](int64_t d, int64_t a)
                              {
                                  done = d;
                                  all = a;
                              });
    }
    const config::TimeZone zone(flow.timezone);
    if (options.json)
    {
        printJson(found, zone);
    }
    else
    {
        printText(options.flow, found, zone);
    }
    const bool kept = options.report.empty() ||
                      keepReports(options.report, auditHeadOf(session->flow(), flow.timezone), found);
    return found.verdict() && kept ? EXIT_WELL : EXIT_ATTENTION;
}

} // namespace duijie::app
