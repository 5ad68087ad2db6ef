#include "engine/StandingBills.h"

#include "engine/Adoption.h"
#include "engine/Unfinished.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::engine
{

using store::RecordState;

// A bill of this key that stands in the target already (another installation, a lost store) is adopted or
// reported, never written a second time.
bool StandingBills::alreadyThere(const store::RecordRow& row, const Mapping& mapping,
                                 std::vector<store::Transition>& aside)
{
    if (standsAs(mapping.scope, mapping.naturalKey, row, mapping, aside))
    {
        return true;
    }
    if (row.attempts > 0 || row.reason.empty())
    {
        return false;
    }
    // Without attempts and with a reason it came back, by a person's hand: what was sent of it before, by the
    // flow's documents of that time, may stand under another key or day.
    const auto intents = _run.shared.store.intents(row.seq);
    return std::any_of(intents.begin(), intents.end(),
                       [&](const store::Intent& sent)
                       {
                           const bool asAnother =
                               sent.scope != mapping.scope || sent.naturalKey != mapping.naturalKey;
                           return asAnother && standsAs(sent.scope, sent.naturalKey, row, mapping, aside);
                       });
}

bool StandingBills::standsAs(const std::string& scope, const std::string& naturalKey,
                             const store::RecordRow& row, const Mapping& mapping,
                             std::vector<store::Transition>& aside)
{
    std::string error;
    const Status status = _existing.need(scope, error);
    if (_run.stopping())
    {
        return true; // what a stop cut short says nothing: the record stays as it is
    }
    if (status.code != STATUS_OK)
    {
        _run.halt(text::say("engine.precheck.unreadable", {_run.flow.targetConnection, scope, error}));
        return false;
    }
    const std::vector<std::string> ids = _existing.find(naturalKey);
    if (ids.empty() || row.attempts > 0)
    {
        return false; // after an attempt of ours the settler has looked more closely than this index can
    }
    const LookUp found = lookUp(_run, ids, naturalKey, mapping.fingerprint, row.seq);
    if (found.outcome == LookUp::Outcome::NotThere)
    {
        return false;
    }
    if (found.outcome == LookUp::Outcome::Failed && _run.stopping())
    {
        return true;
    }
    if (found.outcome == LookUp::Outcome::Failed)
    {
        _run.halt(text::say("engine.precheck.unreadable", {_run.flow.targetConnection, scope, found.reason}));
        return false;
    }
    aside.push_back(adopt(row, found));
    return true;
}

store::Transition StandingBills::adopt(const store::RecordRow& row, const LookUp& found)
{
    Closing closing{RecordState::Dead, found.reason};
    const auto owner = _run.shared.store.ownerOf(_run.flow.name, found.id, row.key);
    if (owner && row.isBundle())
    {
        closing.reason = text::say("engine.bundle.taken", {found.number, owner->number, owner->key});
    }
    else if (owner && found.outcome != LookUp::Outcome::Conflict)
    {
        closing.reason = text::say("engine.lookup.owned", {found.number, owner->number, owner->key});
    }
    else if (found.outcome == LookUp::Outcome::Ours)
    {
        closing = {RecordState::Done, text::say("engine.lookup.adopted", {found.number})};
    }
    else if (found.outcome == LookUp::Outcome::Unfinished)
    {
        closing = closeUnfinished(_run, found, row.seq, false);
    }
    store::Transition transition;
    transition.seq = row.seq;
    transition.from = row.state;
    // Not closed now: it stands in the target, so it must never be written, only looked at again.
    const bool later = closing.to == RecordState::Unknown;
    transition.to = later ? RecordState::Held : closing.to;
    transition.reason = closing.reason;
    transition.targetId = found.id;
    transition.targetNumber = found.number;
    std::atomic<int64_t>& counter = later                             ? _run.progress.held
                                    : closing.to == RecordState::Done ? _run.progress.confirmed
                                                                      : _run.progress.dead;
    ++counter;
    return transition;
}

} // namespace duijie::engine
