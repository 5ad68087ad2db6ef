// retry, replay, skip: what a person decides about single records.
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"

#include "config/TimeZone.h"

#include "engine/ByHand.h"
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

std::string nameOf(RecordState state)
{
    return text::say("app.state." + std::string(store::stateName(state)));
}

/// One command over the records it names.
class HandWork
{
public:
    HandWork(HostSession& session, const Options& options, HandWish wish, const config::FlowConfig& flow)
        : _session(session), _options(options), _wish(wish), _zone(flow.timezone),
          _run(session.flow(), session.shared(), _progress, 0)
    {
    }

    /// The newest version of each record named.
    void byKeys()
    {
        for (const std::string& key : _options.keys)
        {
            const auto versions = _session.store().find(_options.flow, key);
            if (versions.empty())
            {
                complain(text::say("app.show.absent", {_options.flow, key}));
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
        for (auto records = _session.store().load(_options.flow, state, after, RowsAtOnce); !records.empty();
             records = _session.store().load(_options.flow, state, after, RowsAtOnce))
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

    int end() const
    {
        if (_wish != HandWish::Skip && _changed > 0)
        {
            printLine(text::say("app.hand.next", {std::to_string(_changed), _options.flow}));
        }
        return _refused == 0 ? EXIT_WELL : EXIT_ATTENTION;
    }

private:
    void complain(const std::string& sentence)
    {
        printProblems({{"", sentence}});
        ++_refused;
    }

    bool take(const store::LoadedRecord& record, const std::vector<store::RecordRow>& versions)
    {
        std::string refusal;
        if (_wish == HandWish::Replay && record.removedMs != 0)
        {
            complain(text::say("app.hand.removed", {record.row.number, _zone.format(record.removedMs)}));
            return false;
        }
        const auto to = engine::stateByHand(_wish, versions, refusal);
        if (!to || (record.row.state == RecordState::Done && !engine::billIsGone(_run, record.row, refusal)))
        {
            complain(refusal);
            return false;
        }
        store::Transition change;
        change.seq = record.row.seq;
        change.from = record.row.state;
        change.to = *to;
        change.reason = _wish == HandWish::Skip ? text::say("engine.hand.skip", {_options.why})
                                                : text::say("engine.hand.again");
        // Without attempts a record is looked up in the target before it is written.
        change.attempts = 0;
        if (_wish == HandWish::Replay)
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
        engine::Admission admission = engine::admit(_run, _document, view);
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
        const store::WriteResult result = _session.store().durably(
            [&](store::Done done) { _session.store().writeOutcome(changes, {}, std::move(done)); });
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
            ++_changed;
            printLine(text::say("app.hand.changed", {rows[i].number, rows[i].key, nameOf(changes[i].from),
                                                     nameOf(changes[i].to)}));
        }
    }

    HostSession& _session;
    const Options& _options;
    const HandWish _wish;
    const config::TimeZone _zone;
    engine::Progress _progress;
    engine::RunContext _run;
    sdk::JsonDocument _document;
    std::vector<store::Transition> _changes;
    std::vector<store::RecordRow> _rows;
    int64_t _changed = 0;
    int64_t _refused = 0;
};

int workByHand(const config::Config& config, const Options& options, HandWish wish)
{
    if (!flowUsable(config, options.flow, false))
    {
        return EXIT_USAGE;
    }
    RecordState state{};
    if (!options.state.empty() && !store::stateFromName(options.state, state))
    {
        printProblems({{"--state", text::say("app.records.no_state", {options.state})}});
        return EXIT_USAGE;
    }
    if (options.keys.empty() == options.state.empty())
    {
        printProblems({{"", text::say("app.hand.nothing")}});
        return EXIT_USAGE;
    }
    int exitCode = EXIT_WELL;
    const auto session = openSession(config, options, store::Access::Own, exitCode);
    if (!session)
    {
        return exitCode;
    }
    HandWork work(*session, options, wish, config.flows.at(options.flow));
    options.keys.empty() ? work.byState(state) : work.byKeys();
    return work.end();
}

} // namespace

int retryCommand(const config::Config& config, const Options& options)
{
    return workByHand(config, options, HandWish::Retry);
}

int replayCommand(const config::Config& config, const Options& options)
{
    return workByHand(config, options, HandWish::Replay);
}

int skipCommand(const config::Config& config, const Options& options)
{
    return workByHand(config, options, HandWish::Skip);
}

} // namespace duijie::app
