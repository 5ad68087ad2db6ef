// What the engine reads a source with: records judged by the plan's conditions and in the shape the plan
// gives them.
#pragma once

#include "duijie/abi/host.h"

#include <string>

namespace duijie::engine
{

/// A record of a source, or one of several that the plan makes of it. Views are valid during the call.
struct SourceDocument
{
    enum class Kind
    {
        Ready,
        LeftOut,   ///< by the plan's conditions, for `reason`
        Unreadable ///< it is no JSON object, or cannot be brought into the plan's shape
    };

    const RecordView& record; ///< key and payload as they are stored
    Kind kind = Kind::Ready;
    std::string reason;
};

/// Takes what readSource() reads. Called by one thread.
class DocumentSink
{
public:
    /// STATUS_CANCELLED: stop reading.
    virtual Status document(SourceDocument document) noexcept = 0;

    /// As RecordSink::pageEnd().
    virtual Status pageEnd(int64_t total) noexcept = 0;

protected:
    ~DocumentSink() = default;
};

} // namespace duijie::engine
