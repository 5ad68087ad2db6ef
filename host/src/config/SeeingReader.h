// Reads "log" and "http".
#pragma once

#include "config/ObjectReader.h"
#include "config/Seeing.h"

#include <string>

namespace duijie::config
{

/// What is wrong is added to the reader's problems. Relative paths are taken from `folder`.
LogConfig readLog(ObjectReader& root, const std::string& folder);
HttpConfig readHttp(ObjectReader& root);

/// "error", "warning", "information" or "debug".
bool isLogLevel(const std::string& word);

} // namespace duijie::config
