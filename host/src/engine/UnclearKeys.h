// Keys under which a bundle may stand in the target, and it is not known yet whether it does.
#pragma once

#include "engine/RunContext.h"

#include <map>
#include <string>
#include <utility>

namespace duijie::engine
{

/// A later bundle of the same group often has the same key. Sent meanwhile, it could be taken for the earlier
/// one when that is looked up. For flows that merge; knows nothing in others.
class UnclearKeys
{
public:
    /// What is sending, unclear or to be tried again now.
    void load(RunContext& run);

    /// The record that the key may belong to, unless it is this one; empty: none.
    std::string heldBy(const std::string& scope, const std::string& naturalKey, const std::string& key) const;

private:
    std::map<std::pair<std::string, std::string>, std::string> _keys;
};

} // namespace duijie::engine
