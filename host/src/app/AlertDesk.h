// Alerts of this process go to people while one of these lives.
#pragma once

#include "app/Fitting.h"

#include "config/Config.h"

#include "engine/Alerts.h"
#include "engine/ConnectionHost.h"

#include <memory>
#include <mutex>
#include <string>

namespace duijie::app
{

/// Flows go on to tell the same desk while its channels are changed.
class AlertDesk final : public Fitting, private engine::AlertChannel
{
public:
    /// Puts itself into `shared`. A channel that cannot be opened is told of in the log and left out. Without
    /// any, alerts go to the log alone. `shared` and what it holds outlive it.
    AlertDesk(const config::Config& config, engine::Shared& shared);
    ~AlertDesk() override;
    AlertDesk(const AlertDesk&) = delete;
    AlertDesk& operator=(const AlertDesk&) = delete;

    /// For a process that stays: see AlertHub.
    void start();

    /// For one that ends soon.
    void deliverNow();

    void prepare(const config::Config& next, config::Problems& problems) override;
    /// What is being sent comes to its end first; what waits goes on to wait in the channels of now.
    void take() override;
    void forget() override;

private:
    struct Office; // the channels of one configuration

    std::unique_ptr<Office> open(const config::Config& config, config::Problems& problems);

    void begun(const std::string& flow, const engine::Alert& alert) override;
    void over(const std::string& flow, const std::string& id, const std::string& happened) override;
    void told() override;

    engine::Shared& _shared;
    engine::LogAlerts _logged; // where there are no channels
    std::mutex _mutex;
    std::unique_ptr<Office> _office; // guarded by _mutex
    std::unique_ptr<Office> _next;
};

} // namespace duijie::app
