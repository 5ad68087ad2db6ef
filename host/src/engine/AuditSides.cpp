#include "engine/AuditSides.h"

#include "engine/Door.h"
#include "engine/VendorReads.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"
#include "duijie/sdk/Times.h"

#include <algorithm>

namespace duijie::engine
{

class ExpectedSide::Sink final : public DocumentSink
{
public:
    explicit Sink(ExpectedSide& side) : _side(side) {}

    Status document(SourceDocument document) noexcept override
    {
        try
        {
            _side.take(std::move(document));
            return {_side._run.stopping() ? STATUS_CANCELLED : STATUS_OK, 0};
        }
        catch (const std::exception&)
        {
            return {STATUS_CANCELLED, 0};
        }
    }

    Status pageEnd(int64_t) noexcept override { return {STATUS_OK, 0}; }

private:
    ExpectedSide& _side;
};

ExpectedSide::ExpectedSide(RunContext& run, Datasets& datasets, AuditReport& report)
    : _run(run), _report(report), _mapper(run, datasets), _bundles(run)
{
}

bool ExpectedSide::read(Window period, Window wide)
{
    _period = period;
    _wide = wide;
    return readSpan(wide);
}

bool ExpectedSide::readNeighbours(int64_t fromMs, int64_t toMs)
{
    return readSpan({fromMs, _wide.fromMs}) && readSpan({_wide.toMs, toMs});
}

bool ExpectedSide::readSpan(Window span)
{
    const int64_t longest = _run.flow.source->longestWindowMs(sdk::toView(_run.flow.sourcePlan->api()));
    const std::vector<Window> windows = splitWindows(span, longest);
    const bool whole =
        std::all_of(windows.begin(), windows.end(), [&](const Window& window) { return pollWindow(window); });
    if (whole && _run.flow.groups())
    {
        expectBundles();
    }
    return whole;
}

bool ExpectedSide::pollWindow(Window window)
{
    Sink sink(*this);
    std::string error;
    const SourceRead read{*_run.flow.source, *_run.flow.sourcePlan, _run.flow.sourceConnection, window.fromMs,
                          window.toMs};
    const bool whole = readSource(_run, read, sink, error).code == STATUS_OK;
    if (!whole)
    {
        _report.error = error;
    }
    return whole;
}

std::string ExpectedSide::dayOf(const RecordView& record) const
{
    // A source that does not tell when a document changed has them all on the last day.
    return sdk::formatDate(record.event_time_ms == 0 ? _period.toMs : record.event_time_ms,
                           _run.flow.offsetMinutes);
}

void ExpectedSide::take(SourceDocument document)
{
    const RecordView& record = document.record;
    const std::string key(sdk::toStd(record.key));
    if (!_seen.insert(key).second)
    {
        return; // pages and windows overlap
    }
    if (record.event_time_ms != 0 &&
        (record.event_time_ms < _period.fromMs || record.event_time_ms > _period.toMs))
    {
        takeNeighbour(std::move(document), key);
        return;
    }
    const std::string day = dayOf(record);
    _report.count(day, &AuditFindings::documents);
    const Admission admission = admit(_run, std::move(document));
    if (_run.flow.groups())
    {
        _bundles.take(record, day, admission.state == store::RecordState::Received);
    }
    if (admission.state != store::RecordState::Received)
    {
        _report.leaveOut(day, admission.reason);
        return;
    }
    if (!_run.flow.groups())
    {
        expect(key, std::string(sdk::toStd(record.number)), sdk::toStd(record.payload), day);
    }
}

// Only a document that is to be billed explains a bill: one that was cancelled later leaves its bill standing
// for nobody.
void ExpectedSide::takeNeighbour(SourceDocument document, const std::string& key)
{
    const RecordView& record = document.record;
    const bool wanted = admit(_run, std::move(document)).state == store::RecordState::Received;
    if (_run.flow.groups())
    {
        _bundles.take(record, {}, wanted);
    }
    else if (wanted)
    {
        explain(key, std::string(sdk::toStd(record.number)), sdk::toStd(record.payload));
    }
}

void ExpectedSide::explain(const std::string& key, const std::string& number, std::string_view payload)
{
    Mapping mapping = _mapper.map(key, number, payload, false);
    if (mapping.outcome == Mapping::Outcome::Ready)
    {
        _neighbours.insert(std::move(mapping.naturalKey));
    }
}

// What was merged is expected in the bill of the whole.
void ExpectedSide::expectBundles()
{
    for (const AuditBundle& bundle : _bundles.takeNew())
    {
        if (bundle.day.empty())
        {
            explain(bundle.key, bundle.number, bundle.payload);
        }
        else if (bundle.problem.empty())
        {
            expect(bundle.key, bundle.number, bundle.payload, bundle.day);
        }
        else
        {
            AuditItem item;
            item.key = bundle.key;
            item.number = bundle.number;
            item.detail = bundle.problem;
            item.advice = text::say("engine.audit.todo.waiting");
            _report.note(bundle.day, bundle.unmerged ? &AuditFindings::missing : &AuditFindings::waiting,
                         std::move(item));
            _report.count(bundle.day, &AuditFindings::eligible, bundle.unmerged ? 1 : 0);
        }
    }
}

void ExpectedSide::expect(const std::string& key, const std::string& number, std::string_view payload,
                          const std::string& day)
{
    Mapping mapping = _mapper.map(key, number, payload);
    AuditItem item;
    item.key = key;
    item.number = number;
    if (mapping.outcome != Mapping::Outcome::Ready)
    {
        item.detail = mapping.reason;
        item.advice = text::say("engine.audit.todo.waiting");
        _report.note(day, &AuditFindings::waiting, std::move(item));
        return;
    }
    _report.count(day, &AuditFindings::eligible);
    _firstScope = _firstScope.empty() ? mapping.scope : std::min(_firstScope, mapping.scope);
    _lastScope = std::max(_lastScope, mapping.scope);
    item.naturalKey = mapping.naturalKey;
    item.billDay = mapping.scope;
    ExpectedDocument document{key,           number, mapping.naturalKey,      std::move(mapping.fingerprint),
                              mapping.scope, day,    std::move(mapping.body), _run.flow.groups()};
    if (!_documents.emplace(mapping.naturalKey, std::move(document)).second)
    {
        item.detail = text::say("engine.audit.same_key", {mapping.naturalKey});
        item.advice = text::say("engine.audit.todo.same_key");
        _report.note(day, &AuditFindings::different, std::move(item));
    }
}

class ActualSide::Sink final : public BillSink
{
public:
    explicit Sink(ActualSide& side) : _side(side) {}

    Status put(const BillView& bill) noexcept override
    {
        try
        {
            const std::string_view key = sdk::toStd(bill.natural_key);
            if (bill.live == 0 || key.empty() || key.substr(0, _side._prefix.size()) != _side._prefix)
            {
                return {STATUS_OK, 0};
            }
            std::vector<ActualBill>& bills = _side._bills[std::string(key)];
            const std::string_view id = sdk::toStd(bill.id);
            // A list that is read while bills are written may show one bill on two pages.
            if (std::none_of(bills.begin(), bills.end(), [&](const ActualBill& b) { return b.id == id; }))
            {
                bills.push_back({std::string(id), std::string(sdk::toStd(bill.number)),
                                 std::string(sdk::toStd(bill.scope))});
            }
            return {_side._run.stopping() ? STATUS_CANCELLED : STATUS_OK, 0};
        }
        catch (const std::exception&)
        {
            return {STATUS_CANCELLED, 0};
        }
    }

private:
    ActualSide& _side;
};

bool ActualSide::read(const Scopes& scopes, std::string& error)
{
    Sink sink(*this);
    const Status status = listBills(_run, scopes.first, scopes.last, sink, error);
    return status.code == STATUS_OK;
}

const std::vector<ActualBill>& ActualSide::billsOf(const std::string& naturalKey) const
{
    static const std::vector<ActualBill> none;
    const auto found = _bills.find(naturalKey);
    return found == _bills.end() ? none : found->second;
}

} // namespace duijie::engine
