#pragma once

#include "Book.h"
#include "World.h"

#include <cstdint>
#include <limits>
#include <string>

namespace duijie::sandbox
{

/** Documents looked at by the time the vendor filters by, both ends included, seconds since 1970 UTC. */
struct TruthRange
{
    std::int64_t from = std::numeric_limits<std::int64_t>::min();
    std::int64_t to = std::numeric_limits<std::int64_t>::max();
    /** Documents late at this moment are demanded of nobody; milliseconds since 1970 UTC. */
    std::int64_t nowMs = std::numeric_limits<std::int64_t>::max();
};

/** True for documents a bill may stand for: the eligible ones must have one, the special ones may. */
bool mayHaveBill(const World& world, std::uint32_t index);

/** The remark every bill of an eligible document must carry. */
std::string expectedRemark(const World& world, std::uint32_t index);

/** The save body a correct integration posts for such a document, as JSON. */
std::string expectedBody(const World& world, std::uint32_t index);

/**
 * Compares the live bills of a flow with what its documents demand and reports as JSON what is lost, doubled,
 * wrong or unexpected; the verdict is "right" only when there is none of these.
 */
std::string truthReport(const World& world, const Book& book, const TruthRange& range);

} // namespace duijie::sandbox
