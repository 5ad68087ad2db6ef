// Names of files. They are UTF-8 everywhere in the host; std::filesystem alone would take a narrow name in
// the code page of the machine.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>

namespace duijie::text
{

std::filesystem::path pathOf(const std::string& utf8);
std::string utf8Of(const std::filesystem::path& path);

/// The folder of the running program; empty when the system does not tell.
std::string programFolder();

/// The system's own words for an error, in UTF-8.
std::string systemReason(const std::error_code& error);

} // namespace duijie::text
