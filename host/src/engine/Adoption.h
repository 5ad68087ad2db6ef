// Whether a bill that stands in the target is ours: the one question behind every look-up.
#pragma once

#include "engine/RunContext.h"

#include <string>
#include <string_view>
#include <vector>

namespace duijie::engine
{

/// What a look-up of one document came to.
struct LookUp
{
    enum class Outcome
    {
        NotThere,
        Ours,       ///< exactly one, and equal
        Unfinished, ///< exactly one, its content equal, but not in the state it must have
        Conflict,   ///< one that differs, or several: a person decides
        Failed      ///< the target could not be read: nothing is known
    };

    Outcome outcome = Outcome::Failed;
    std::string reason; ///< sentence for Conflict and Failed
    std::string id;
    std::string number;
};

/// One bill, read and copied.
struct Bill
{
    std::string id;
    std::string number;
    std::string naturalKey;
    std::string state;
    std::string fingerprint;
    std::string scope;
    bool live = false;
};

/// What a bill must be equal to, in one text: a fingerprint, and the state it must have ("": any).
std::string expectation(std::string_view fingerprint, std::string_view state);

/// The state in it; empty: any.
std::string stateWanted(std::string_view expected);

/// True when `bill` has the content that was expected, in whatever state.
bool sameContent(const Bill& bill, std::string_view expected) noexcept;

/// True when `bill` is what was expected.
bool meets(const Bill& bill, std::string_view expected) noexcept;

/// Reads one bill. STATUS_NOT_FOUND when it is gone.
Status fetchBill(RunContext& run, const std::string& id, int64_t seq, Bill& out, std::string& error);

/// Reads the bills of `ids` and compares them with what we would write or have written (see expectation).
/// `seq`: record the calls are logged under.
LookUp lookUp(RunContext& run, const std::vector<std::string>& ids, const std::string& naturalKey,
              const std::string& expected, int64_t seq);

} // namespace duijie::engine
