// What a seed makes of its world: rules of the flow, how often what goes wrong, and how the vendors behave.
#pragma once

#include "CommitQueue.h"
#include "Random.h"

#include "engine/FlowParts.h"

#include <cstdint>

namespace duijie::simulation
{

constexpr int64_t Second = 1000;
constexpr int64_t Minute = 60 * Second;
constexpr int64_t Hour = 60 * Minute;

/// Of the source's vendor. Parts of a hundred.
struct OrderMood
{
    int documents = 40;
    int modified = 25;    ///< a document gets another version in the course of the day
    int burst = 20;       ///< a document has the very second of the one before it
    int late = 20;        ///< a version can be seen only some time after its own time
    int shifting = 15;    ///< rows that change while pages are fetched: one a page
    int repeating = 10;   ///< a page holds a row twice
    int failing = 5;      ///< a page cannot be had
    int64_t latestMs = 0; ///< how late a version may be
    int64_t clockOffsetMs = 0;
    int64_t longestWindowMs = 0;
    int pageSize = 5;
    uint32_t callsPerMinute = 60;
};

/// Of the target's vendor. Parts of a hundred of all saves.
struct BookMood
{
    int notSent = 3;
    int cutBefore = 3;
    int appliedLost = 10;
    int lateApplied = 3;
    int throttled = 3;
    int unauthorized = 1;
    int nameless = 2; ///< success that names no bill
    int draft = 3;    ///< saved, not audited, and the answer lost
    int listFailing = 4;
    int finishRefused = 5;
    int64_t hiddenMs = 0; ///< lists show a bill up to so long after it was saved
    bool uniqueKeys = false;
    bool finds = false; ///< has TargetFind
    uint32_t perCall = 1;
    uint32_t callsPerMinute = 500;
};

struct Mood
{
    int64_t periodMs = 3 * Hour; ///< of the schedule
    int crashing = 40;           ///< of lives
    int stopping = 10;
    int helping = 20; ///< of the breaks between two lives: a person tries again what was given up
    OrderMood orders;
    BookMood books;
    DiskMood disk;
    int64_t lagMs = 2 * Minute;
    int64_t overlapMs = 30 * Minute;
    int64_t settleMs = 60 * Second;
    int64_t nightlySweepMs = 0;
    bool tells = false;  ///< another flow is told of each bill
    bool merges = false; ///< documents of one change time are one bill
    int remedyEvery = 0; ///< every so-manieth run is the remedy of the source document; 0: it has none
    int concurrency = 3;
    int mostUnsent = 100'000;
    engine::BatchMode batch = engine::BatchMode::BestEffort;

    /// No faults any more, nobody kills: what must come to rest now does.
    void calm();
};

/// A world's mood by its seed.
Mood moodOf(uint64_t seed);

} // namespace duijie::simulation
