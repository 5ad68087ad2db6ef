// The catalogue as the build makes it from messages/*.json: sorted by id.
#pragma once

#include <cstddef>
#include <string_view>

namespace duijie::text
{

struct Entry
{
    std::string_view id;
    std::string_view en;
    std::string_view zh;
};

extern const Entry* const Entries;
extern const std::size_t EntryCount;

} // namespace duijie::text
