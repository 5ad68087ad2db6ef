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

struct Kind
{
    const char* name;
    const engine::AuditList engine::AuditReport::*list;
};

constexpr Kind Kinds[] = {
    {"missing", &engine::AuditReport::missing},     {"doubled", &engine::AuditReport::doubled},
    {"different", &engine::AuditReport::different}, {"unexpected", &engine::AuditReport::unexpected},
    {"waiting", &engine::AuditReport::waiting},
};

constexpr std::size_t MostShown = 20;

void printJson(const engine::AuditReport& report, const config::TimeZone& zone)
{
    sdk::JsonWriter json;
    json.beginObject();
    json.key("verdict").string(report.verdict() ? "right" : report.complete ? "wrong" : "unknown");
    json.key("complete").boolean(report.complete).key("error").string(report.error);
    json.key("from").string(zone.format(report.fromMs)).key("to").string(zone.format(report.toMs));
    json.key("documents").number(report.documents).key("eligible").number(report.eligible);
    json.key("bills").number(report.bills).key("right").number(report.right);
    json.key("left_out").beginObject();
    for (const auto& [reason, count] : report.leftOut)
    {
        json.key(reason).number(count);
    }
    json.endObject();
    for (const Kind& kind : Kinds)
    {
        const engine::AuditList& list = report.*kind.list;
        json.key(kind.name).beginObject().key("count").number(list.count).key("items").beginArray();
        for (const engine::AuditItem& item : list.items)
        {
            json.beginObject().key("key").string(item.key).key("number").string(item.number);
            json.key("detail").string(item.detail).endObject();
        }
        json.endArray().endObject();
    }
    json.endObject();
    printLine(json.text());
}

void printItems(const engine::AuditReport& report)
{
    for (const Kind& kind : Kinds)
    {
        const engine::AuditList& list = report.*kind.list;
        if (list.count == 0)
        {
            continue;
        }
        printLine(text::say(std::string("app.audit.") + kind.name) + ":");
        for (std::size_t i = 0; i < list.items.size() && i < MostShown; ++i)
        {
            const engine::AuditItem& item = list.items[i];
            printLine("  " + (item.number.empty() ? item.key : item.number) + "  " + item.detail);
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
    const auto row = [&](const char* id, int64_t count) {
        table.add({text::say(id), std::to_string(count)});
    };
    row("app.audit.documents", report.documents);
    for (const auto& [reason, count] : report.leftOut)
    {
        table.add({"  " + reason, std::to_string(count)});
    }
    row("app.audit.waiting", report.waiting.count);
    row("app.audit.eligible", report.eligible);
    row("app.audit.bills", report.bills);
    row("app.audit.right", report.right);
    row("app.audit.missing", report.missing.count);
    row("app.audit.doubled", report.doubled.count);
    row("app.audit.different", report.different.count);
    row("app.audit.unexpected", report.unexpected.count);
    printLine(table.toString());
    printItems(report);
    printLine(text::say(report.verdict()  ? "app.audit.verdict.right"
                        : report.complete ? "app.audit.verdict.wrong"
                                          : "app.audit.verdict.unknown",
                        {report.error}));
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
    engine::AuditReport report;
    {
        const ProgressBar bar(
            [&] {
                return ProgressBar::State{done, all, text::say("app.audit.comparing")};
            });
        report = engine::audit(session->flow(), session->shared(), command.span,
                               [&](int64_t d, int64_t a)
                               {
                                   done = d;
                                   all = a;
                               });
    }
    const config::TimeZone zone(flow.timezone);
    if (options.json)
    {
        printJson(report, zone);
    }
    else
    {
        printText(options.flow, report, zone);
    }
    return report.verdict() ? EXIT_WELL : EXIT_ATTENTION;
}

} // namespace duijie::app
