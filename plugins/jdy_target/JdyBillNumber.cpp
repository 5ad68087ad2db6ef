// Bill numbers of our own.
#include "JdyPrepare.h"
#include "JdySay.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Text.h"

#include <algorithm>
#include <iterator>

namespace duijie::jdy
{

namespace
{

constexpr std::size_t LongestNumber = 30; // the vendor's model of number parameters
constexpr std::size_t MarkSize = 6;

bool fits(char c) noexcept
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

} // namespace

std::string billNumberOf(const std::string& prefix, std::string_view number, std::string& why)
{
    const std::string upper = sdk::upperAscii(std::string(number));
    std::string kept;
    std::copy_if(upper.begin(), upper.end(), std::back_inserter(kept), fits);
    if (kept.size() < upper.size())
    {
        // Two numbers that differ only in what was left out must not become the same bill.
        kept += (kept.empty() ? "" : "-") + sdk::upperAscii(sdk::sha256Hex(number).substr(0, MarkSize));
    }
    std::string made = prefix + kept;
    if (number.empty() || made.size() > LongestNumber)
    {
        why = say("jdy_target.bills.number", {sdk::excerpt(number, 60), made, std::to_string(LongestNumber)});
        return {};
    }
    return made;
}

} // namespace duijie::jdy
