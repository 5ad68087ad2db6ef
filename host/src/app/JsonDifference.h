// Where two JSON texts differ, for people who compare documents.
#pragma once

#include "duijie/sdk/Json.h"

#include <string>
#include <vector>

namespace duijie::app
{

struct JsonDifference
{
    std::string path;     ///< "material_entity[2].qty"; empty: the whole
    std::string expected; ///< JSON, cut short; empty: nothing was expected there
    std::string found;    ///< empty: nothing is there
};

/// Members of objects in any order; numbers by their digits: 1.50 is not 1.5.
std::vector<JsonDifference> differences(sdk::JsonValue expected, sdk::JsonValue found);

} // namespace duijie::app
