// What a run is doing right now, and what it came to.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace duijie::engine
{

/// Counters of one run, written by the engine's threads, read by whoever shows them.
struct Progress
{
    std::atomic<int64_t> fetched{0};  ///< rows the source handed over, repeats included
    std::atomic<int64_t> stored{0};   ///< new records
    std::atomic<int64_t> repeated{0}; ///< rows that were stored before
    std::atomic<int64_t> skipped{0};
    std::atomic<int64_t> invalid{0};
    std::atomic<int64_t> changed{0}; ///< newer versions of records whose bill exists
    std::atomic<int64_t> held{0};
    std::atomic<int64_t> dead{0};
    std::atomic<int64_t> written{0};   ///< bills written and answered
    std::atomic<int64_t> confirmed{0}; ///< bills that a look-up found after an unclear answer
    std::atomic<int64_t> unclear{0};   ///< answers that left it open
    std::atomic<int64_t> retried{0};
    std::atomic<int64_t> rolledBack{0};
    std::atomic<int64_t> renewed{0}; ///< drafts taken back for a newer version of their document
    std::atomic<bool> reading{false};

    /// Counts one skipped record under its reason; beyond 50 reasons under "...".
    void countSkip(const std::string& reason);
    std::map<std::string, int64_t> skipReasons() const;

private:
    mutable std::mutex _mutex;
    std::map<std::string, int64_t> _skipReasons;
};

} // namespace duijie::engine
