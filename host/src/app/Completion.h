// What a shell offers when the tab key is pressed.
#pragma once

#include "app/Options.h"

#include <CLI/App.hpp>

#include <string>
#include <vector>

namespace duijie::app
{

/// One thing the last word may become.
struct Candidate
{
    std::string word;
    std::string what; ///< sentence; may be empty
};

/// What may be typed next.
struct Offer
{
    std::vector<Candidate> candidates;
    bool files = false;   ///< beside these, names of files
    bool folders = false; ///< beside these, names of folders
};

/// What the last of `words` (those after the program's name; the last may be empty) can become by `tree`.
/// Names of flows come from the configuration that the words name; one that cannot be read gives none.
Offer complete(const CLI::App& tree, const std::vector<std::string>& words);

/// Prints the script that a shell loads.
int completionCommand(const Options& options);

/// Prints an offer for the script, one candidate a line: word, tab, what it is. The last line is ":files",
/// ":folders" or ":". The words are Options::keys.
int completeCommand(const CLI::App& tree, const Options& options);

} // namespace duijie::app
