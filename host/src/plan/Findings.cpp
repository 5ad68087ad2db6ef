#include "plan/Findings.h"

#include <algorithm>

namespace duijie::plan
{

bool hasErrors(const Findings& findings) noexcept
{
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.error; });
}

} // namespace duijie::plan
