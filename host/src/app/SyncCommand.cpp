#include "app/AlertDesk.h"
#include "app/Cleaning.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/ProgressBar.h"
#include "app/Table.h"

#include "config/TimeZone.h"

#include "engine/FlowRun.h"

#include "text/Catalogue.h"

#include <cstdio>

namespace duijie::app
{

using store::RecordState;

namespace
{

struct Summary
{
    engine::RunOutcome outcome;
    store::StateCounts totals{};
    std::vector<store::CallCount> calls;
    std::vector<engine::QuotaUse> quotas;
    double seconds = 0;

    int64_t of(RecordState state) const { return totals[static_cast<std::size_t>(state)]; }

    int64_t allCalls() const
    {
        int64_t sum = 0;
        for (const store::CallCount& call : calls)
        {
            sum += call.count;
        }
        return sum;
    }

    int64_t refusedCalls() const
    {
        int64_t sum = 0;
        for (const store::CallCount& call : calls)
        {
            sum += call.refused;
        }
        return sum;
    }
};

std::string fixed(double value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f", value);
    return buffer;
}

std::string callsPerBill(const Summary& summary, const engine::Progress& progress)
{
    const int64_t bills = progress.written + progress.confirmed;
    return bills == 0 ? "-" : fixed(static_cast<double>(summary.allCalls()) / static_cast<double>(bills));
}

void printTable(const Summary& summary, const engine::Progress& progress)
{
    Table table({text::say("app.sync.what"), text::say("app.sync.this_run"), text::say("app.sync.in_all")});
    const auto row = [&](const char* id, int64_t now, std::optional<int64_t> all) {
        table.add({text::say(id), std::to_string(now), all ? std::to_string(*all) : ""});
    };
    row("app.sync.fetched", progress.fetched, std::nullopt);
    row("app.sync.repeated", progress.repeated, std::nullopt);
    row("app.sync.skipped", progress.skipped, summary.of(RecordState::Skipped));
    for (const auto& [reason, count] : progress.skipReasons())
    {
        table.add({"  " + reason, std::to_string(count), ""});
    }
    row("app.sync.invalid", progress.invalid, summary.of(RecordState::Invalid));
    row("app.sync.held", progress.held, summary.of(RecordState::Held));
    row("app.sync.written", progress.written, summary.of(RecordState::Done));
    row("app.sync.confirmed", progress.confirmed, std::nullopt);
    row("app.sync.retried", progress.retried, summary.of(RecordState::Retrying));
    row("app.sync.unclear", progress.unclear,
        summary.of(RecordState::Unknown) + summary.of(RecordState::Sending));
    row("app.sync.dead", progress.dead, summary.of(RecordState::Dead));
    row("app.sync.rolled_back", progress.rolledBack, summary.of(RecordState::RolledBack));
    table.add({text::say("app.sync.stuck"), "", std::to_string(summary.of(RecordState::RollbackStuck))});
    row("app.sync.changed", progress.changed, summary.of(RecordState::ChangedAfterSync));
    row("app.sync.calls", summary.allCalls(), std::nullopt);
    table.add({text::say("app.sync.calls_per_bill"), callsPerBill(summary, progress), ""});
    row("app.sync.refused_calls", summary.refusedCalls(), std::nullopt);
    for (const engine::QuotaUse& quota : summary.quotas)
    {
        if (quota.limit > 0 && quota.waitedMs > 0)
        {
            table.add({text::say("app.sync.quota", {quota.bucket, std::to_string(quota.limit)}),
                       fixed(quota.usedPercent) + " %", ""});
        }
    }
    table.add({text::say("app.sync.seconds"), fixed(summary.seconds), ""});
    printLine(table.toString());
}

void putQuotas(sdk::JsonWriter& json, const std::vector<engine::QuotaUse>& quotas)
{
    json.key("quotas").beginArray();
    for (const engine::QuotaUse& quota : quotas)
    {
        json.beginObject().key("bucket").string(quota.bucket);
        json.key("limit").number(static_cast<int64_t>(quota.limit)).key("calls").number(quota.calls);
        json.key("waited_seconds").number(fixed(static_cast<double>(quota.waitedMs) / 1000));
        json.key("used_percent").number(fixed(quota.usedPercent)).endObject();
    }
    json.endArray();
}

void printJson(const std::string& flow, const Summary& summary, const engine::Progress& progress)
{
    sdk::JsonWriter json;
    json.beginObject();
    json.key("flow").string(flow).key("run").number(summary.outcome.runId);
    json.key("state").string(summary.outcome.state).key("error").string(summary.outcome.error);
    json.key("this_run").beginObject();
    json.key("fetched").number(progress.fetched.load()).key("stored").number(progress.stored.load());
    json.key("repeated").number(progress.repeated.load()).key("skipped").number(progress.skipped.load());
    json.key("invalid").number(progress.invalid.load()).key("held").number(progress.held.load());
    json.key("written").number(progress.written.load()).key("confirmed").number(progress.confirmed.load());
    json.key("unclear").number(progress.unclear.load()).key("retried").number(progress.retried.load());
    json.key("dead").number(progress.dead.load()).key("changed").number(progress.changed.load());
    json.key("rolled_back").number(progress.rolledBack.load()).endObject();
    json.key("skipped_by_reason").beginObject();
    for (const auto& [reason, count] : progress.skipReasons())
    {
        json.key(reason).number(count);
    }
    json.endObject().key("in_all").beginObject();
    putCounts(json, summary.totals);
    json.endObject().key("calls").beginObject();
    for (const store::CallCount& call : summary.calls)
    {
        json.key(call.operation).number(call.count);
    }
    json.endObject().key("refused_calls").number(summary.refusedCalls());
    putQuotas(json, summary.quotas);
    json.key("calls_per_bill").string(callsPerBill(summary, progress));
    json.key("seconds").number(fixed(summary.seconds)).endObject();
    printLine(json.text());
}

ProgressBar::State barState(const engine::Progress& p)
{
    ProgressBar::State state;
    state.done = p.written + p.confirmed + p.dead + p.held;
    state.all = std::max<int64_t>(state.done, p.stored - p.skipped - p.invalid);
    state.label = p.reading ? text::say("app.sync.reading") : "";
    return state;
}

int exitCodeOf(const engine::RunOutcome& outcome)
{
    return outcome.failedByStore ? EXIT_STORE : outcome.state == "ok" ? EXIT_WELL : EXIT_ATTENTION;
}

} // namespace

int syncCommand(const config::Config& config, const Options& options)
{
    const FlowCommand command = openFlow(config, options, true);
    if (!command.session)
    {
        return command.exitCode;
    }
    const config::FlowConfig& flow = *command.flow;
    HostSession* const session = command.session.get();
    AlertDesk desk(config, session->shared());
    engine::Progress progress;
    Summary summary;
    const int64_t started = session->shared().time.monotonicMs();
    {
        const ProgressBar bar([&] { return barState(progress); });
        summary.outcome =
            engine::runFlow(session->flow(), session->shared(), progress, command.span, "command");
    }
    if (!summary.outcome.failedByStore)
    {
        clean(session->shared(), config);
    }
    desk.deliverNow();
    summary.seconds = static_cast<double>(session->shared().time.monotonicMs() - started) / 1000.0;
    summary.totals = session->store().counts(options.flow);
    summary.quotas = session->shared().quota.use();
    summary.calls = session->store().callCounts(summary.outcome.runId);
    if (options.json)
    {
        printJson(options.flow, summary, progress);
    }
    else if (flow.isDataset())
    {
        printLine(
            text::say("app.sync.dataset", {options.flow, std::to_string(summary.outcome.runId),
                                           std::to_string(progress.stored.load()),
                                           std::to_string(summary.allCalls()), fixed(summary.seconds)}));
        printLine(
            text::say("app.sync.state." + summary.outcome.state, {summary.outcome.error, options.flow}));
    }
    else
    {
        const config::TimeZone zone(flow.timezone);
        printLine(text::say("app.sync.title",
                            {options.flow, std::to_string(summary.outcome.runId),
                             zone.format(summary.outcome.fromMs), zone.format(summary.outcome.toMs)}));
        printTable(summary, progress);
        printLine(
            text::say("app.sync.state." + summary.outcome.state, {summary.outcome.error, options.flow}));
    }
    return exitCodeOf(summary.outcome);
}

} // namespace duijie::app
