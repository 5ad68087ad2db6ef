// The way to a vendor and back: the host's quota, the wire, and the vendor's own count of what arrives.
#pragma once

#include "Random.h"
#include "Scheduler.h"

#include "engine/ConnectionHost.h"

#include "duijie/abi/host.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace duijie::simulation
{

/// What the wire does to one call.
enum class Wire
{
    Fine,
    NotSent,   ///< never leaves
    CutBefore, ///< ends before the vendor read it
    CutAfter   ///< the answer is lost
};

/// One account of a vendor.
class Gateway
{
public:
    static constexpr uint32_t WindowMs = 60'000;

    Gateway(Scheduler& scheduler, uint64_t seed, std::string bucket, uint32_t callsPerMinute);

    /// To be told by each life of the process, before it calls.
    void declare(engine::Shared& shared);

    /// One call: waits for its turn, goes there, has `answer` act at the vendor, and comes back; told to the
    /// call log. Without effect once the process is dead. STATUS_UNKNOWN: the wire cut it.
    Status call(CallContext& context, const char* operation, Wire wire,
                const std::function<Status()>& answer);

    /// Calls told to the call log.
    int64_t told() const noexcept { return _told; }
    const std::string& bucket() const noexcept { return _bucket; }

    /// The host was killed: calls that had not got into its log yet are forgotten.
    void hostDied() { _diedMs = _scheduler.nowMs(); }

    /// Minutes in which more arrived than the vendor allows. One with a crash in it does not count.
    const std::vector<std::string>& violations() const noexcept { return _violations; }

private:
    void count();
    void tell(CallContext& context, const char* operation, int64_t startedMs, const Status& status);

    Scheduler& _scheduler;
    Random _random;
    const std::string _bucket;
    const uint32_t _limit;
    engine::Shared* _shared = nullptr;
    std::deque<int64_t> _arrivals;
    int64_t _told = 0;
    int64_t _diedMs = 0;
    std::vector<std::string> _violations;
};

} // namespace duijie::simulation
