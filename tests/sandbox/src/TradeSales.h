#pragma once

#include "JsonOut.h"
#include "World.h"

#include <cstdint>
#include <string>
#include <vector>

namespace duijie::sandbox
{

/** The method whose rows these are: stock-outs of sales (vendor: 查询销售出库单). */
inline constexpr std::string_view kTradeStockout = "wdt.stockout.order.query.trade";

/** Number of sales in any world. */
inline constexpr std::uint32_t kSales = 137;

/** One line of a sale. Quantity and price are exact counts of ten-thousandths; a gift has price 0. */
struct SaleLine
{
    std::uint64_t id = 0;
    std::uint32_t material = 0;
    std::int64_t quantity = 0;
    std::int64_t price = 0;
};

/** A stock-out of a sale, made up from the world's base data and the same whenever it is asked for. */
struct Sale
{
    std::string number;
    std::string source;
    /** Index among the customers: a shop is a customer of the account book, under the shop's number. */
    std::uint32_t shop = 0;
    std::uint32_t store = 0;
    std::uint8_t status = 110;
    std::int64_t modified = 0;
    std::int64_t consigned = 0;
    std::vector<SaleLine> lines;

    /** False for what was cancelled. */
    bool left() const;
};

/** The sale at that position; they lie evenly over the days of the world. */
Sale saleAt(const World& world, std::uint32_t index);

/** Whether a comma list of status codes, as the parameter has it, names that status; an empty list names all
 * that left. */
bool namesStatus(std::string_view list, const Sale& sale);

/** Writes the members of a row beside its id: as the vendor does, amounts as numbers or as texts. */
void writeSale(JsonOut& out, const World& world, const Sale& sale, bool asText);

} // namespace duijie::sandbox
