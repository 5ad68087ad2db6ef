// A dotted path into a row: split once, followed often.
#pragma once

#include "duijie/sdk/Json.h"

#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

/// "a.b.c", split.
struct RowPath
{
    std::string whole;
    std::vector<std::string> segments;
};

RowPath makeRowPath(std::string_view text);

/// The value at `path`; absent when there is none. A member whose own name holds dots is found as well.
sdk::JsonValue follow(sdk::JsonValue base, const RowPath& path) noexcept;

/// Why follow() found nothing.
struct MissingName
{
    std::string name;    ///< the segment that is not there
    std::string nearest; ///< a name that is there and looks like it; often empty
    std::string list;    ///< not empty: the path runs into this list
};

MissingName whyMissing(sdk::JsonValue base, const RowPath& path);

} // namespace duijie::plan
