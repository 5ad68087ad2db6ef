// Brings one channel's notices out: grouped, within the robot's limit, again after a failure, not in quiet
// hours.
#pragma once

#include "ops/Channel.h"
#include "ops/Outbox.h"
#include "ops/QuietHours.h"

#include "engine/Environment.h"

#include "store/Store.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace duijie::ops
{

/// When notices may leave.
struct Rules
{
    int64_t groupMs = 10'000; ///< what comes within so long goes out together
    int perMinute = 15;       ///< messages; the robots take 20 and silence who sends more
    std::optional<QuietHours> quiet;
    std::function<std::string(int64_t)> localTime; ///< see Sender
};

/// add() and persist() from any thread; step() and deliverNow() from one at a time.
class Postman
{
public:
    /// Begins with what the store remembers of this name. `time`, `log` and `store` outlive it.
    Postman(std::string name, std::unique_ptr<Channel> channel, Rules rules, engine::TimeSource& time,
            engine::LogOutput& log, store::Store& store);

    const std::string& name() const noexcept { return _name; }

    /// Takes over what waits there; the store may not have all of it yet.
    void goOnFrom(const Postman& before);

    void add(Notice notice);

    /// Gives the store what waits. Returns at once; what is written to the store afterwards is durable later.
    void persist();

    /// Sends one message if one is due. Returns when to look again, Unix milliseconds.
    int64_t step(CallContext& context);

    /// Sends what may be sent now, without waiting for more to come; ends at the first failure.
    void deliverNow(CallContext& context);

    std::size_t waiting() const;

private:
    bool may(const Notice& notice) const;
    int64_t dueAt(int64_t now, int64_t groupMs);
    bool sendOne(CallContext& context);
    void settle(const Delivery& delivery, const std::vector<Notice>& notices);
    void tellDelivered();
    void tellFailed(const Delivery& delivery);
    void saveLocked();

    const std::string _name;
    const std::unique_ptr<Channel> _channel;
    const Rules _rules;
    engine::TimeSource& _time;
    engine::LogOutput& _log;
    store::Store& _store;
    mutable std::mutex _mutex;
    Outbox _outbox;          // guarded by _mutex
    int64_t _notBefore = 0;  // after a failure
    int _failures = 0;       // one after another
    int _badMessages = 0;    // the same
    std::string _toldReason; // of the failure that the log knows of
    std::string _quietAsOf;  // local time of the present look
};

} // namespace duijie::ops
