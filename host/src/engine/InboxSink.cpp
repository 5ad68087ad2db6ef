#include "engine/InboxSink.h"

#include "engine/Door.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Text.h"

#include <algorithm>
#include <cstring>
#include <deque>

namespace duijie::engine
{

namespace
{

constexpr int MostPagesUnderWay = 8;

store::Digest digestOf(std::string_view payload)
{
    const auto full = sdk::sha256(payload);
    store::Digest digest;
    std::copy_n(full.begin(), digest.size(), digest.begin());
    return digest;
}

} // namespace

// The records' views point into `texts`, whose strings never move.
struct InboxSink::Page
{
    std::deque<std::string> texts;
    std::vector<store::NewRecord> records;
    std::vector<std::string*> payloads; // one a record

    std::string& keep(StringView text) { return texts.emplace_back(sdk::toStd(text)); }

    /// Those that wait to be sent now, with their bytes: nobody looks at the page's own any more.
    std::vector<store::LoadedRecord> waiting(const store::WriteResult& result, int64_t nowMs);
};

std::vector<store::LoadedRecord> InboxSink::Page::waiting(const store::WriteResult& result, int64_t nowMs)
{
    std::vector<store::LoadedRecord> out;
    for (std::size_t i = 0; i < std::min(payloads.size(), result.waiting.size()); ++i)
    {
        if (result.waiting[i] != 0)
        {
            store::LoadedRecord& loaded = out.emplace_back();
            loaded.row.seq = result.waiting[i];
            loaded.row.key = records[i].key;
            loaded.row.number = records[i].number;
            loaded.row.eventMs = records[i].eventMs;
            loaded.row.receivedMs = loaded.row.changedMs = nowMs;
            loaded.payload = std::move(*payloads[i]);
        }
    }
    return out;
}

InboxSink::InboxSink(RunContext& run) : _run(run), _filling(std::make_unique<Page>()) {}

InboxSink::~InboxSink()
{
    waitForRoom(0); // pages under way refer to this object
}

Status InboxSink::document(SourceDocument document) noexcept
{
    try
    {
        const RecordView& view = document.record;
        store::NewRecord record;
        record.key = _filling->keep(view.key);
        record.number = _filling->keep(view.number);
        std::string& payload = _filling->keep(view.payload);
        record.payload = payload;
        record.eventMs = view.event_time_ms;
        record.digest = digestOf(record.payload);
        Admission admission = admit(_run, std::move(document));
        record.state = admission.state;
        record.reason = std::move(admission.reason);
        _filling->records.push_back(std::move(record));
        _filling->payloads.push_back(&payload);
        ++_run.progress.fetched;
        return {_run.stopping() ? STATUS_CANCELLED : STATUS_OK, 0};
    }
    catch (const std::exception& e)
    {
        const std::lock_guard lock(_mutex);
        _error = e.what();
        return {STATUS_CANCELLED, 0};
    }
}

Status InboxSink::pageEnd(int64_t) noexcept
{
    try
    {
        if (_kept)
        {
            submit(std::nullopt);
        }
        _kept = std::exchange(_filling, std::make_unique<Page>());
        const bool goOn = waitForBackPressure();
        const std::lock_guard lock(_mutex);
        _cut = _cut || !goOn;
        return {_error.empty() && goOn && !_run.stopping() ? STATUS_OK : STATUS_CANCELLED, 0};
    }
    catch (const std::exception& e)
    {
        const std::lock_guard lock(_mutex);
        _error = e.what();
        return {STATUS_CANCELLED, 0};
    }
}

// Quick, and perhaps too many: among those under way are repeats, and some are not to be sent.
int64_t InboxSink::toBeSent() const
{
    const Progress& p = _run.progress;
    return p.stored - p.skipped - p.invalid - p.written - p.confirmed - p.held - p.dead;
}

// Only beyond the limit is the store asked, which must know of all pages then.
bool InboxSink::tooMuchUnsent()
{
    if (_run.flow.groups())
    {
        return false; // they are sent when all is read: waiting would never end
    }
    {
        const std::lock_guard lock(_mutex);
        if (toBeSent() + _recordsUnderWay <= _run.flow.mostUnsent)
        {
            return false;
        }
    }
    waitForRoom(0);
    const store::StateCounts counts = _run.shared.store.counts(_run.flow.name);
    const auto of = [&](store::RecordState state) { return counts[static_cast<std::size_t>(state)]; };
    return of(store::RecordState::Received) + of(store::RecordState::Sending) +
               of(store::RecordState::Retrying) + of(store::RecordState::Unknown) >
           _run.flow.mostUnsent;
}

// Reading far ahead of writing only fills the disk. False: nobody sends, so waiting would never end.
bool InboxSink::waitForBackPressure()
{
    uint64_t seen = 0;
    while (!_run.stopping() && tooMuchUnsent())
    {
        if (!_run.sends)
        {
            return false;
        }
        seen = _run.waitSignal(seen, 200);
    }
    return true;
}

void InboxSink::submit(std::optional<int64_t> cursorMs)
{
    waitForRoom(MostPagesUnderWay - 1);
    const std::shared_ptr<Page> page = _kept ? std::move(_kept) : std::make_unique<Page>();
    store::PageWrite write;
    write.flow = _run.flow.name;
    write.records = page->records;
    const int64_t nowMs = _run.shared.time.nowMs();
    write.nowMs = nowMs;
    write.moveCursor = cursorMs.has_value();
    write.cursorName = CursorName;
    write.cursor = std::to_string(cursorMs.value_or(0));
    {
        const std::lock_guard lock(_mutex);
        ++_underWay;
        _recordsUnderWay += static_cast<int64_t>(page->records.size());
    }
    _run.shared.store.writePage(
        std::move(write),
        [this, page, nowMs](const store::WriteResult& result)
        {
            // New skipped and invalid ones are counted from the result's share:
            // repeats were judged in an earlier run.
            for (std::size_t i = 0; result.ok && i < page->records.size(); ++i)
            {
                if (i < result.done.size() && !result.done[i])
                {
                    continue;
                }
                const store::NewRecord& record = page->records[i];
                if (record.state == store::RecordState::Skipped)
                {
                    _run.progress.countSkip(record.reason);
                }
                _run.progress.invalid += record.state == store::RecordState::Invalid ? 1 : 0;
            }
            _run.progress.stored += result.inserted;
            _run.progress.repeated += result.repeated;
            _run.progress.changed += result.changed;
            // A newer version takes its batch over from the older one: only the
            // store knows it.
            if (result.ok && _run.sends && _run.flow.batch == BatchMode::BestEffort && !_run.flow.groups())
            {
                _run.arrivals.add(page->waiting(result, nowMs));
            }
            _run.signal();
            {
                // Under the lock to the end: whoever waits for room may destroy this
                // object right after.
                const std::lock_guard lock(_mutex);
                if (!result.ok)
                {
                    _error = result.error;
                }
                --_underWay;
                _recordsUnderWay -= static_cast<int64_t>(page->records.size());
                _run.shared.crew.wake(_changed);
            }
        });
}

void InboxSink::waitForRoom(int mostUnderWay)
{
    std::unique_lock lock(_mutex);
    while (_underWay > mostUnderWay)
    {
        _run.shared.crew.wait(lock, _changed, -1);
    }
}

bool InboxSink::finish(std::optional<int64_t> cursorMs)
{
    if (!_filling->records.empty())
    {
        if (_kept)
        {
            submit(std::nullopt);
        }
        _kept = std::exchange(_filling, std::make_unique<Page>());
    }
    // A cursor says that everything before it is stored: once a page was refused, it stays where it is.
    waitForRoom(0);
    const auto cursor = _error.empty() && !_cut ? cursorMs : std::nullopt;
    if (_kept || cursor)
    {
        submit(cursor);
    }
    waitForRoom(0);
    _run.signal();
    return _error.empty();
}

} // namespace duijie::engine
