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

/// "duijie.target.options/1".
class TargetOptions
{
public:
    static constexpr const char* IID = "duijie.target.options/1";

    /// [control] Hands over the `connector` object of the target document for `api` (JSON text), before the
    /// first document of it. Not STATUS_OK: the flow does not start; the sentence says what is wrong.
    /// Handing over again replaces.
    virtual Status configure(CallContext& context, StringView api, StringView options) noexcept = 0;

protected:
    ~TargetOptions() = default;
};

/// "duijie.target.find/1". A cheaper look-up than a list, where the target has one.
class TargetFind
{
public:
    static constexpr const char* IID = "duijie.target.find/1";

    /// [deliver] Every bill with exactly this natural key in this scope, complete or not STATUS_OK.
    /// `fingerprint` may stay empty. STATUS_UNSUPPORTED: this target has no such call for `api`; list it.
    virtual Status find(CallContext& context, StringView api, StringView scope, StringView natural_key,
                        BillSink& out) noexcept = 0;

protected:
    ~TargetFind() = default;
};

/// "duijie.target.finish/1". For targets that save and release a bill in steps.
class TargetFinish
{
public:
    static constexpr const char* IID = "duijie.target.finish/1";

    /// [deliver] Brings a bill that this host wrote from "saved" to the state its body asked for
    /// (Prepared::state). STATUS_OK: it is in that state now, also when it was before. STATUS_REJECTED:
    /// refused for good, the bill stands as it was. May be repeated safely.
    virtual Status finish(CallContext& context, StringView api, StringView id) noexcept = 0;

protected:
    ~TargetFinish() = default;
};

/// Takes the outcome of each document of a batch. Ownership: of the host.
class BatchSink
{
public:
    /// [deliver] What came of document `index` (counted from 0). `bill` counts with STATUS_OK, `message`
    /// otherwise. A document that nothing is put for is STATUS_UNKNOWN.
    virtual void put(uint32_t index, Status status, const BillView& bill, StringView message) noexcept = 0;

protected:
    ~BatchSink() = default;
};

/// "duijie.target.batch/1". For targets that take several documents in one call.
class TargetBatch
{
public:
    static constexpr const char* IID = "duijie.target.batch/1";

    /// [control] How many documents of `api` one call takes; 0 or 1: this api takes single ones only.
    virtual uint32_t largestBatch(StringView api) noexcept = 0;

    /// [deliver] Sends prepared bodies in exactly one call. Not STATUS_OK: that class counts for every
    /// document that `out` was not told of.
    virtual Status deliverMany(CallContext& context, const DocumentView* documents, uint32_t count,
                               BatchSink& out) noexcept = 0;

protected:
    ~TargetBatch() = default;
};

/// What writing a document costs in calls of the account's quota.
struct DeliveryCosts
{
    uint32_t size;     ///< sizeof(DeliveryCosts) of the writer
    uint32_t deliver;  ///< to write one
    uint32_t undo;     ///< to remove one again, at most
    uint32_t reserved; ///< 0
    StringView bucket; ///< the quota bucket they are counted on; owned by the connector, valid until close
};

static_assert(sizeof(DeliveryCosts) == 32, "released layout");

/// "duijie.target.costs/1".
class TargetCosts
{
public:
    static constexpr const char* IID = "duijie.target.costs/1";

    /// [any] Fills `out` for documents of `api`.
    virtual void costs(StringView api, DeliveryCosts& out) noexcept = 0;

protected:
    ~TargetCosts() = default;
};

/// One value of a bill that is not what it should be.
struct Difference
{
    uint32_t size;       ///< sizeof(Difference) of the writer
    uint32_t reserved;   ///< 0
    StringView path;     ///< where: "bill_date", "material_entity[2].qty"
    StringView expected; ///< as text, to the last digit; empty: nothing should be there
    StringView found;    ///< likewise; empty: nothing is there
};

static_assert(sizeof(Difference) == 56, "released layout");

/// Takes differences; copies them. Ownership: of the host.
class DifferenceSink
{
public:
    /// [deliver]
    virtual void put(const Difference& difference) noexcept = 0;

protected:
    ~DifferenceSink() = default;
};

/// "duijie.target.compare/1". For people: which values make two fingerprints differ.
class TargetCompare
{
public:
    static constexpr const char* IID = "duijie.target.compare/1";

    /// [deliver] Reads bill `id` and tells every value in which it differs from the prepared body of
    /// `document`. STATUS_NOT_FOUND when there is none of this id.
    virtual Status compare(CallContext& context, const DocumentView& document, StringView id,
                           DifferenceSink& out) noexcept = 0;

protected:
    ~TargetCompare() = default;
};

/// "duijie.target.keys/1". What natural keys are made of, so that an audit can tell the flow's bills from
/// others.
class TargetKeys
{
public:
    static constexpr const char* IID = "duijie.target.keys/1";

    /// [any] Puts the top-level field of the mapped body that becomes Prepared::natural_key into `field`, and
    /// how keys begin that the connector makes itself where the document does not map that field into
    /// `prefix` (empty: it makes none).
    virtual void naturalKeys(StringView api, TextSink& field, TextSink& prefix) noexcept = 0;

protected:
    ~TargetKeys() = default;
};

/// "duijie.target.withdraw/1". For documents that change while their bill is still a draft.
class TargetWithdraw
{
public:
    static constexpr const char* IID = "duijie.target.withdraw/1";

    /// [deliver] Removes a bill that this host wrote, but only while it is not audited. STATUS_OK: it is not
    /// there any more, also when it was not before. STATUS_REJECTED: it is audited, closed or otherwise
    /// fixed, and stands as it was. Never un-audits.
    virtual Status withdraw(CallContext& context, StringView api, StringView id) noexcept = 0;

protected:
    ~TargetWithdraw() = default;
};

} // namespace abi1
} // namespace duijie
