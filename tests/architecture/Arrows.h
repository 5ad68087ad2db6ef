// The rules of the house: who may include whom, and how large a file may be.
#pragma once

#include <string>
#include <vector>

namespace duijie::architecture
{

/// Every broken rule under `root`, one sentence each: file, line, what stands there, what is allowed.
std::vector<std::string> brokenRules(const std::string& root);

} // namespace duijie::architecture
