// What a person decides about single records, carried out.
#pragma once

#include "engine/ByHand.h"
#include "engine/FlowParts.h"

#include "store/Records.h"

#include <optional>
#include <string>
#include <vector>

namespace duijie::app
{

/// retry, replay or skip, and which records it is about.
struct HandOrder
{
    engine::HandWish wish = engine::HandWish::Retry;
    std::string flow;
    std::vector<std::string> keys;           ///< keys or document numbers
    std::optional<store::RecordState> state; ///< instead of keys: all of this state
    std::string why;                         ///< of a skip
};

/// What became of an order.
struct HandReport
{
    struct Change
    {
        std::string number;
        std::string key;
        store::RecordState from{};
        store::RecordState to{};
    };

    std::vector<Change> changes;
    std::vector<std::string> refusals; ///< a sentence for each record that was left as it is
};

/// Carries the order out. May call the target (replay of a written record). Nothing else may work on the flow
/// meanwhile.
HandReport workByHand(engine::Shared& shared, const engine::FlowParts& flow, const std::string& zone,
                      const HandOrder& order);

} // namespace duijie::app
