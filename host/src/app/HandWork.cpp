#include "app/HandWork.h"

#include "config/TimeZone.h"

#include "engine/Door.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace duijie::app
{

namespace
{

using engine::HandWish;
using store::RecordState;

constexpr int RowsAtOnce = 1000;

// One order over the records it names.
class HandWork
{
public:
    HandWork(engine::Shared& shared, const engine::FlowParts& flow, const std::string& zone,
             const HandOrder& order)
        : _store(shared.store), _order(order), _zone(zone), _run(flow, shared, _progress, 0)
    {
    }

    /// The newest version of each record named.
    void byKeys()
    {
        for (const std::string& key : _order.keys)
        {
            const auto versions = _store.find(_order.flow, key);
            if (versions.empty())
            {
                complain(text::say("app.show.absent", {_order.flow, key}));
                continue;
            }
            std::vector<store::RecordRow> rows;
            std::transform(versions.begin(), versions.end(), std::back_inserter(rows),
                           [](const store::LoadedRecord& version) { return version.row; });
            take(versions.front(), rows);
        }
        write();
    }

    void byState(RecordState state)
    {
        int64_t after = 0;
        for (auto records = _store.load(_order.flow, state, after, RowsAtOnce); !records.empty();
             records = _store.load(_order.flow, state, after, RowsAtOnce))
        {
            after = records.back().row.seq;
            for (const store::LoadedRecord& record : records)
            {
                if (!take(record, {record.row}))
                {
                    return; // none of this state can be taken: one sentence says it
                }
            }
            write();
        }
    }

    HandReport takeReport() { return std::move(_report); }

private:
    void complain(std::string sentence) { _report.refusals.push_back(std::move(sentence)); }

    bool take(const store::LoadedRecord& record, const std::vector<store::RecordRow>& versions)
    {
        std::string refusal;
        if (_order.wish == HandWish::Replay && record.removedMs != 0)
        {
            complain(text::say("app.hand.removed", {record.row.number, _zone.format(record.removedMs)}));
            return false;
        }
        if (_order.wish != HandWish::Skip)
        {
            refusal = engine::bundleProblem(_store, _order.flow, record.row);
        }
        if (!refusal.empty())
        {
            complain(refusal);
            return false;
        }
        const auto to = engine::stateByHand(_order.wish, versions, refusal);
        if (!to || (record.row.state == RecordState::Done && !engine::billIsGone(_run, record.row, refusal)))
        {
            complain(refusal);
            return false;
        }
        store::Transition change;
        change.seq = record.row.seq;
        change.from = record.row.state;
        change.to = *to;
        change.reason = _order.wish == HandWish::Skip ? text::say("engine.hand.skip", {_order.why})
                                                      : text::say("engine.hand.again");
        // Without attempts a record is looked up in the target before it is written.
        change.attempts = 0;
        change.blind = 0;
        // Left out, it is left out of its batch too; what is tried again still belongs to it.
        change.batch = _order.wish == HandWish::Skip ? 0 : -1;
        if (_order.wish == HandWish::Replay && !record.row.isBundle()) // made of rows that were judged
        {
            judge(record, change);
        }
        _rows.push_back(record.row);
        _changes.push_back(std::move(change));
        return true;
    }

    // The flow's documents may be others than when the record came.
    void judge(const store::LoadedRecord& record, store::Transition& change)
    {
        RecordView view{};
        view.size = sizeof(RecordView);
        view.key = sdk::toView(record.row.key);
        view.number = sdk::toView(record.row.number);
        view.payload = sdk::toView(record.payload);
        view.event_time_ms = record.row.eventMs;
        engine::Admission admission =
            engine::admit(_run, engine::judge(*_run.flow.sourcePlan, _document, view));
        if (admission.state != RecordState::Received)
        {
            change.to = admission.state;
            change.reason = std::move(admission.reason);
        }
    }

    void write()
    {
        const std::vector<store::Transition> changes = std::exchange(_changes, {});
        const std::vector<store::RecordRow> rows = std::exchange(_rows, {});
        const store::WriteResult result =
            _store.durably([&](store::Done done) { _store.writeOutcome(changes, {}, std::move(done)); });
        if (!result.ok)
        {
            complain(text::say("engine.store.failed", {result.error}));
            return;
        }
        for (std::size_t i = 0; i < changes.size(); ++i)
        {
            if (!result.done[i])
            {
                complain(text::say("app.hand.raced", {rows[i].number, rows[i].key}));
                continue;
            }
            _report.changes.push_back({rows[i].number, rows[i].key, changes[i].from, changes[i].to});
        }
    }

    store::Store& _store;
    const HandOrder& _order;
    const config::TimeZone _zone;
    engine::Progress _progress;
    engine::RunContext _run;
    sdk::JsonDocument _document;
    std::vector<store::Transition> _changes;
    std::vector<store::RecordRow> _rows;
    HandReport _report;
};

} // namespace

HandReport workByHand(engine::Shared& shared, const engine::FlowParts& flow, const std::string& zone,
                      const HandOrder& order)
{
    HandWork work(shared, flow, zone, order);
    order.state ? work.byState(*order.state) : work.byKeys();
    return work.takeReport();
}

} // namespace duijie::app
