#pragma once

#include "Message.h"
#include "Options.h"
#include "Parameters.h"
#include "World.h"

namespace duijie::sandbox
{

/** How a fault spoils the content of a page that is otherwise right. */
enum class PageFault
{
    None,
    /** Leave the list key out although there are rows. */
    MissingList,
    /** Give the first row twice. */
    DuplicateRow,
    /** Turn the first row's line list into a text. */
    BadRecord
};

/**
 * `wdt.stockin.order.query` over the stock-in world and `wdt.stockout.order.query` over the stock-out world
 * (vendor: query of stock-in and stock-out documents): window closed at both ends and at most 30 days, pages
 * from 0, total only on page 0. Stock-in: over the modified time, status 80 unless asked otherwise.
 * Stock-out: over the consign time and status 95 and 110, over the modified time when a status below 95 is
 * asked for.
 */
Response queryDocuments(const World& world, const Behaviour& behaviour, const Parameters& parameters,
                        PageFault fault, std::int64_t nowMs);

} // namespace duijie::sandbox
