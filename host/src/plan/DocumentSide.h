// Whether a document by itself is one of a source or of a target.
#pragma once

#include "plan/Report.h"

#include <string_view>

namespace duijie::plan
{

/// By `effect` or `type`; without them by what only one side has; a target, when nothing tells.
Side sideOf(std::string_view json);

} // namespace duijie::plan
