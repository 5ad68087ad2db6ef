#include "engine/Audit.h"

#include "engine/AuditCompare.h"
#include "engine/AuditSides.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Services.h"
#include "duijie/sdk/Times.h"

#include <algorithm>

namespace duijie::engine
{

namespace
{

constexpr int64_t DayMs = 86'400'000;

// Bills are found by their day: to judge a day's bills, the documents of the whole day must be known.
Window wholeDays(Window window, int offsetMinutes, int64_t nowMs)
{
    const int64_t offset = static_cast<int64_t>(offsetMinutes) * 60'000;
    Window wide;
    wide.fromMs = (window.fromMs + offset) / DayMs * DayMs - offset;
    wide.toMs = (window.toMs + offset) / DayMs * DayMs - offset + DayMs - 1000;
    wide.toMs = std::max(window.toMs, std::min(wide.toMs, nowMs - nowMs % 1000));
    return wide;
}

// How the natural keys of the flow's own bills begin. Empty: they cannot be told from others.
std::string ownPrefix(const FlowParts& flow)
{
    if (flow.keys == nullptr)
    {
        return {};
    }
    sdk::StringSink field;
    sdk::StringSink prefix;
    flow.keys->naturalKeys(sdk::toView(flow.targetPlan->api()), field, prefix);
    return flow.targetPlan->maps(field.text()) ? flow.targetPlan->constantPrefix(field.text())
                                               : prefix.text();
}

// The days whose bills are in question: those of the period, where a bill without a document may stand, and
// those of the documents' bills.
Scopes scopesOf(const ExpectedSide& expected, const AuditReport& report)
{
    Scopes scopes{expected.firstScope(), expected.lastScope()};
    const bool days = scopes.first.empty() || sdk::beginsWithDate(scopes.first);
    if (days && !report.days.empty())
    {
        const std::string& firstDay = report.days.begin()->first;
        scopes.first = scopes.first.empty() ? firstDay : std::min(scopes.first, firstDay);
        scopes.last = std::max(scopes.last, report.days.rbegin()->first);
    }
    return scopes;
}

// A bill of these days may stand for a document that changed on quite another day. Before any is called
// unexpected, the source is read from the first of the days, where its document cannot have changed earlier,
// to now.
bool explainStrangers(RunContext& run, ExpectedSide& expected, const ActualSide& actual, const Scopes& scopes)
{
    const auto strange = [&](const auto& bill) { return !expected.knows(bill.first); };
    const auto day = sdk::parseDateTime(scopes.first + " 00:00:00", run.flow.offsetMinutes);
    if (!day || std::none_of(actual.bills().begin(), actual.bills().end(), strange))
    {
        return true;
    }
    const int64_t now = run.shared.time.nowMs();
    return expected.readNeighbours(*day, now - now % 1000);
}

void compareSides(RunContext& run, ExpectedSide& expected, AuditReport& report, const AuditProgress& progress)
{
    const std::string prefix = ownPrefix(run.flow);
    const Scopes scopes = scopesOf(expected, report);
    ActualSide actual(run, prefix);
    if (!scopes.first.empty() && !actual.read(scopes, report.error))
    {
        report.error = text::say("engine.audit.unreadable", {run.flow.targetConnection, report.error});
        return;
    }
    if (!prefix.empty() && !explainStrangers(run, expected, actual, scopes))
    {
        report.error = text::say("engine.audit.unreadable", {run.flow.sourceConnection, report.error});
        return;
    }
    report.remark = prefix.empty() ? text::say("engine.audit.no_prefix") : std::string();
    AuditCompare compare(run, expected, actual, !prefix.empty(), report, progress);
    report.complete = compare.compare() && !run.stopping();
    if (!report.complete && report.error.empty())
    {
        report.error = text::say("engine.audit.stopped");
    }
}

} // namespace

AuditReport audit(const FlowParts& flow, Shared& shared, const PollSpan& span, const AuditProgress& progress)
{
    AuditReport report;
    report.beganMs = shared.time.nowMs();
    if (flow.fed)
    {
        report.error = text::say("engine.audit.fed", {flow.name});
        return report;
    }
    Progress counters;
    RunContext run(flow, shared, counters, 0);
    Datasets datasets(flow, shared.store);
    if (!datasets.refresh(run, report.error))
    {
        return report;
    }
    run.references = &datasets;
    PollSpan whole = span;
    whole.fromMs = span.fromMs.value_or(flow.startMs);
    const Window window = Poller(run).dueSpan(whole);
    report.fromMs = window.fromMs;
    report.toMs = window.toMs;
    for (int64_t at = window.fromMs; at <= window.toMs; at += DayMs)
    {
        report.days[sdk::formatDate(at, flow.offsetMinutes)];
    }
    report.days[sdk::formatDate(std::max(window.fromMs, window.toMs), flow.offsetMinutes)];

    ExpectedSide expected(run, datasets, report);
    if (!expected.read(window, wholeDays(window, flow.offsetMinutes, shared.time.nowMs())))
    {
        report.error = text::say("engine.audit.unreadable", {flow.sourceConnection, report.error});
        return report;
    }
    compareSides(run, expected, report, progress);
    report.endedMs = shared.time.nowMs();
    return report;
}

} // namespace duijie::engine
