// The channels of alerts, from the configuration.
#pragma once

#include "config/Config.h"

#include "engine/Environment.h"

#include "ops/AlertHub.h"
#include "ops/Robots.h"

#include <string>
#include <vector>

namespace duijie::app
{

/// Who tells: label, machine, zone.
ops::Sender senderOf(const config::Config& config);

/// Every channel whose secrets are there; `problems` gets the others. `only`: the name of one; empty: all.
std::vector<ops::NamedChannel> openChannels(const config::Config& config, const std::string& only,
                                            const ops::ChannelParts& parts,
                                            const engine::SecretResolver& secrets,
                                            config::Problems& problems);

} // namespace duijie::app
