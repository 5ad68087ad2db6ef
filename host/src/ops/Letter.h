// What people read: notices as one text that fits into one message.
#pragma once

#include "ops/Notice.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::ops
{

/// Who tells.
struct Sender
{
    std::string label;                             ///< what the operator calls this host
    std::string machine;                           ///< its network name
    std::function<std::string(int64_t)> localTime; ///< "yyyy-MM-dd HH:mm:ss" of Unix milliseconds
};

enum class Markup
{
    Plain,
    Markdown
};

/// More than this are not put into one message: nobody reads them.
constexpr std::size_t MostNoticesInALetter = 20;

struct Letter
{
    std::string title;
    std::string text;      ///< without the title
    std::size_t taken = 0; ///< so many of the notices are in it; at least one
};

/// As many of `notices` (at least one) as go into `mostBytes` bytes of title and text together; the first is
/// cut between characters when it alone does not.
Letter compose(const Sender& sender, const std::vector<Notice>& notices, Markup markup,
               std::size_t mostBytes);

/// `text` on one line, so that a Markdown reader shows it as it is.
std::string escapeMarkdown(std::string_view text);

} // namespace duijie::ops
