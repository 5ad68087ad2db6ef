// Text with {{path}} and {path} in it, split into parts. Syntax only: what a path means is decided by the
// compiler.
#pragma once

#include "plan/Filter.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

struct TemplatePart
{
    bool reference = false; ///< false: plain text
    bool single = false;    ///< a reference written with one brace
    std::string text;       ///< the plain text, or the path
    Filter filter = Filter::None;
};

struct Template
{
    std::vector<TemplatePart> parts;

    bool hasReference() const noexcept;
};

/// Splits `text`. A single brace counts only as {identifier(.identifier)*(|filter)?}, else it is text.
/// Nothing comes back when a template is there that cannot be read; `problem` is a sentence saying which and
/// why.
std::optional<Template> parseTemplate(std::string_view text, std::string& problem);

} // namespace duijie::plan
