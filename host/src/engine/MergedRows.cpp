#include "engine/MergedRows.h"

#include "duijie/sdk/Json.h"

#include <algorithm>
#include <deque>

namespace duijie::engine
{

std::string bundleKey(const std::string& firstMember)
{
    return "merge:" + firstMember;
}

MergedRows mergeRows(const plan::Grouping& grouping, const std::vector<store::LoadedRecord>& records)
{
    std::deque<sdk::JsonDocument> documents;
    std::vector<sdk::JsonValue> rows;
    for (const store::LoadedRecord& record : records)
    {
        // What cannot be read has no group, which is told of it.
        documents.emplace_back().parse(record.payload);
        rows.push_back(documents.back().root());
    }
    MergedRows out;
    std::vector<plan::GroupedRow> made;
    grouping.apply(rows, made, out.problems);
    for (plan::GroupedRow& row : made)
    {
        std::string problem;
        MergedRow& merged = out.rows.emplace_back();
        merged.key = bundleKey(records[row.members.front()].row.key);
        merged.number = grouping.groupOf(rows[row.members.front()], problem);
        merged.payload = std::move(row.json);
        merged.members = std::move(row.members);
        for (const std::size_t member : merged.members)
        {
            merged.eventMs = std::max(merged.eventMs, records[member].row.eventMs);
        }
    }
    return out;
}

} // namespace duijie::engine
