// Conditions into a list, not strict: lines that fail leave the document.
#pragma once

#include "plan/Condition.h"

#include "duijie/sdk/Json.h"

#include <string>
#include <vector>

namespace duijie::plan
{

/// True when a condition can lead into a list without being strict.
bool dropsLines(const Condition& condition) noexcept;

/// The row as JSON without the lines that fail a group of conditions; exactly as it came where none fails.
std::string withoutLines(sdk::JsonValue row, const std::vector<Test>& group);

} // namespace duijie::plan
