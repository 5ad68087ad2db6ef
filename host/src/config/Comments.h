// Comments in the configuration: Poco's parser knows only one kind of them.
#pragma once

#include <string>
#include <string_view>

namespace duijie::config
{

/// `json` with every // and /* */ comment outside of texts replaced by blanks; line breaks stay, so that
/// positions in messages stay right.
std::string blankComments(std::string_view json);

} // namespace duijie::config
