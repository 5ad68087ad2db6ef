#include "ops/Alive.h"

#include "ops/QuietHours.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"

#include <charconv>

namespace duijie::ops
{

using store::RecordState;

namespace
{

constexpr const char* Scope = "alerts";
constexpr const char* Name = "alive";

int64_t countOf(const store::StateCounts& counts, RecordState state)
{
    return counts[static_cast<std::size_t>(state)];
}

int64_t waitingForAPerson(const store::StateCounts& counts)
{
    return countOf(counts, RecordState::Held) + countOf(counts, RecordState::Dead) +
           countOf(counts, RecordState::RolledBack) + countOf(counts, RecordState::RollbackStuck) +
           countOf(counts, RecordState::ChangedAfterSync);
}

} // namespace

Alive::Alive(std::string at, std::vector<std::string> flows, std::function<std::string(int64_t)> localTime,
             store::Store& store)
    : _at(std::move(at)), _flows(std::move(flows)), _localTime(std::move(localTime)), _store(store)
{
    sdk::JsonDocument document;
    const auto text = store.state(Scope, Name);
    if (text && document.parse(*text))
    {
        _day = document.root().find("day").text();
    }
}

std::string Alive::memoryOf(const std::string& day) const
{
    sdk::JsonWriter json;
    json.beginObject().key("day").string(day).key("done").beginObject();
    for (const std::string& flow : _flows)
    {
        json.key(flow).number(countOf(_store.counts(flow), RecordState::Done));
    }
    json.endObject().endObject();
    return json.take();
}

int64_t Alive::doneBefore(const std::string& flow) const
{
    int64_t done = 0;
    sdk::JsonDocument document;
    const auto text = _store.state(Scope, Name);
    if (text && document.parse(*text))
    {
        const std::string_view number = document.root().find("done").find(flow).text();
        std::from_chars(number.data(), number.data() + number.size(), done);
    }
    return done;
}

std::optional<Notice> Alive::due(int64_t nowMs)
{
    const std::string local = _localTime(nowMs);
    if (_at.empty() || _day >= dayOf(local))
    {
        return std::nullopt;
    }
    const bool reached = clockOf(local) >= _at;
    if (_day.empty())
    {
        // It begins today: with today's time when that is still to come, else tomorrow's. Either way this is
        // where counting begins.
        const std::string before = dayOf(_localTime(nowMs - 86'400'000));
        _day = reached ? dayOf(local) : before;
        remember();
        return std::nullopt;
    }
    if (!reached)
    {
        return std::nullopt;
    }
    Notice notice;
    notice.kind = NoticeKind::Alive;
    notice.id = Name;
    notice.atMs = nowMs;
    int64_t waiting = 0;
    for (const std::string& flow : _flows)
    {
        const store::StateCounts counts = _store.counts(flow);
        const int64_t waits = waitingForAPerson(counts);
        const int64_t done = std::max<int64_t>(0, countOf(counts, RecordState::Done) - doneBefore(flow));
        notice.happened += (notice.happened.empty() ? "" : " ") +
                           text::say("ops.alive.flow", {flow, std::to_string(done), std::to_string(waits)});
        waiting += waits;
    }
    notice.advice = waiting > 0 ? text::say("ops.alive.advice") : std::string();
    return notice;
}

void Alive::told(int64_t nowMs)
{
    _day = dayOf(_localTime(nowMs));
    remember();
}

// Waited for: after a reload another one asks the store at once.
void Alive::remember()
{
    _store.durably([this](store::Done done)
                   { _store.putState(Scope, Name, memoryOf(_day), std::move(done)); });
}

} // namespace duijie::ops
