// The configuration's part about alerts.
#pragma once

#include "config/Config.h"
#include "config/ObjectReader.h"

#include <string>
#include <string_view>

namespace duijie::config
{

/// Reads "alerts". The flows are read already. What is wrong is added to the reader's problems.
void readAlerts(ObjectReader& root, Config& config);

/// Why `url` is no address for a channel of this kind, as a sentence without any part of it; empty when it is
/// fine. For what a secret reference holds as well, once it is known.
std::string wrongAlertUrl(const std::string& kind, std::string_view url, bool sandbox);

} // namespace duijie::config
