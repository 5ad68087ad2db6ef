#include "engine/Audit.h"

#include "engine/Adoption.h"
#include "engine/AuditSides.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Times.h"

#include <algorithm>

namespace duijie::engine
{

void AuditList::add(AuditItem item)
{
    ++count;
    if (items.size() < MostKept)
    {
        items.push_back(std::move(item));
    }
}

bool AuditReport::verdict() const noexcept
{
    return complete && missing.count == 0 && doubled.count == 0 && different.count == 0 &&
           unexpected.count == 0;
}

namespace
{

// Reads each bill that stands alone under an expected key, with as many threads as the flow sends with.
class Comparer
{
public:
    Comparer(RunContext& run, const ExpectedSide& expected, const ActualSide& actual, AuditReport& report,
             const AuditProgress& progress)
        : _run(run), _expected(expected), _actual(actual), _report(report), _progress(progress)
    {
    }

    /// False: a bill could not be read.
    bool compare()
    {
        matchKeys();
        _progress(0, static_cast<int64_t>(_toFetch.size()));
        std::vector<std::unique_ptr<Crew::Worker>> workers;
        for (int i = 0; i < _run.flow.concurrency; ++i)
        {
            workers.push_back(_run.shared.crew.start([this] { fetchAll(); }));
        }
        workers.clear();
        return _report.error.empty();
    }

private:
    struct Pair
    {
        const ExpectedDocument* document;
        std::string id;
    };

    void matchKeys()
    {
        for (const auto& [key, document] : _expected.documents())
        {
            const std::vector<std::string>& ids = _actual.idsOf(key);
            if (ids.empty())
            {
                _report.missing.add(
                    {document.key, document.number, text::say("engine.audit.missing", {key})});
            }
            else if (ids.size() > 1)
            {
                _report.doubled.add({document.key, document.number,
                                     text::say("engine.audit.doubled", {std::to_string(ids.size()), key})});
            }
            else
            {
                _toFetch.push_back({&document, ids.front()});
            }
        }
        for (const auto& [key, ids] : _actual.bills())
        {
            if (_expected.documents().count(key) == 0 && !_expected.isNeighbour(key))
            {
                _report.unexpected.add({"", ids.front(), text::say("engine.audit.unexpected", {key})});
            }
        }
    }

    void fetchAll()
    {
        for (;;)
        {
            const std::size_t index = _next++;
            if (index >= _toFetch.size() || _run.stopping() || _failed)
            {
                return;
            }
            fetchOne(_toFetch[index]);
            if (index % 16 == 0)
            {
                _progress(static_cast<int64_t>(index), static_cast<int64_t>(_toFetch.size()));
            }
        }
    }

    void fetchOne(const Pair& pair)
    {
        Bill bill;
        std::string error;
        const Status status = fetchBill(_run, pair.id, 0, bill, error);
        const std::lock_guard lock(_mutex);
        if (status.code == STATUS_NOT_FOUND || (status.code == STATUS_OK && !bill.live))
        {
            _report.missing.add({pair.document->key, pair.document->number,
                                 text::say("engine.audit.missing", {pair.document->naturalKey})});
        }
        else if (status.code != STATUS_OK)
        {
            _failed = true;
            _report.error = text::say("engine.audit.unreadable", {_run.flow.targetConnection, error});
        }
        else if (meets(bill, pair.document->fingerprint))
        {
            ++_report.right;
        }
        else
        {
            _report.different.add(
                {pair.document->key, pair.document->number,
                 text::say("engine.audit.different", {bill.number, pair.document->naturalKey, bill.state})});
        }
    }

    RunContext& _run;
    const ExpectedSide& _expected;
    const ActualSide& _actual;
    AuditReport& _report;
    const AuditProgress& _progress;
    std::vector<Pair> _toFetch;
    std::atomic<std::size_t> _next{0};
    std::atomic<bool> _failed{false};
    std::mutex _mutex;
};

// Bills are found by their day: to judge a day's bills, the documents of the whole day must be known.
Window wholeDays(Window window, int offsetMinutes, int64_t nowMs)
{
    constexpr int64_t Day = 86'400'000;
    const int64_t offset = static_cast<int64_t>(offsetMinutes) * 60'000;
    Window wide;
    wide.fromMs = (window.fromMs + offset) / Day * Day - offset;
    wide.toMs = (window.toMs + offset) / Day * Day - offset + Day - 1000;
    wide.toMs = std::max(window.toMs, std::min(wide.toMs, nowMs - nowMs % 1000));
    return wide;
}

// A bill of these days may stand for a document that changed on quite another day. Before any is called
// unexpected, the source is read from the first of the days, where its document cannot have changed earlier,
// to now.
bool explainStrangers(RunContext& run, ExpectedSide& expected, const ActualSide& actual)
{
    const auto strange = [&](const auto& bill)
    { return expected.documents().count(bill.first) == 0 && !expected.isNeighbour(bill.first); };
    const auto day = sdk::parseDateTime(expected.firstScope() + " 00:00:00", run.flow.offsetMinutes);
    if (!day || std::none_of(actual.bills().begin(), actual.bills().end(), strange))
    {
        return true;
    }
    const int64_t now = run.shared.time.nowMs();
    return expected.readNeighbours(*day, now - now % 1000);
}

void compareSides(RunContext& run, ExpectedSide& expected, AuditReport& report, const AuditProgress& progress)
{
    ActualSide actual(run, run.flow.targetPlan->constantPrefix(run.flow.naturalKeyField));
    if (!expected.documents().empty() &&
        !actual.read(expected.firstScope(), expected.lastScope(), report.error))
    {
        report.error = text::say("engine.audit.unreadable", {run.flow.targetConnection, report.error});
        return;
    }
    if (!explainStrangers(run, expected, actual))
    {
        report.error = text::say("engine.audit.unreadable", {run.flow.sourceConnection, report.error});
        return;
    }
    report.bills = actual.count();
    report.complete = Comparer(run, expected, actual, report, progress).compare() && !run.stopping();
    if (!report.complete && report.error.empty())
    {
        report.error = text::say("engine.audit.stopped");
    }
}

} // namespace

AuditReport audit(const FlowParts& flow, Shared& shared, const PollSpan& span, const AuditProgress& progress)
{
    AuditReport report;
    Progress counters;
    RunContext run(flow, shared, counters, 0);
    Datasets datasets(flow, shared.store);
    if (!datasets.refresh(run, report.error))
    {
        return report;
    }
    PollSpan whole = span;
    whole.fromMs = span.fromMs.value_or(flow.startMs);
    const Window window = Poller(run).dueSpan(whole);
    report.fromMs = window.fromMs;
    report.toMs = window.toMs;

    ExpectedSide expected(run, datasets, report);
    if (!expected.read(window, wholeDays(window, flow.offsetMinutes, shared.time.nowMs())))
    {
        report.error = text::say("engine.audit.unreadable", {flow.sourceConnection, report.error});
        return report;
    }
    compareSides(run, expected, report, progress);
    return report;
}

} // namespace duijie::engine
