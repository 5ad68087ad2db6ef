// The oracle of a world: what the sandbox was given, against what the host says and keeps.
#pragma once

#include "Proof.h"
#include "Rig.h"

#include <cstdint>
#include <string>
#include <vector>

namespace duijie::e2e
{

/// What happened in a world so far.
struct Story
{
    int kills = 0;              ///< hosts that were killed in it
    int underWay = 0;           ///< calls that a kill may cut off before they are logged, each time
    bool counted = true;        ///< the sandbox has counted every call since the beginning
    bool whole = false;         ///< syncs read up to today and sweep, not only the days of the world
    std::string printed;        ///< all that hosts printed
    Ended last;                 ///< the last sync
    bool tokensLimited = false; ///< the host was told the vendor's limit of token calls
};

/// How it ended.
struct Verdict
{
    int64_t lost = 0;
    int64_t doubled = 0;
    int64_t unexpected =
        0; ///< wrong or unexpected bills, calls that were not logged, limits broken, secrets told
    bool stuck = false;
    std::string why; ///< a sentence for everything that is not as it should be

    bool clean() const noexcept { return lost == 0 && doubled == 0 && unexpected == 0 && !stuck; }
    void addTo(proof::Ledger& ledger) const;
};

/// What the host is started with to bring a world forward.
std::vector<std::string> syncArguments(const Story& story);

/// Runs it once and adds what it printed to the story.
Ended syncOnce(Rig& rig, Story& story);

/// The faults are over: syncs until nothing is under way any more, at most `most` times, and judges. With
/// `restIsEnough` a world is not synced once more when its last sync left nothing to do.
Verdict drainAndJudge(Rig& rig, Story& story, int most = 3, bool restIsEnough = false);

} // namespace duijie::e2e
