// What a document says and most probably does not mean: found by looking, not by running.
#pragma once

#include "plan/Document.h"
#include "plan/Program.h"
#include "plan/Report.h"

namespace duijie::plan
{

/// Warns of constants that a template left behind, of texts that look like expressions, of list names that
/// are nearly the one of the array they stand in.
void checkHabits(const Document& document, const Program& program, Report& report);

} // namespace duijie::plan
