// Reading: freezes a window, has the source read it, stores records page by page and the cursor with the last
// one.
#pragma once

#include "engine/RunContext.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace duijie::engine
{

/// A closed time interval, Unix milliseconds.
struct Window
{
    int64_t fromMs = 0;
    int64_t toMs = 0;
};

/// Splits a span into windows no longer than `longestMs` (0: any length). Neighbours share their border:
/// intervals are closed, and a row read twice is free while a row between two windows would be lost.
std::vector<Window> splitWindows(Window span, int64_t longestMs);

/// Whether a run reads the past again, for rows that appeared late.
enum class Sweep
{
    WhenDue, ///< once a day, with the first run that comes
    No,
    Yes ///< now; the longer one when its week is over
};

/// What a run reads: the operator's own span, or what the cursor says.
struct PollSpan
{
    std::optional<int64_t> fromMs;
    std::optional<int64_t> toMs;
    Sweep sweep = Sweep::WhenDue; ///< never with a span of the operator's own
    /// Instead of all that: what the source document's `omissionRemedy` asks for; the document must have one.
    bool remedy = false;
};

/// What the run of a remedy is called among a flow's runs.
constexpr const char* RemedyTrigger = "remedy";

class Poller
{
public:
    explicit Poller(RunContext& run) : _run(run) {}

    /// Reads everything due. False: the source could not be read wholly; `error` says why. What was read is
    /// stored and the cursor stands where it is whole.
    bool poll(const PollSpan& span, std::string& error);

    /// The span that would be read now.
    Window dueSpan(const PollSpan& span) const;

private:
    bool readSpan(const Window& due, std::string& error);
    bool sweep(Sweep wish, const Window& due, std::string& error);
    bool sweepDue(const std::string& name, int64_t everyMs, int64_t nowMs) const;
    void markSwept(const std::string& name, int64_t nowMs);
    std::vector<Window> remedyWindows(const Window& due) const;
    bool readRemedy(const Window& due, std::string& error);
    bool pollWindow(Window window, bool moveCursor, bool remedy, std::string& error);
    int64_t cursorMs() const;
    std::string stateScope() const;

    RunContext& _run;
};

} // namespace duijie::engine
