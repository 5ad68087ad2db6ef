#include "engine/ReadingMark.h"

namespace duijie::engine
{

namespace
{

const std::string Name = "merge.reading";
constexpr const char* Open = "open";
constexpr const char* Whole = "whole";

std::string scopeOf(const RunContext& run)
{
    return "flow:" + run.flow.name;
}

} // namespace

ReadingMark::ReadingMark(RunContext& run, const PollSpan& span)
    : _run(run), _ordinary(!span.fromMs && !span.toMs && !span.remedy)
{
    if (run.flow.groups())
    {
        _open = run.shared.store.state(scopeOf(run), Name).value_or(Whole) == Open;
        write(Open);
    }
}

void ReadingMark::ended(bool whole) noexcept
{
    if (!_run.flow.groups() || !whole || _run.stopping() || (_open && !_ordinary))
    {
        return;
    }
    try
    {
        write(Whole);
        _run.readWhole = !_run.halted();
    }
    catch (const std::exception& e)
    {
        _run.haltForStore(e.what());
    }
}

void ReadingMark::write(const char* value)
{
    const store::WriteResult result = _run.shared.store.durably(
        [&](store::Done done) { _run.shared.store.putState(scopeOf(_run), Name, value, std::move(done)); });
    if (!result.ok)
    {
        _run.haltForStore(result.error);
    }
}

} // namespace duijie::engine
