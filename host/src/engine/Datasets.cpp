#include "engine/Datasets.h"

#include "engine/VendorReads.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>

namespace duijie::engine
{

namespace
{

// A first reading begins here: before any book was opened on these systems.
constexpr int64_t BeginningOfTime = 1'262'304'000'000; // 2010-01-01 00:00:00 UTC, 13 digits as vendors expect

constexpr std::size_t RowsPerWrite = 1000;

// Takes reference rows into memory and into the store.
class DatasetSink final : public DocumentSink
{
public:
    DatasetSink(plan::Dataset& dataset, store::Store& store, std::string name)
        : _dataset(dataset), _store(store), _name(std::move(name))
    {
    }

    Status document(SourceDocument document) noexcept override
    {
        try
        {
            if (document.kind != SourceDocument::Kind::Ready)
            {
                refused += document.kind == SourceDocument::Kind::Unreadable ? 1 : 0;
                return {STATUS_OK, 0};
            }
            const RecordView& record = document.record;
            const std::string_view json = sdk::toStd(record.payload);
            if (!_dataset.put(sdk::toStd(record.key), json, record.event_time_ms))
            {
                ++refused;
                return {STATUS_OK, 0};
            }
            ++taken;
            _rows.push_back({std::string(sdk::toStd(record.key)), std::string(json), record.event_time_ms});
            return {STATUS_OK, 0};
        }
        catch (const std::exception&)
        {
            return {STATUS_CANCELLED, 0};
        }
    }

    Status pageEnd(int64_t) noexcept override
    {
        return _rows.size() < RowsPerWrite || flush({}) ? Status{STATUS_OK, 0} : Status{STATUS_CANCELLED, 0};
    }

    /// Stores what is left; with a cursor when everything was read.
    bool flush(std::string cursor) noexcept
    {
        try
        {
            const store::WriteResult result = _store.durably(
                [&](store::Done done)
                { _store.writeDataset(_name, std::move(_rows), std::move(cursor), std::move(done)); });
            _rows.clear();
            error = result.error;
            return result.ok;
        }
        catch (const std::exception& e)
        {
            error = e.what();
            return false;
        }
    }

    int64_t taken = 0;
    int64_t refused = 0;
    std::string error;

private:
    plan::Dataset& _dataset;
    store::Store& _store;
    const std::string _name;
    std::vector<store::DatasetRow> _rows;
};

const std::string MissingScope = "missing:";

int64_t toMs(const std::optional<std::string>& text, int64_t fallback)
{
    int64_t value = fallback;
    if (text)
    {
        std::from_chars(text->data(), text->data() + text->size(), value);
    }
    return value;
}

} // namespace

Datasets::Datasets(const FlowParts& flow, store::Store& store) : _flow(flow), _store(store)
{
    for (const DatasetPart& part : flow.datasets)
    {
        auto dataset = std::make_unique<plan::Dataset>();
        store.datasetRows(storeName(part),
                          [&](const store::DatasetRow& row) { dataset->put(row.key, row.json, row.order); });
        _datasets.emplace(part.id, std::move(dataset));
    }
}

// Rows belong to the account they were read from: ids differ from one account book to the next.
std::string Datasets::storeName(const DatasetPart& part) const
{
    return part.connection + "/" + part.key;
}

const plan::Dataset* Datasets::dataset(std::string_view id) const
{
    const auto found = _datasets.find(id);
    return found == _datasets.end() ? nullptr : found->second.get();
}

bool Datasets::refresh(RunContext& run, std::string& error)
{
    return std::all_of(_flow.datasets.begin(), _flow.datasets.end(),
                       [&](const DatasetPart& part) { return refreshOne(run, part, error); });
}

bool Datasets::refreshOne(RunContext& run, const DatasetPart& part, std::string& error)
{
    const int64_t cursor = toMs(_store.datasetCursor(storeName(part)), 0);
    const int64_t from = cursor == 0 ? std::max(part.startMs, BeginningOfTime) : cursor - _flow.overlapMs;
    const int64_t to = run.shared.time.nowMs() + std::min<int64_t>(0, part.source->clockOffsetMs());
    DatasetSink sink(*_datasets.at(part.id), _store, storeName(part));
    std::string sentence;
    if (readSource(run, {*part.source, *part.plan, part.connection, from, to}, sink, sentence).code !=
        STATUS_OK)
    {
        error = text::say("engine.dataset.failed", {part.name, part.plan->api(), sentence});
        return false;
    }
    if (!sink.flush(std::to_string(to)))
    {
        error = run.storeFailed(sink.error);
        return false;
    }
    _changed += sink.taken;
    return true;
}

bool Datasets::fetchMissing(RunContext& run, const std::string& datasetId, const std::string& field,
                            const std::string& value)
{
    const auto part = std::find_if(_flow.datasets.begin(), _flow.datasets.end(),
                                   [&](const DatasetPart& p) { return p.id == datasetId; });
    if (part == _flow.datasets.end() || field != "number" || !_asked.emplace(datasetId, value).second ||
        knownMissing(run, *part, value))
    {
        return false;
    }
    DatasetSink sink(*_datasets.at(part->id), _store, storeName(*part));
    std::string sentence;
    const SourceRead read{*part->source,           *part->plan,
                          part->connection,        std::max(part->startMs, BeginningOfTime),
                          run.shared.time.nowMs(), value};
    const Status status = readSource(run, read, sink, sentence);
    if (status.code == STATUS_NOT_FOUND || (status.code == STATUS_OK && sink.taken == 0))
    {
        _store.putState(MissingScope + storeName(*part), value, std::to_string(run.shared.time.nowMs()),
                        [](const store::WriteResult&) {});
    }
    return status.code == STATUS_OK && sink.taken > 0 && sink.flush({});
}

// A number that the vendor did not know a moment ago need not be paid for again. When it is made there, the
// next reading of what changed brings it anyway.
bool Datasets::knownMissing(RunContext& run, const DatasetPart& part, const std::string& value) const
{
    const int64_t asked = toMs(_store.state(MissingScope + storeName(part), value), 0);
    const int64_t age = run.shared.time.nowMs() - asked;
    return asked != 0 && age >= 0 && age < _flow.missingMs;
}

StatusCode Datasets::find(std::string_view api, std::string_view field, std::string_view value,
                          std::string& out) const
{
    for (const DatasetPart& part : _flow.datasets)
    {
        if (part.plan->api() == api)
        {
            auto row = _datasets.at(part.id)->row(field, value);
            out = row ? std::move(*row) : std::string();
            return row ? STATUS_OK : STATUS_NOT_FOUND;
        }
    }
    return STATUS_UNSUPPORTED; // not kept by this flow: says nothing about what the target has
}

} // namespace duijie::engine
