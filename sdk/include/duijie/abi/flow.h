// A flow as a plugin: documents, and the rules a document cannot express.
#pragma once

#include "duijie/abi/host.h"

namespace duijie
{
inline namespace abi1
{

/// "duijie.flow/1".
class Flow
{
public:
    static constexpr const char* IID = "duijie.flow/1";

    /// [control] Puts the metadata document of this name: "source", "target", or a dataset's;
    /// STATUS_NOT_FOUND for any other name.
    virtual Status document(StringView name, TextSink& out) noexcept = 0;

    /// [control] Puts JSON: {"datasets":[{"id":<uuid in the documents>,"name":<document
    /// name>,"side":"source|target"}]}.
    virtual void datasets(TextSink& out) noexcept = 0;

    /// [any] Rules a document cannot express. STATUS_OK: may be mapped; STATUS_REJECTED: can never become a
    /// document (the record is `invalid`), the reason through context.fail.
    virtual Status check(CallContext& context, const RecordView& record) noexcept = 0;

protected:
    ~Flow() = default;
};

} // namespace abi1
} // namespace duijie
