// The same JSON on one line, or on as many as a person wants to read it on.
#pragma once

#include "duijie/sdk/Json.h"

#include <string>
#include <string_view>

namespace duijie::app
{

/// JSON without what stands between its parts; texts and numbers as they are.
std::string compacted(std::string_view json);

/// One member a line, two blanks a level; texts and numbers as they are.
std::string indented(sdk::JsonValue value);

} // namespace duijie::app
