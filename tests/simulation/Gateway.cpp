#include "Gateway.h"

#include "duijie/sdk/Text.h"

#include <utility>

namespace duijie::simulation
{

namespace
{

constexpr int64_t SlowestThereMs = 150; // the engine allows for a quarter of a second
constexpr int64_t SlowestBackMs = 600;
constexpr int64_t TimeoutMs = 30'000;

} // namespace

Gateway::Gateway(Scheduler& scheduler, uint64_t seed, std::string bucket, uint32_t callsPerMinute)
    : _scheduler(scheduler), _random(seed), _bucket(std::move(bucket)), _limit(callsPerMinute)
{
}

void Gateway::declare(engine::Shared& shared)
{
    _shared = &shared;
    shared.quota.declare(sdk::toView(_bucket), _limit, WindowMs);
}

Status Gateway::call(CallContext& context, const char* operation, Wire wire,
                     const std::function<Status()>& answer)
{
    if (const Status turn = _shared->quota.acquire(context, sdk::toView(_bucket)); turn.code != STATUS_OK)
    {
        context.fail(sdk::toView("the host's quota gave no turn"));
        return turn;
    }
    const int64_t started = _scheduler.nowMs();
    const bool outlives = _random.chance(50);
    _scheduler.step(operation);
    _scheduler.sleep(_random.below(SlowestThereMs));
    if (_scheduler.dead())
    {
        if (outlives && wire == Wire::Fine) // it had left before the process died
        {
            count();
            answer();
        }
        return {STATUS_CANCELLED, 0};
    }
    Status status{STATUS_UNKNOWN, 0};
    if (wire == Wire::NotSent)
    {
        status.code = STATUS_NOT_SENT;
    }
    else
    {
        count();
        const Status there = wire == Wire::CutBefore ? status : answer();
        status = wire == Wire::Fine ? there : status;
    }
    const bool silent = status.code == STATUS_UNKNOWN && _random.chance(50);
    _scheduler.sleep(silent ? TimeoutMs : _random.below(SlowestBackMs));
    _scheduler.step("answer");
    if (_scheduler.dead())
    {
        return {STATUS_CANCELLED, 0};
    }
    tell(context, operation, started, status);
    return status;
}

void Gateway::count()
{
    const int64_t now = _scheduler.nowMs();
    _arrivals.push_back(now);
    while (_arrivals.front() <= now - WindowMs)
    {
        _arrivals.pop_front();
    }
    if (_arrivals.size() > _limit && _diedMs < _arrivals.front())
    {
        _violations.push_back(_bucket + ": " + std::to_string(_arrivals.size()) + " calls in a minute, " +
                              std::to_string(_limit) + " are allowed");
    }
}

void Gateway::tell(CallContext& context, const char* operation, int64_t startedMs, const Status& status)
{
    ++_told;
    CallInfo info{};
    info.size = sizeof(CallInfo);
    info.started_ms = startedMs;
    info.duration_ms = static_cast<uint32_t>(_scheduler.nowMs() - startedMs);
    info.outcome = status.code;
    info.operation = sdk::toView(operation);
    info.bucket = sdk::toView(_bucket);
    context.called(info);
    if (status.code != STATUS_OK)
    {
        context.fail(sdk::toView(std::string(operation) + ": answer " + std::to_string(status.code)));
    }
    if (status.retry_after_ms > 0)
    {
        _shared->quota.pause(sdk::toView(_bucket), status.retry_after_ms);
    }
}

} // namespace duijie::simulation
