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

/** A business refusal of WDT: its own code and text behind the gateway's envelope. */
Response wdtFailure(const Behaviour& behaviour, int code, std::string_view text);

/**
 * `wdt.stockin.order.query` (vendor: query of stock-in documents): window over the modified time closed at
 * both ends and at most 30 days, pages from 0, total only on page 0, status 80 unless asked otherwise.
 */
Response queryStockin(const World& world, const Behaviour& behaviour, const Parameters& parameters,
                      PageFault fault);

} // namespace duijie::sandbox
