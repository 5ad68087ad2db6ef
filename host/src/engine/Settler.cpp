#include "engine/Settler.h"

#include "engine/Adoption.h"
#include "engine/BillIndex.h"
#include "engine/Unfinished.h"

#include "text/Catalogue.h"

#include <map>

namespace duijie::engine
{

using store::RecordState;

namespace
{

constexpr int MostCases = 500;

// So many look-ups of single bills cost no more than the pages of a list.
constexpr std::size_t FewCases = 3;

// A target that cannot be read is asked again after this.
constexpr int64_t LookUpAgainMs = 10'000;

} // namespace

Settler::Settler(RunContext& run, RetryRules rules)
    : _run(run), _rules(rules), _random(run.shared.crew.randomSeed())
{
}

std::optional<int64_t> Settler::nextDueMs(int64_t untilMs)
{
    const auto next = _run.shared.store.due(_run.flow.name, RecordState::Unknown, untilMs, 1);
    return next.empty() ? std::nullopt : std::optional<int64_t>(next.front().row.nextMs);
}

std::vector<Settler::Case> Settler::dueCases()
{
    std::vector<Case> cases;
    const int64_t now = _run.shared.time.nowMs();
    for (store::LoadedRecord& record :
         _run.shared.store.due(_run.flow.name, RecordState::Unknown, now, MostCases))
    {
        if (auto intent = _run.shared.store.lastIntent(record.row.seq))
        {
            cases.push_back({std::move(record.row), std::move(*intent)});
        }
    }
    return cases;
}

bool Settler::settleDue()
{
    std::map<std::string, std::vector<Case>> byScope;
    for (Case& item : dueCases())
    {
        byScope[item.intent.scope].push_back(std::move(item));
    }
    for (const auto& [scope, cases] : byScope)
    {
        if (_run.stopping())
        {
            return false;
        }
        settleScope(scope, cases);
    }
    return !byScope.empty();
}

// A few bills are asked for one by one where the target can do that; one list serves many.
Status Settler::findAll(const std::string& scope, const std::vector<Case>& cases, BillIndex& index,
                        std::string& error)
{
    Status status{STATUS_UNSUPPORTED, 0};
    if (_run.flow.find != nullptr && cases.size() <= FewCases)
    {
        for (const Case& item : cases)
        {
            status = index.ask(scope, item.intent.naturalKey, error);
            if (status.code != STATUS_OK)
            {
                break;
            }
        }
    }
    return status.code == STATUS_UNSUPPORTED ? index.need(scope, error) : status;
}

void Settler::settleScope(const std::string& scope, const std::vector<Case>& cases)
{
    BillIndex index(_run);
    std::string error;
    const Status status = findAll(scope, cases, index, error);
    if (status.code == STATUS_CANCELLED && _run.stopping())
    {
        return; // says nothing about the bills: what was known of them stays
    }
    std::vector<store::Transition> transitions;
    for (const Case& item : cases)
    {
        transitions.push_back(status.code == STATUS_OK
                                  ? settleOne(item, index)
                                  : postpone(item, text::say("engine.lookup.failed", {error})));
    }
    if (status.code == STATUS_UNAUTHORIZED || status.code == STATUS_MISCONFIGURED)
    {
        _run.halt(error);
    }
    write(std::move(transitions));
}

store::Transition Settler::postpone(const Case& item, const std::string& reason)
{
    store::Transition transition;
    transition.seq = item.row.seq;
    transition.from = RecordState::Unknown;
    transition.to = RecordState::Unknown;
    transition.reason = reason;
    transition.nextMs = _run.shared.time.nowMs() + LookUpAgainMs;
    return transition;
}

store::Transition Settler::settleOne(const Case& item, const BillIndex& index)
{
    const LookUp found = lookUp(_run, index.find(item.intent.naturalKey), item.intent.naturalKey,
                                item.intent.fingerprint, item.row.seq);
    store::Transition transition;
    transition.seq = item.row.seq;
    transition.from = RecordState::Unknown;
    switch (found.outcome)
    {
    case LookUp::Outcome::Ours:
        transition.to = RecordState::Done;
        transition.targetId = found.id;
        transition.targetNumber = found.number;
        transition.reason = text::say("engine.lookup.ours", {found.number});
        ++_run.progress.confirmed;
        return transition;
    case LookUp::Outcome::Conflict:
        transition.to = RecordState::Dead;
        transition.reason = found.reason;
        ++_run.progress.dead;
        return transition;
    case LookUp::Outcome::NotThere:
    {
        const Decision decision = decideNotThere(_rules, item.intent.attempt, _random());
        transition.to = decision.to;
        transition.nextMs = _run.shared.time.nowMs() + decision.waitMs;
        transition.reason =
            text::say(decision.to == RecordState::Dead ? "engine.lookup.given_up" : "engine.lookup.not_there",
                      {item.intent.naturalKey, std::to_string(item.intent.attempt)});
        _run.progress.dead += decision.to == RecordState::Dead ? 1 : 0;
        return transition;
    }
    case LookUp::Outcome::Unfinished:
        return close(item, found);
    case LookUp::Outcome::Failed:
        break;
    }
    return postpone(item, text::say("engine.lookup.failed", {found.reason}));
}

store::Transition Settler::close(const Case& item, const LookUp& found)
{
    const Closing closing = closeUnfinished(_run, found, item.row.seq, true);
    if (closing.to == RecordState::Unknown)
    {
        return postpone(item, closing.reason);
    }
    store::Transition transition;
    transition.seq = item.row.seq;
    transition.from = RecordState::Unknown;
    transition.to = closing.to;
    transition.reason = closing.reason;
    transition.targetId = found.id;
    transition.targetNumber = found.number;
    (closing.to == RecordState::Done ? _run.progress.confirmed : _run.progress.dead) += 1;
    return transition;
}

void Settler::write(std::vector<store::Transition> transitions)
{
    const store::WriteResult result = _run.shared.store.durably(
        [&](store::Done done)
        { _run.shared.store.writeOutcome(std::move(transitions), {}, std::move(done)); });
    if (!result.ok)
    {
        _run.haltForStore(result.error);
    }
}

} // namespace duijie::engine
