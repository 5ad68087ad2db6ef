// Alerts of this process go to people while one of these lives.
#pragma once

#include "config/Config.h"

#include "engine/ConnectionHost.h"

#include "ops/AlertHub.h"
#include "ops/Letter.h"

#include <memory>

namespace duijie::app
{

class AlertDesk
{
public:
    /// Puts itself into `shared`. A channel that cannot be opened is told of in the log and left out. Without
    /// any, alerts go to the log alone. `shared` and what it holds outlive it; so does `config`.
    AlertDesk(const config::Config& config, engine::Shared& shared);
    ~AlertDesk();
    AlertDesk(const AlertDesk&) = delete;
    AlertDesk& operator=(const AlertDesk&) = delete;

    /// For a process that stays: see AlertHub.
    void start();

    /// For one that ends soon.
    void deliverNow();

private:
    const config::Config& _config;
    engine::Shared& _shared;
    const ops::Sender _sender;
    std::unique_ptr<ops::AlertHub> _hub; // null: there are no channels
};

} // namespace duijie::app
