// Files that are there wholly or not at all.
#pragma once

#include <string>
#include <string_view>

namespace duijie::app
{

/// Makes `folder` and those above it where they are missing. False: a sentence that says what to do is in
/// `error`.
bool makeFolder(const std::string& folder, std::string& error);

/// Writes `content` beside `path`, makes it durable, and puts it in the place of what was there. After a
/// crash one of the two is there, never a part. False: a sentence that says what to do is in `error`, and
/// what was there stays.
bool writeWhole(const std::string& path, std::string_view content, std::string& error);

} // namespace duijie::app
