// Writing documents, and finding them again.
#pragma once

#include "duijie/abi/host.h"

namespace duijie
{
inline namespace abi1
{

/// Takes a prepared document; copies it. Ownership: of the host.
class PreparedSink
{
public:
    /// [deliver]
    virtual void put(const Prepared& prepared) noexcept = 0;

protected:
    ~PreparedSink() = default;
};

/// Takes bills that a look-up found; copies them. Ownership: of the host.
class BillSink
{
public:
    /// [deliver] STATUS_CANCELLED: stop looking.
    virtual Status put(const BillView& bill) noexcept = 0;

protected:
    ~BillSink() = default;
};

/// "duijie.target/1".
class Target
{
public:
    static constexpr const char* IID = "duijie.target/1";

    /// [deliver] Precheck of one document, without effect and without a vendor call: puts it into the
    /// target's own form and says what is wrong with it. STATUS_REJECTED: never sendable as it is;
    /// STATUS_HOLD: reference data is missing. Several problems go into one sentence.
    virtual Status prepare(CallContext& context, const DocumentView& document,
                           PreparedSink& out) noexcept = 0;

    /// [deliver] Sends a prepared body exactly once. The host has made the intent durable before. Returns
    /// STATUS_OK with the new bill in `out`, or the class of the failure; whatever is not certainly "not
    /// applied" is STATUS_UNKNOWN. Never tries twice after a byte has left.
    virtual Status deliver(CallContext& context, const DocumentView& document, BillSink& out) noexcept = 0;

    /// [deliver] Every bill between two scopes, both included, complete or not STATUS_OK. Heads only:
    /// `fingerprint` stays empty.
    virtual Status list(CallContext& context, StringView api, StringView first_scope, StringView last_scope,
                        BillSink& out) noexcept = 0;

    /// [deliver] One bill with its fingerprint; STATUS_NOT_FOUND when there is none of this id.
    virtual Status fetch(CallContext& context, StringView api, StringView id, BillSink& out) noexcept = 0;

protected:
    ~Target() = default;
};

/// "duijie.target.undo/1".
class TargetUndo
{
public:
    static constexpr const char* IID = "duijie.target.undo/1";

    /// [deliver] Removes a bill that this host wrote, whatever state it is in (un-audit first where needed).
    /// A bill that is not there any more is STATUS_OK.
    virtual Status undo(CallContext& context, StringView api, StringView id) noexcept = 0;

protected:
    ~TargetUndo() = default;
};

} // namespace abi1
} // namespace duijie
