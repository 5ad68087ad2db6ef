#pragma once

#include "World.h"

#include <string>

namespace duijie::sandbox
{

/** The vendor's record id of a document (stockin_id or stockout_id). */
std::uint64_t documentId(const World& world, std::uint32_t index);

/**
 * Appends the JSON row of a document as the WDT stock-in or stock-out query gives it. The same field may come
 * as text in one row and as number in the next, as the vendor's rows do; the choice depends on the document
 * alone.
 */
void appendDocument(std::string& out, const World& world, std::uint32_t index);

} // namespace duijie::sandbox
