#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace duijie::sandbox
{

/** The two document flows of the world: stock-takes that found more, and stock-takes that found less. */
enum class Flow : std::uint8_t
{
    /** Stock-in documents (入库单) that become gain bills (盘盈单). */
    Gain,
    /** Stock-out documents (出库单) that become loss bills (盘亏单). */
    Loss
};

/** The flow of that name, "gain" or "loss"; gain for an empty name, nothing for any other. */
inline std::optional<Flow> flowNamed(std::string_view name)
{
    if (name.empty() || name == "gain")
        return Flow::Gain;
    return name == "loss" ? std::optional(Flow::Loss) : std::nullopt;
}

} // namespace duijie::sandbox
