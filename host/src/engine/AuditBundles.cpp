#include "engine/AuditBundles.h"

#include "engine/MergedRows.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::engine
{

using store::RecordState;

void AuditBundles::take(const RecordView& record, const std::string& day, bool wanted)
{
    const std::string key(sdk::toStd(record.key));
    Row& row = _rows[key];
    row.number = sdk::toStd(record.number);
    row.payload = sdk::toStd(record.payload);
    row.day = day;
    row.wanted = wanted;
    _new.push_back(key);
}

std::vector<AuditBundle> AuditBundles::takeNew()
{
    std::vector<AuditBundle> out;
    // Of the period first: a bundle counts there.
    std::stable_partition(_new.begin(), _new.end(),
                          [&](const std::string& key) { return !_rows[key].day.empty(); });
    for (const std::string& key : _new)
    {
        const Row& row = _rows[key];
        const int64_t bundle = bundleOf(key);
        if (bundle != 0 && _known.insert(bundle).second)
        {
            AuditBundle one = made(bundle);
            one.day = row.day;
            if (!one.key.empty())
            {
                out.push_back(std::move(one));
            }
        }
        else if (bundle == 0 && row.wanted && !row.day.empty())
        {
            out.push_back({key, row.number, {}, row.day, text::say("engine.audit.unmerged"), true});
        }
    }
    _new.clear();
    return out;
}

// A newer version that was reported stands beside the one that is in the bill.
int64_t AuditBundles::bundleOf(const std::string& key)
{
    for (const store::LoadedRecord& version : _run.shared.store.find(_run.flow.name, key))
    {
        if (version.row.key == key && version.row.state == RecordState::Merged)
        {
            return version.row.bundle;
        }
    }
    return 0;
}

AuditBundle AuditBundles::made(int64_t bundle)
{
    AuditBundle out;
    std::vector<store::LoadedRecord> records;
    for (const store::RecordRow& member : _run.shared.store.members(bundle))
    {
        const auto read = _rows.find(member.key);
        if (read == _rows.end())
        {
            const auto stored = _run.shared.store.loadThese({member.seq});
            records.insert(records.end(), stored.begin(), stored.end());
        }
        else if (read->second.wanted)
        {
            records.push_back({member, read->second.payload, 0});
        }
    }
    if (records.empty())
    {
        return out; // none of them is to be billed any more
    }
    const std::vector<store::LoadedRecord> stored = _run.shared.store.loadThese({bundle});
    const MergedRows merged = mergeRows(_run.flow.targetPlan->grouping(), records);
    out.key = stored.empty() ? std::string() : stored.front().row.key;
    out.number = stored.empty() ? std::string() : stored.front().row.number;
    if (merged.rows.empty())
    {
        out.problem = merged.problems.front().message;
        return out;
    }
    // Records that do not belong together any more: the bill differs from the first of what they are now.
    out.payload = merged.rows.front().payload;
    return out;
}

} // namespace duijie::engine
