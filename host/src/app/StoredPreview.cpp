#include "app/StoredPreview.h"

#include "app/Explanation.h"

#include "engine/MergedRows.h"
#include "engine/RecordMapper.h"

#include <algorithm>
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

// So many waiting records are merged to be shown; the first of them are the first to be written.
constexpr int MostMerged = 2000;

// The bills that those which wait would become now, explained as bundles without being made; then those that
// cannot be merged.
std::vector<engine::PreviewedDocument> waitingBills(HostSession& session)
{
    std::vector<store::LoadedRecord> rows =
        session.store().load(session.flow().name, RecordState::Received, 0, MostMerged);
    std::vector<engine::PreviewedDocument> out;
    const auto single = std::stable_partition(
        rows.begin(), rows.end(), [](const store::LoadedRecord& each) { return each.row.isBundle(); });
    std::for_each(rows.begin(), single,
                  [&](const store::LoadedRecord& bundle) { out.push_back(previewOf(session, bundle)); });
    rows.erase(rows.begin(), single);
    engine::MergedRows merged = engine::mergeRows(session.flow().targetPlan->grouping(), rows);
    for (engine::MergedRow& row : merged.rows)
    {
        store::LoadedRecord bill = rows[row.members.front()];
        bill.row.bundle = bill.row.seq;
        bill.row.key = std::move(row.key);
        bill.row.number = std::move(row.number);
        bill.payload = std::move(row.payload);
        out.push_back(previewOf(session, bill));
    }
    for (const plan::GroupProblem& problem : merged.problems)
    {
        for (const std::size_t member : problem.members)
        {
            engine::PreviewedDocument& document = out.emplace_back();
            document.key = rows[member].row.key;
            document.number = rows[member].row.number;
            document.raw = rows[member].payload;
            document.state = RecordState::Held;
            document.reason = problem.message;
        }
    }
    return out;
}

std::vector<engine::PreviewedDocument> notWritten(HostSession& session, RecordState state, std::size_t most)
{
    std::vector<engine::PreviewedDocument> out;
    if (session.flow().groups() && state == RecordState::Received)
    {
        out = waitingBills(session);
        out.resize(std::min(out.size(), most));
        return out;
    }
    for (const store::LoadedRecord& record :
         session.store().load(session.flow().name, state, 0, static_cast<int>(most)))
    {
        out.push_back(previewOf(session, record));
    }
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
        for (engine::PreviewedDocument& document : notWritten(session, state, room))
        {
            preview.documents.push_back(std::move(document));
        }
    }
    preview.seen = static_cast<int64_t>(preview.documents.size());
    return preview;
}

} // namespace duijie::app
