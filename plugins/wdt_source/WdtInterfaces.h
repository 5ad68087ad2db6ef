// What is known of single interfaces.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::wdt
{

/// Which way the pages of a window are walked.
enum class PageOrder
{
    Reverse, ///< last page first: a row that leaves the window makes another come twice, never go missing
    Forward
};

/// One interface: how it is asked and what its answers look like. What is not known has the value that does
/// no harm. Vendor: interface pages, request lists of the platform's own client, published clients.
struct WdtInterface
{
    std::string api;
    std::string php{};         ///< page of the direct API, without ".php"; empty: see directPage
    std::string listKey{};     ///< the list in the answer; empty: the only array there
    std::string detailKey{};   ///< the list inside a row; empty: not known
    std::string id{};          ///< member that identifies a row
    std::string number{};      ///< member that people know it by
    std::string numberParam{}; ///< asks for one document without times; empty: no such parameter is known
    std::string otherParam{};  ///< asked with the same number when numberParam finds nothing
    std::string totalKey = "total_count";
    std::string startParam = "start_time";
    std::string endParam = "end_time";
    int64_t longestWindowMs = 30LL * 24 * 60 * 60 * 1000; ///< 0: any length
    int64_t pageSize = 40;                                ///< when nobody says otherwise
    int64_t largestPage = 100;
    int64_t pageBase = 0; ///< number of the first page
    PageOrder order = PageOrder::Reverse;
    bool totalOnFirstPageOnly = true;
};

/// The interfaces known by name.
const std::vector<WdtInterface>& knownInterfaces();

/// The row of `api`; the defaults above under that name when it is not known.
WdtInterface interfaceOf(std::string_view api);

/// Page of the direct API without ".php": the row's own, else the method's name in the form that all but two
/// pages have (wdt.stockin.order.query: stockin_order_query).
std::string directPage(const WdtInterface& shape);

} // namespace duijie::wdt
