// Reading records.
#pragma once

#include "duijie/abi/host.h"

namespace duijie
{
inline namespace abi1
{

/// One reading of a source.
struct PollRequest
{
    uint32_t size;     ///< sizeof(PollRequest) of the writer
    uint32_t reserved; ///< 0
    /// JSON: {"api","method","id","number","page_size","page_param","size_param","params":{..},
    /// "connector":{..}}; `connector` is the object of that name in the document, as it stands there: what
    /// only this connector understands (list key, page order and the like). Absent when the document has
    /// none.
    StringView plan;
    int64_t from_ms;   ///< window, both ends included, Unix milliseconds
    int64_t to_ms;     ///< never later than the vendor's own now
    StringView number; ///< not empty: read this one document by its number, without a window
};

static_assert(sizeof(PollRequest) == 56, "released layout");

/// Takes what was read. Ownership: of the host; valid during the poll call it is passed to.
class RecordSink
{
public:
    /// [poll] One record; copied. STATUS_CANCELLED: stop reading.
    virtual Status record(const RecordView& record) noexcept = 0;

    /// [poll] A page was handed over whole. `total` is what the vendor said the window holds, or -1 when it
    /// did not say. Here the host may store, and may make the source wait.
    virtual Status pageEnd(int64_t total) noexcept = 0;

protected:
    ~RecordSink() = default;
};

/// "duijie.source/1".
class Source
{
public:
    static constexpr const char* IID = "duijie.source/1";

    /// [control] Milliseconds of the longest window `api` accepts; 0: any length.
    virtual int64_t longestWindowMs(StringView api) noexcept = 0;

    /// [poll] Reads the whole window, or the one document, and hands every record over at least once.
    /// STATUS_OK means wholly read: pages complete and their rows not fewer than the vendor's own count.
    virtual Status poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept = 0;

    /// [poll] The vendor's clock minus this machine's, milliseconds, as last seen in an answer; 0 when never
    /// seen.
    virtual int64_t clockOffsetMs() noexcept = 0;

protected:
    ~Source() = default;
};

} // namespace abi1
} // namespace duijie
