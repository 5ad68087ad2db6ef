// How a host that runs by itself comes to its store.
#pragma once

#include "app/HostCore.h"

#include <memory>

namespace duijie::app
{

/// The host, owning its store. Another process may hold that for a moment, a `sync` by hand or a host that is
/// ending: it is waited for, some seconds, after one line that says so. Throws store::StoreError, Locked when
/// it is still held then. Null: a stop was asked for meanwhile.
std::unique_ptr<HostCore> startHost(const config::Config& config, const engine::StopFlag& stop,
                                    const ops::LogChoice& log);

} // namespace duijie::app
