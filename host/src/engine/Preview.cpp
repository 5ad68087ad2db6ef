#include "engine/Preview.h"

#include "engine/Datasets.h"
#include "engine/Door.h"
#include "engine/MergedRows.h"
#include "engine/RecordMapper.h"
#include "engine/RunContext.h"
#include "engine/VendorReads.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <unordered_set>

namespace duijie::engine
{

namespace
{

using store::RecordState;

class Previewer final : public DocumentSink
{
public:
    Previewer(RunContext& run, Datasets& datasets, std::size_t most, std::size_t lookAt)
        : _run(run), _mapper(run, datasets), _most(most), _lookAt(lookAt)
    {
    }

    Status document(SourceDocument document) noexcept override
    {
        try
        {
            if (!enough() && _seen.insert(std::string(sdk::toStd(document.record.key))).second)
            {
                take(std::move(document));
            }
            return {enough() || _run.stopping() ? STATUS_CANCELLED : STATUS_OK, 0};
        }
        catch (const std::exception&)
        {
            return {STATUS_CANCELLED, 0};
        }
    }

    Status pageEnd(int64_t) noexcept override { return {STATUS_OK, 0}; }

    bool enough() const { return _written >= _most || _seen.size() >= _lookAt; }

    Preview result()
    {
        Preview preview;
        preview.seen = static_cast<int64_t>(_seen.size());
        mapMerged();
        std::stable_partition(_documents.begin(), _documents.end(),
                              [](const PreviewedDocument& each)
                              { return each.state == RecordState::Received; });
        if (_documents.size() > _most)
        {
            _documents.resize(_most);
        }
        preview.documents = std::move(_documents);
        return preview;
    }

private:
    void take(SourceDocument read)
    {
        const RecordView& record = read.record;
        PreviewedDocument document;
        document.key = sdk::toStd(record.key);
        document.number = sdk::toStd(record.number);
        document.raw = sdk::toStd(record.payload);
        Admission admission = admit(_run, std::move(read));
        document.state = admission.state;
        document.reason = std::move(admission.reason);
        if (document.state == RecordState::Received && _run.flow.groups())
        {
            store::LoadedRecord& row = _rows.emplace_back();
            row.row.key = document.key;
            row.row.number = document.number;
            row.payload = std::move(document.raw);
            return;
        }
        if (document.state == RecordState::Received)
        {
            map(document);
        }
        _written += document.state == RecordState::Received ? 1 : 0;
        _documents.push_back(std::move(document));
    }

    // The bills of what was looked at; of what was not, there may be more in them.
    void mapMerged()
    {
        if (!_run.flow.groups())
        {
            return;
        }
        MergedRows merged = mergeRows(_run.flow.targetPlan->grouping(), _rows);
        for (MergedRow& row : merged.rows)
        {
            PreviewedDocument& document = _documents.emplace_back();
            document.key = std::move(row.key);
            document.number = std::move(row.number);
            document.raw = std::move(row.payload);
            map(document);
        }
        for (const plan::GroupProblem& problem : merged.problems)
        {
            for (const std::size_t member : problem.members)
            {
                PreviewedDocument& document = _documents.emplace_back();
                document.key = _rows[member].row.key;
                document.number = _rows[member].row.number;
                document.raw = _rows[member].payload;
                document.state = RecordState::Held;
                document.reason = problem.message;
            }
        }
    }

    void map(PreviewedDocument& document)
    {
        Mapping mapping = _mapper.map(document.key, document.number, document.raw, true, &document.values);
        document.body = std::move(mapping.body);
        document.naturalKey = std::move(mapping.naturalKey);
        document.reason = std::move(mapping.reason);
        document.state = mapping.outcome == Mapping::Outcome::Ready  ? RecordState::Received
                         : mapping.outcome == Mapping::Outcome::Held ? RecordState::Held
                                                                     : RecordState::Dead;
    }

    RunContext& _run;
    RecordMapper _mapper;
    const std::size_t _most;
    const std::size_t _lookAt;
    std::size_t _written = 0;
    std::unordered_set<std::string> _seen; // pages and windows overlap
    std::vector<PreviewedDocument> _documents;
    std::vector<store::LoadedRecord> _rows; // that are to be merged
};

} // namespace

Preview preview(const FlowParts& flow, Shared& shared, const PollSpan& span, std::size_t most,
                std::size_t lookAt)
{
    Preview failed;
    Progress counters;
    RunContext run(flow, shared, counters, 0);
    Datasets datasets(flow, shared.store);
    if (!datasets.refresh(run, failed.error))
    {
        return failed;
    }
    run.references = &datasets;
    PollSpan whole = span;
    whole.fromMs = span.fromMs.value_or(flow.startMs);
    const int64_t longest = flow.source->longestWindowMs(sdk::toView(flow.sourcePlan->api()));
    std::vector<Window> windows = splitWindows(Poller(run).dueSpan(whole), longest);
    Previewer previewer(run, datasets, most, lookAt);
    for (auto at = windows.rbegin(); at != windows.rend() && !previewer.enough() && !run.stopping(); ++at)
    {
        const SourceRead read{*flow.source, *flow.sourcePlan, flow.sourceConnection, at->fromMs, at->toMs};
        if (readSource(run, read, previewer, failed.error).code != STATUS_OK && !previewer.enough())
        {
            return failed;
        }
    }
    return previewer.result();
}

} // namespace duijie::engine
