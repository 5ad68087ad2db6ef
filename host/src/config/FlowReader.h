// The flows of the configuration.
#pragma once

#include "config/Config.h"
#include "config/ObjectReader.h"

#include <string>

namespace duijie::config
{

/// `path` as it is, or taken from `folder`.
std::string absolute(const std::string& path, const std::string& folder);

/// Reads one flow; its name is set already. What is wrong with it is added to the reader's problems.
/// `connectionsRead`: false when they could not be, so that no name of one is known.
void readFlow(ObjectReader& entry, const std::string& folder, const Config& config, bool connectionsRead,
              FlowConfig& flow);

/// What can only be checked when every flow is read: names of datasets, and ids that two of them claim.
void checkDatasets(ObjectReader& flows, const Config& config);

} // namespace duijie::config
