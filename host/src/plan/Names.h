// What is said of a name that is not known.
#pragma once

#include "duijie/sdk/Text.h"

#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

/// The one of `known` that is probably meant; all of them when none looks like it.
inline std::string nearestOrAll(std::string_view name, const std::vector<std::string>& known)
{
    const std::string near = sdk::nearestName(name, known);
    std::string all;
    for (const std::string& each : known)
    {
        all += (all.empty() ? "" : " ") + each;
    }
    return near.empty() ? all : near;
}

} // namespace duijie::plan
