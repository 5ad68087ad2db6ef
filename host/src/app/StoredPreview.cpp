#include "app/StoredPreview.h"

#include "app/Explanation.h"

#include "engine/MergedRows.h"
#include "engine/RecordMapper.h"

#include <algorithm>
#include <iterator>
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

// The bills that those which wait would become now. They are explained as bundles, without being made.
std::vector<store::LoadedRecord> waitingBills(HostSession& session)
{
    std::vector<store::LoadedRecord> rows =
        session.store().load(session.flow().name, RecordState::Received, 0, MostMerged);
    std::vector<store::LoadedRecord> bills;
    const auto single = std::stable_partition(
        rows.begin(), rows.end(), [](const store::LoadedRecord& each) { return each.row.isBundle(); });
    std::move(rows.begin(), single, std::back_inserter(bills));
    rows.erase(rows.begin(), single);
    for (engine::MergedRow& row : engine::mergeRows(session.flow().targetPlan->grouping(), rows).rows)
    {
        store::LoadedRecord& bill = bills.emplace_back(rows[row.members.front()]);
        bill.row.bundle = bill.row.seq;
        bill.row.key = std::move(row.key);
        bill.row.number = std::move(row.number);
        bill.payload = std::move(row.payload);
    }
    return bills;
}

std::vector<store::LoadedRecord> notWritten(HostSession& session, RecordState state, std::size_t most)
{
    std::vector<store::LoadedRecord> records =
        session.flow().groups() && state == RecordState::Received
            ? waitingBills(session)
            : session.store().load(session.flow().name, state, 0, static_cast<int>(most));
    records.resize(std::min(records.size(), most));
    return records;
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
        for (const store::LoadedRecord& record : notWritten(session, state, room))
        {
            preview.documents.push_back(previewOf(session, record));
        }
    }
    preview.seen = static_cast<int64_t>(preview.documents.size());
    return preview;
}

} // namespace duijie::app
