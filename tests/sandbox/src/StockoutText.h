#pragma once

#include "RowText.h"
#include "World.h"

namespace duijie::sandbox
{

/** Writes the head fields of a stock-out document (vendor: stockout_order_query), without its line list. */
void appendStockoutHead(RowText& row, const RowStyle& style, const World& world, std::uint32_t index);

} // namespace duijie::sandbox
