#include "app/HostStart.h"

#include "text/Catalogue.h"

#include <chrono>
#include <thread>

namespace duijie::app
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr auto Patience = std::chrono::seconds(15);
constexpr auto LookEvery = std::chrono::milliseconds(100);

// To standard error alone: the log file belongs to who holds the store.
void tellWaiting(const config::Config& config, ops::LogChoice choice, const std::string& why)
{
    choice.file = false;
    SystemTime time;
    const engine::Redactor nothing;
    ops::HostLog log(config.log, choice, time, nothing);
    log.write({LOG_WARNING, "host", text::say("app.run.waiting", {why, std::to_string(Patience.count())})});
}

} // namespace

std::unique_ptr<HostCore> startHost(const config::Config& config, const engine::StopFlag& stop,
                                    const ops::LogChoice& log)
{
    const auto end = Clock::now() + Patience;
    bool told = false;
    while (!stop)
    {
        try
        {
            return std::make_unique<HostCore>(config, store::Access::Own, stop, log);
        }
        catch (const store::StoreError& e)
        {
            if (e.kind() != store::StoreError::Kind::Locked || Clock::now() >= end)
            {
                throw;
            }
            if (!told)
            {
                tellWaiting(config, log, e.what());
                told = true;
            }
        }
        std::this_thread::sleep_for(LookEvery);
    }
    return nullptr;
}

} // namespace duijie::app
