#pragma once

#include "Flow.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace duijie::sandbox
{

/** What differs between the documents of the two flows. */
struct FlowShape
{
    std::string_view documentPrefix;
    std::string_view sourcePrefix;
    std::array<std::uint8_t, 6> otherTypes;
    std::array<std::uint8_t, 4> otherStatuses;
    /** The status the integration plan reads. */
    std::uint8_t doneStatus;
};

inline constexpr FlowShape kGainShape = {"RK", "PD", {1, 2, 6, 5, 9, 12}, {10, 20, 30, 60}, 80};
inline constexpr FlowShape kLossShape = {"CK", "PK", {2, 7, 3, 5, 8, 13}, {5, 50, 55, 95}, 110};

/** From this status on a stock-out document has left and is found by its consign time. */
inline constexpr std::uint8_t kSentStatus = 95;

/** The shape of a flow's documents. */
inline const FlowShape& shapeOf(Flow flow)
{
    return flow == Flow::Gain ? kGainShape : kLossShape;
}

} // namespace duijie::sandbox
