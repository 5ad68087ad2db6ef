#include "engine/Outcome.h"

#include "duijie/abi/types.h"

#include <algorithm>
#include <array>

namespace duijie::engine
{

namespace
{

// By StatusCode.
constexpr std::array<std::string_view, 14> Names = {
    "ok",      "not_sent", "rejected",    "duplicate", "throttled",   "unauthorized", "misconfigured",
    "unclear", "hold",     "unavailable", "cancelled", "unsupported", "not_found",    "internal"};
static_assert(Names.size() == STATUS_INTERNAL + 1);

} // namespace

std::string_view outcomeName(uint32_t outcome) noexcept
{
    return outcome < Names.size() ? Names[outcome] : Names.back();
}

std::optional<uint32_t> outcomeOfName(std::string_view name) noexcept
{
    const auto at = std::find(Names.begin(), Names.end(), name);
    if (at == Names.end())
    {
        return std::nullopt;
    }
    return static_cast<uint32_t>(at - Names.begin());
}

std::string outcomeNames()
{
    std::string out;
    for (const std::string_view name : Names)
    {
        out.append(out.empty() ? "" : " ").append(name);
    }
    return out;
}

} // namespace duijie::engine
