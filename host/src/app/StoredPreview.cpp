#include "app/StoredPreview.h"

#include "app/Explanation.h"

#include "engine/RecordMapper.h"

#include <utility>

namespace duijie::app
{

namespace
{

using store::RecordState;

constexpr RecordState NotWritten[] = {RecordState::Received, RecordState::Retrying, RecordState::Held,
                                      RecordState::Dead};

engine::PreviewedDocument previewOf(HostSession& session, const store::LoadedRecord& record)
{
    engine::PreviewedDocument out;
    out.key = record.row.key;
    out.number = record.row.number;
    out.raw = record.payload;
    Explanation explanation = explain(session, record);
    out.values = std::move(explanation.traces);
    if (explanation.mapped.ok())
    {
        out.state = RecordState::Received;
        out.body = std::move(explanation.mapped.body);
        return out;
    }
    out.state = explanation.mapped.waits() ? RecordState::Held : RecordState::Dead;
    out.reason = engine::joinErrors(explanation.mapped.errors, session.flow());
    return out;
}

} // namespace

engine::Preview previewStored(HostSession& session, std::size_t most)
{
    engine::Preview preview;
    for (const RecordState state : NotWritten)
    {
        const std::size_t room = most - preview.documents.size();
        if (room == 0)
        {
            break;
        }
        for (const store::LoadedRecord& record :
             session.store().load(session.flow().name, state, 0, static_cast<int>(room)))
        {
            preview.documents.push_back(previewOf(session, record));
        }
    }
    preview.seen = static_cast<int64_t>(preview.documents.size());
    return preview;
}

} // namespace duijie::app
