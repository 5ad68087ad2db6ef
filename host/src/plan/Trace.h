// The explanation of a body: where each value came from.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace duijie::plan
{

/// A value of the row, or a time, that went into a field.
struct TraceInput
{
    std::string name;  ///< as the document has it: "details_list.goods_no"
    std::string value; ///< JSON, cut short; empty: there is none
};

/// What a lookup asked, and the row it found.
struct TraceLookup
{
    std::string dataset; ///< its id
    std::string asked;   ///< number = "A", name = "B"
    std::size_t hits = 0;
    std::string row; ///< JSON; empty: none was found
};

/// One field of the body.
struct Trace
{
    std::string path;
    std::string expression; ///< as the document has it
    std::string value;      ///< what came out
    std::string note;       ///< "2 rows match, the newest was taken", or why there is no value; empty mostly
    std::vector<TraceInput> inputs;
    std::vector<TraceLookup> lookups;
};

} // namespace duijie::plan
