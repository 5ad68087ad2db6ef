// The manual page.
#pragma once

#include <CLI/App.hpp>

#include <string>

namespace duijie::app
{

/// The page of section 1, in roff, in the language of the tree.
std::string manualPage(const CLI::App& tree);

/// Prints it.
int manualCommand(const CLI::App& tree);

} // namespace duijie::app
