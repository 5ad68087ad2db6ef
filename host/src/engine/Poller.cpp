#include "engine/Poller.h"

#include "engine/InboxSink.h"
#include "engine/VendorReads.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>

namespace duijie::engine
{

namespace
{

constexpr int64_t DayMs = 24LL * 3'600'000;
// A sweep of a calendar begins a little earlier or later each night.
constexpr int64_t SlackMs = 3'600'000;
const std::string NightlySweep = "sweep.nightly";
const std::string WeeklySweep = "sweep.weekly";

} // namespace

std::vector<Window> splitWindows(Window span, int64_t longestMs)
{
    std::vector<Window> windows;
    if (span.toMs < span.fromMs)
    {
        return windows;
    }
    const int64_t length = longestMs > 0 ? longestMs : std::max<int64_t>(1, span.toMs - span.fromMs);
    int64_t from = span.fromMs;
    do
    {
        const int64_t to = std::min(span.toMs, from + length);
        windows.push_back({from, to});
        from = to;
    } while (from < span.toMs);
    return windows;
}

int64_t Poller::cursorMs() const
{
    int64_t value = 0;
    const auto text = _run.shared.store.cursor(_run.flow.name, InboxSink::CursorName);
    if (text)
    {
        std::from_chars(text->data(), text->data() + text->size(), value);
    }
    return value;
}

Window Poller::dueSpan(const PollSpan& span) const
{
    const int64_t cursor = cursorMs();
    // The vendor decides which rows are old enough: its clock counts where it is behind ours.
    const int64_t vendorNow =
        _run.shared.time.nowMs() + std::min<int64_t>(0, _run.flow.source->clockOffsetMs());
    Window due;
    due.fromMs = span.fromMs.value_or(
        cursor == 0 ? _run.flow.startMs : std::max(_run.flow.startMs, cursor - _run.flow.overlapMs));
    due.toMs = std::min(span.toMs.value_or(vendorNow), vendorNow - _run.flow.lagMs);
    // Vendors' times have whole seconds.
    due.fromMs -= due.fromMs % 1000;
    due.toMs -= due.toMs % 1000;
    return due;
}

bool Poller::poll(const PollSpan& span, std::string& error)
{
    const Window due = dueSpan(span);
    if (span.remedy)
    {
        return readRemedy(due, error);
    }
    const bool none = span.fromMs || span.toMs || span.sweep == Sweep::No;
    return readSpan(due, error) && (none || sweep(span.sweep, due, error));
}

bool Poller::sweepDue(const std::string& name, int64_t everyMs, int64_t nowMs) const
{
    int64_t last = 0;
    if (const auto text = _run.shared.store.state(stateScope(), name))
    {
        std::from_chars(text->data(), text->data() + text->size(), last);
    }
    return nowMs - last >= everyMs;
}

void Poller::markSwept(const std::string& name, int64_t nowMs)
{
    _run.shared.store.putState(stateScope(), name, std::to_string(nowMs), [](const store::WriteResult&) {});
}

std::string Poller::stateScope() const
{
    return "flow:" + _run.flow.name;
}

// Rows appear late: with a change time that was read over already. Once a day and once a week the past is
// read again, up to where this run began.
bool Poller::sweep(Sweep wish, const Window& due, std::string& error)
{
    const int64_t now = _run.shared.time.nowMs();
    const bool weekly = _run.flow.weeklySweepMs > 0 &&
                        sweepDue(WeeklySweep, 7 * DayMs - (wish == Sweep::Yes ? SlackMs : 0), now);
    const bool nightly =
        _run.flow.nightlySweepMs > 0 && (wish == Sweep::Yes || sweepDue(NightlySweep, DayMs, now));
    const int64_t back =
        std::max(weekly ? _run.flow.weeklySweepMs : 0, nightly ? _run.flow.nightlySweepMs : 0);
    const Window past{std::max(_run.flow.startMs, due.toMs - back), due.fromMs};
    if (back == 0 || (past.toMs > past.fromMs && !readSpan(past, error)))
    {
        return back == 0;
    }
    if (!_run.stopping())
    {
        markSwept(NightlySweep, now);
        if (weekly)
        {
            markSwept(WeeklySweep, now);
        }
    }
    return true;
}

bool Poller::readSpan(const Window& due, std::string& error)
{
    const int64_t longest = _run.flow.source->longestWindowMs(sdk::toView(_run.flow.sourcePlan->api()));
    for (const Window& window : splitWindows(due, longest))
    {
        if (_run.stopping())
        {
            return true;
        }
        // The cursor only ever says "whole up to here": a window that begins behind it leaves a hole, one
        // that ends before it is a look back. What lies before the start need not be whole.
        const int64_t wholeUpTo = std::max(_run.flow.startMs, cursorMs());
        const bool moves = window.fromMs <= wholeUpTo && window.toMs > wholeUpTo;
        if (!pollWindow(window, moves, false, error))
        {
            return false;
        }
    }
    return true;
}

// Parameters that take no window are the same for each: they are asked for once.
std::vector<Window> Poller::remedyWindows(const Window& due) const
{
    const int64_t longest = _run.flow.source->longestWindowMs(sdk::toView(_run.flow.sourcePlan->api()));
    if (_run.flow.sourcePlan->remedy()->windowed)
    {
        return splitWindows(due, longest);
    }
    return {{longest > 0 ? std::max(_run.flow.startMs, due.toMs - longest) : _run.flow.startMs, due.toMs}};
}

// What is read is stored like everything else; only the cursor knows nothing of it.
bool Poller::readRemedy(const Window& due, std::string& error)
{
    for (const Window& window : remedyWindows(due))
    {
        if (_run.stopping())
        {
            return true;
        }
        if (!pollWindow(window, false, true, error))
        {
            return false;
        }
    }
    return true;
}

bool Poller::pollWindow(Window window, bool moveCursor, bool remedy, std::string& error)
{
    InboxSink sink(_run);
    std::string sentence;
    SourceRead read{*_run.flow.source, *_run.flow.sourcePlan, _run.flow.sourceConnection, window.fromMs,
                    window.toMs};
    read.remedy = remedy;
    const Status status = readSource(_run, read, sink, sentence);
    // While stopping the sink turns records away: whatever the source then says, it was not read wholly.
    const bool whole = status.code == STATUS_OK && !_run.stopping();
    if (!sink.finish(whole && moveCursor ? std::optional<int64_t>(window.toMs) : std::nullopt))
    {
        error = _run.storeFailed(sink.error());
        return false;
    }
    if (whole || _run.stopping())
    {
        return true;
    }
    error = sentence;
    if (status.code == STATUS_UNAUTHORIZED || status.code == STATUS_MISCONFIGURED)
    {
        _run.halt(error);
    }
    return false;
}

} // namespace duijie::engine
