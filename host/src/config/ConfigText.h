// The file of the configuration as a tree, before anything in it is understood.
#pragma once

#include "config/JsonPlaces.h"
#include "config/Problem.h"

#include <Poco/JSON/Object.h>

#include <optional>
#include <string>

namespace duijie::config
{

struct ConfigText
{
    std::string file;   ///< absolute path
    std::string folder; ///< it lies in
    JsonPlaces places;
    Poco::JSON::Object::Ptr root;
};

/// Nothing, with the reason among the problems, when the file cannot be read or is no JSON object. Names that
/// stand twice are problems too.
std::optional<ConfigText> readText(const std::string& file, Problems& problems);

/// Says of each problem where in `file` it is, as far as that is known.
void locate(const std::string& file, const JsonPlaces& places, Problems& problems);

} // namespace duijie::config
