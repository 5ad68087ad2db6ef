// What people write who do not write JSON every day.
#pragma once

#include <string>
#include <string_view>

namespace duijie::config
{

/// A sentence, with a blank before it, about what stands where JSON expects something else: a Chinese comma,
/// a comment of another language. Empty when it is nothing of that kind.
std::string hintAbout(std::string_view found);

} // namespace duijie::config
