// The scripts by which shells ask the program what may be typed.
#pragma once

#include <string>

namespace duijie::app
{

/// The script of "bash", "zsh", "fish" or "powershell"; empty for another.
std::string completionScript(const std::string& shell);

} // namespace duijie::app
