#pragma once

#include "World.h"

#include <string>

namespace duijie::sandbox
{

/**
 * Appends the JSON row of a document as the WDT stock-in query gives it. The same field may come as text in
 * one row and as number in the next, as the vendor's rows do; the choice depends on the document alone.
 */
void appendDocument(std::string& out, const World& world, std::uint32_t index);

} // namespace duijie::sandbox
