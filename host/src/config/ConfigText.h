// The file of the configuration as a tree, before anything in it is understood.
#pragma once

#include "config/Config.h"

#include <Poco/JSON/Object.h>

#include <optional>
#include <string>

namespace duijie::config
{

struct ConfigText
{
    std::string file;   ///< absolute path
    std::string folder; ///< it lies in
    Poco::JSON::Object::Ptr root;
};

/// Nothing, with the reason among the problems, when the file cannot be read or is no JSON object.
std::optional<ConfigText> readText(const std::string& file, Problems& problems);

} // namespace duijie::config
