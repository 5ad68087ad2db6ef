// What the command line says for itself: headings of help pages, and what is wrong with arguments.
#pragma once

#include <CLI/App.hpp>

#include <string>

namespace duijie::app
{

/// Gives help pages their headings in the process's language. Before anything is added to `tree`.
void translateHeadings(CLI::App& tree);

/// What was found, what was expected, what to do. `tree` has parsed and met `error`.
std::string explain(const CLI::ParseError& error, const CLI::App& tree);

} // namespace duijie::app
