// Where alerts of all flows come together and go out to people, in threads of its own.
#pragma once

#include "ops/Alive.h"
#include "ops/Postman.h"

#include "engine/Alerts.h"
#include "engine/Redactor.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace duijie::ops
{

/// A channel with its name.
struct NamedChannel
{
    std::string name;
    std::unique_ptr<Channel> channel;
};

/// What the hub works with. All of it outlives the hub.
struct HubParts
{
    engine::TimeSource& time;
    engine::LogOutput& log;
    store::Store& store;
    const engine::Redactor& redactor;
};

/// Every alert is in the log at once, and in every channel's outbox. The outboxes are in the store before the
/// engine remembers that it told: what was not delivered is delivered later, also after a restart.
class AlertHub final : public engine::AlertChannel
{
public:
    AlertHub(const HubParts& parts, std::vector<NamedChannel> channels, const Rules& rules);
    ~AlertHub() override;

    /// From now on notices are sent, each channel's in a thread of its own, and with `alive` the daily sign
    /// of life.
    void start(std::unique_ptr<Alive> alive);

    /// Ends the threads; what is being sent comes to its end first. What waits stays in the store.
    void stop();

    /// Takes over what waits in the channels of the same names. Before start(), and after `before` was
    /// stopped.
    void goOnFrom(const AlertHub& before);

    /// For a process that ends soon: sends what may leave now, on the caller's thread. Not after start().
    void deliverNow();

    void begun(const std::string& flow, const engine::Alert& alert) override;
    void over(const std::string& flow, const std::string& id, const std::string& happened) override;
    void told() override;

private:
    void add(const Notice& notice);
    void work(Postman& postman);
    void signOfLife();
    void wait(int64_t ms);

    HubParts _parts;
    engine::LogAlerts _logged;
    std::vector<std::unique_ptr<Postman>> _postmen;
    std::unique_ptr<Alive> _alive;
    std::mutex _mutex;
    std::condition_variable _changed;
    bool _stop = false; // guarded by _mutex
    uint64_t _news = 0; // guarded by _mutex: counts what came
    std::vector<std::thread> _threads;
};

} // namespace duijie::ops
