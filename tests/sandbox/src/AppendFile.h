// A file that only grows, or is cut.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/// -1, with errno, when it cannot be opened.
int openToAppend(const std::string& path);

/// False, with errno, when it was not written.
bool writeAll(int file, std::string_view text);

/// False, with errno, when it was not cut.
bool cutTo(int file, std::size_t size);

void closeFile(int file);

} // namespace duijie::sandbox
