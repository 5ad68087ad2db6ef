// The commands of a page, as they are run.
#pragma once

#include "Markdown.h"

#include <map>
#include <string>
#include <vector>

namespace duijie::docs
{

struct Command
{
    std::string text; ///< without the remark behind it
    int code = 0;     ///< the exit code that the remark names; 0 without
    int line = 0;
};

/// Commands of a block of kind sh or console: one a line, a backslash at its end takes the next line to it.
/// In a console block only what follows "$ " is one. A remark ("  # ...") with "exit code N" or "退出码 N"
/// says how it ends.
std::vector<Command> commandsOf(const Fence& fence);

/// `text` with every whole word of the table replaced. Letters, digits and "_" make a word.
std::string filledIn(const std::string& text, const std::map<std::string, std::string>& table);

} // namespace duijie::docs
