// A host with one flow open: what a command works with.
#pragma once

#include "app/FlowSession.h"
#include "app/HostCore.h"

#include <string>

namespace duijie::app
{

class HostSession
{
public:
    /// See HostCore and FlowSession.
    HostSession(const config::Config& config, const std::string& flowName, store::Access access,
                const engine::StopFlag& stop, ops::LogChoice log, config::Problems& problems)
        : _host(config, access, stop, std::move(log)), _session(_host, _host.config(), flowName, problems)
    {
    }

    store::Store& store() noexcept { return _host.store(); }
    engine::Shared& shared() noexcept { return _host.shared(); }
    const engine::FlowParts& flow() const noexcept { return _session.flow(); }

private:
    HostCore _host;
    FlowSession _session;
};

} // namespace duijie::app
