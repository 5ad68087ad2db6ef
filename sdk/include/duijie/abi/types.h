// Plain types that cross the plugin boundary. Everything here could be written in C: fixed widths, no std::,
// no Poco.
#pragma once

#include <cstddef>
#include <cstdint>

namespace duijie
{
inline namespace abi1
{

/// A borrowed piece of UTF-8 text or bytes.
/// Ownership: never owned; valid during the call that passed it, unless the function says otherwise.
/// Not terminated by a zero byte. `data` may be null when `size` is 0.
struct StringView
{
    const char* data;
    uint64_t size;
};

static_assert(sizeof(StringView) == 16 && offsetof(StringView, size) == 8, "released layout");

/// What a call came to. A number the reader does not know is read as `internal`: a host must be able to meet
/// a code that is newer than itself, and the careful reading of an unknown outcome is "something went wrong
/// here".
enum StatusCode : uint32_t
{
    STATUS_OK = 0,
    STATUS_NOT_SENT = 1, ///< no byte of the request left this machine: safe to try again
    STATUS_REJECTED = 2, ///< the other side understood and refused for good; trying the same again is useless
    STATUS_DUPLICATE = 3,    ///< refused because it is there already: look it up, compare, adopt
    STATUS_THROTTLED = 4,    ///< refused because of a limit; surely not applied; see retry_after_ms
    STATUS_UNAUTHORIZED = 5, ///< credentials refused, after one refresh
    STATUS_MISCONFIGURED =
        6,              ///< a setting or a permission is wrong; every further call would fail the same way
    STATUS_UNKNOWN = 7, ///< it may or may not have been applied: only a look-up can tell
    STATUS_HOLD = 8,    ///< waits for reference data or for a person
    STATUS_UNAVAILABLE = 9,  ///< a read failed for a passing reason; reading again is harmless
    STATUS_CANCELLED = 10,   ///< the host asked to stop
    STATUS_UNSUPPORTED = 11, ///< this connector does not do that
    STATUS_NOT_FOUND = 12,   ///< a look-up completed and there is no such thing
    STATUS_INTERNAL = 13     ///< a fault of the connector or of the host itself
};

/// Result of a boundary call. The sentence that goes with it travels through CallContext::fail, so that it is
/// never lost and never limited to a number.
struct Status
{
    uint32_t code;           ///< a StatusCode
    uint32_t retry_after_ms; ///< how long the other side asked us to wait; 0: it did not say
};

static_assert(sizeof(Status) == 8, "released layout");

/// One record as a source hands it over.
struct RecordView
{
    uint32_t size;         ///< sizeof(RecordView) of the writer; a reader treats fields beyond it as absent
    uint32_t reserved;     ///< 0
    StringView key;        ///< identity inside the source, as text (the plan's `id`); never empty
    StringView number;     ///< the number people know it by (the plan's `number`); may be empty
    int64_t event_time_ms; ///< last change in the source, Unix milliseconds; 0 when the source does not tell
    StringView payload;    ///< the vendor's own JSON text of this record, byte for byte
};

static_assert(sizeof(RecordView) == 64 && offsetof(RecordView, payload) == 48, "released layout");

/// One document on its way to a target.
struct DocumentView
{
    uint32_t size;       ///< sizeof(DocumentView) of the writer
    uint32_t attempt;    ///< 1 for the first try
    StringView api;      ///< the plan's `api`
    StringView key;      ///< key of the record it was made from
    StringView body;     ///< JSON text: mapped by the plan (prepare) or as the target wrote it (deliver)
    int64_t deadline_ms; ///< Clock::monotonicMs after which it must not be sent any more; 0: none
    StringView number;   ///< the number people know the record by; may be empty
};

static_assert(sizeof(DocumentView) == 80 && offsetof(DocumentView, deadline_ms) == 56, "released layout");

/// One document as it stands in the target.
struct BillView
{
    uint32_t size;          ///< sizeof(BillView) of the writer
    uint32_t live;          ///< 1: counts as existing; 0: voided or deleted
    StringView id;          ///< the target's own id
    StringView number;      ///< the target's number
    StringView natural_key; ///< the text by which we find our own documents again
    StringView state;       ///< the target's word for its state ("audited", "saved", ...)
    StringView fingerprint; ///< digest over what must be equal; empty when the call does not read the lines
    StringView scope;       ///< see Prepared::scope
};

static_assert(sizeof(BillView) == 104, "released layout");

/// A document checked and put into the target's own form, ready to be delivered.
struct Prepared
{
    uint32_t size;          ///< sizeof(Prepared) of the writer
    uint32_t reserved;      ///< 0
    StringView body;        ///< the exact bytes to send
    StringView natural_key; ///< the text by which the document can be found again in the target; never empty
    StringView fingerprint; ///< digest over what must be equal (heads, lines, quantities)
    StringView scope; ///< where a look-up must search (for bills: their date, yyyy-MM-dd); sorts as text
    StringView state; ///< the BillView::state it must have once written; empty: any will do
};

static_assert(sizeof(Prepared) == 88, "released layout");

} // namespace abi1
} // namespace duijie
