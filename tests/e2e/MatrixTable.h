// The fault matrix: every fault, on every call, in every moment such a call can be made. One table says all
// of it.
#pragma once

#include <string>
#include <vector>

namespace duijie::e2e
{

/// What the network, the vendor's gateway or the vendor does wrong.
struct MatrixFault
{
    const char* name;
    const char* rule; ///< members of the sandbox's rule
};

/// When a call is made.
enum class Moment
{
    FirstTry,
    Retry,   ///< the same call, or the same document's call, after one that failed
    LookUp,  ///< while an unclear write is being settled
    Rollback ///< while the bills of a batch are taken back
};

/// A call as the vendor names it.
struct MatrixCall
{
    const char* name;
    const char* method;
    const char* path;
    bool direct; ///< only with the source's own API
    bool
        afterConfirm; ///< only when bills are audited after they were read back, outside look-up and rollback
};

/// One combination.
struct MatrixCase
{
    const MatrixFault* fault;
    const MatrixCall* call;
    Moment moment;
    std::string impossible; ///< why it cannot occur; empty: it is played

    std::string name() const;
};

/// All combinations, in a fixed order.
std::vector<MatrixCase> matrixCases();

/// What brings about the moment of a case: rules of the sandbox that stand before the fault's own.
struct Approach
{
    std::string rules;    ///< JSON objects with commas between them; may be empty
    std::string after;    ///< the rule that must have fired before the fault is armed; empty: none
    int skip = 0;         ///< calls of this kind let through before the fault
    bool batch = false;   ///< all_or_nothing, with documents that the target refuses
    bool confirm = false; ///< audit after confirm
};

/// How the moment of `item` is brought about in a world whose last eligible document is number `last` (from
/// 0).
Approach approachOf(const MatrixCase& item, int last);

/// The fault's own rule, behind its approach.
std::string rulesOf(const MatrixCase& item, const Approach& approach);

} // namespace duijie::e2e
