// When a source document's `omissionRemedy` happens.
#pragma once

#include "config/Config.h"

#include "plan/SourcePlan.h"

#include "schedule/Rhythm.h"

#include <optional>
#include <string>

namespace duijie::app
{

/// The rhythm of a remedy. Nothing when there is none, or, with a sentence in `error`, when its crontab
/// cannot be read.
std::optional<schedule::Rhythm> remedyRhythm(const plan::SourcePlan& plan, std::string& error);

/// The same for a flow whose source document is a file, without opening the flow. Nothing for any other: what
/// a plugin's own document arranges is known only once the plugin is loaded.
std::optional<schedule::Rhythm> remedyOfFile(const config::FlowConfig& flow);

} // namespace duijie::app
