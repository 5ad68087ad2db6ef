// What is known of single interfaces.
#pragma once

#include <cstdint>
#include <string_view>

namespace duijie::wdt
{

/// One interface. Vendor: interface pages and published clients.
struct WdtInterface
{
    std::string_view api;
    std::string_view listKey;     ///< the list under `response`; empty: the only array there
    std::string_view numberParam; ///< asks for one document without times; empty: no such parameter is known
    int64_t longestWindowMs;
    int largestPage;
};

/// The row of `api`. One that is not in the table gets 30 days, pages of 100 and the only array under
/// `response`.
const WdtInterface& interfaceOf(std::string_view api) noexcept;

} // namespace duijie::wdt
