// The few questions to the operating system that no library asks the same way everywhere.
#pragma once

#include <cstdint>
#include <string>

namespace duijie::app
{

/// True when somebody else than its owner may write the file. Access lists decide on Windows: false there.
bool writableByOthers(const std::string& path);

/// True when the folder is on another machine's disk, where a database's locks cannot be trusted.
bool isOnNetwork(const std::string& folder);

/// True when somebody may be typing on standard input.
bool isTerminalInput();

/// How many files and connections this process may have open.
uint64_t mostOpenFiles();

} // namespace duijie::app
