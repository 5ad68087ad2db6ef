#include "engine/CallScope.h"

#include "engine/ConnectionHost.h"

#include "text/Catalogue.h"

#include "duijie/sdk/PerThread.h"
#include "duijie/sdk/Text.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace duijie::engine
{

namespace
{

std::atomic<int64_t> lastNumber{0};

// Scopes need not end in the order they began: in the simulation many of the engine's threads are one.
std::vector<const CallScope*>& scopesHere()
{
    DUIJIE_PER_THREAD(std::vector<const CallScope*>, scopes);
    return scopes;
}

} // namespace

CallScope::CallScope(CallTag tag, const Shared& shared, store::Store* steps)
    : _tag(std::move(tag)), _number(++lastNumber), _stop(shared.stop), _redactor(shared.redactor),
      _steps(steps), _log(&shared.log), _watch(shared.watch), _quota(&shared.quota)
{
    scopesHere().push_back(this);
}

CallScope::CallScope(CallTag tag, const StopFlag& stop, const Redactor& redactor, store::Store* steps)
    : _tag(std::move(tag)), _number(++lastNumber), _stop(stop), _redactor(redactor), _steps(steps),
      _log(nullptr), _watch(nullptr), _quota(nullptr)
{
    scopesHere().push_back(this);
}

CallScope::~CallScope()
{
    std::vector<const CallScope*>& scopes = scopesHere();
    scopes.erase(std::remove(scopes.begin(), scopes.end(), this), scopes.end());
}

const CallScope* CallScope::ofThisThread() noexcept
{
    const std::vector<const CallScope*>& scopes = scopesHere();
    return scopes.empty() ? nullptr : scopes.back();
}

LogEntry CallScope::entry(LogLevel level, std::string_view component, std::string_view message) const noexcept
{
    return {level, component, message, _tag.flow, _tag.runId, _tag.seq, _number, _tag.attempt};
}

void CallScope::tellOf(const store::CallRow& row) const
{
    if (_watch != nullptr)
    {
        _watch->ended(row);
    }
    if (_log != nullptr && _log->enabled(LOG_DEBUG, _tag.connection))
    {
        _log->write(entry(LOG_DEBUG, _tag.connection,
                          row.operation + " " + row.method + " " + row.path + " " +
                              std::to_string(row.httpStatus) + ", " + std::to_string(row.durationMs) +
                              " ms, " + text::say("app.outcome." + std::to_string(row.outcome)) +
                              (row.message.empty() ? "" : ": " + row.message)));
    }
}

uint32_t CallScope::cancelled() noexcept
{
    return _stop.load(std::memory_order_relaxed) ? 1 : 0;
}

void CallScope::fail(StringView message) noexcept
{
    try
    {
        std::string redacted = _redactor.redact(sdk::toStd(message));
        const std::lock_guard lock(_mutex);
        _message = std::move(redacted);
    }
    catch (const std::exception&)
    {
        return; // out of memory: the status alone must do
    }
}

void CallScope::called(const CallInfo& call) noexcept
{
    if (call.size < sizeof(CallInfo))
    {
        return; // there is no shorter form
    }
    try
    {
        store::CallRow row;
        row.startedMs = call.started_ms;
        row.durationMs = call.duration_ms;
        row.connection = _tag.connection;
        row.bucket = sdk::toStd(call.bucket);
        row.flow = _tag.flow;
        row.runId = _tag.runId;
        row.seq = _tag.seq;
        row.attempt = _tag.attempt;
        row.operation = sdk::toStd(call.operation);
        row.method = sdk::toStd(call.method);
        row.path = sdk::toStd(call.path);
        row.httpStatus = call.http_status;
        row.outcome = call.outcome;
        row.requestBytes = call.request_bytes;
        row.responseBytes = call.response_bytes;
        if (call.excerpt.size > 0)
        {
            row.excerpt = _redactor.redact(sdk::toStd(call.excerpt));
        }
        if (call.request.size > 0)
        {
            row.request = _redactor.redact(sdk::toStd(call.request));
        }
        if (call.message.size > 0)
        {
            row.message = _redactor.redact(sdk::toStd(call.message));
        }
        if (_quota != nullptr)
        {
            _quota->ended(*this, row.httpStatus != 0);
        }
        tellOf(row);
        const std::lock_guard lock(_mutex);
        _calls.push_back(std::move(row));
    }
    catch (const std::exception&)
    {
        return;
    }
}

Status CallScope::intend(StringView step, StringView id) noexcept
{
    try
    {
        if (_steps == nullptr)
        {
            fail(sdk::toView(text::say("engine.step.reading", {_tag.connection, sdk::toStd(step)})));
            return {STATUS_UNSUPPORTED, 0};
        }
        store::StepRow row;
        row.seq = _tag.seq;
        row.runId = _tag.runId;
        row.step = sdk::toStd(step);
        row.targetId = sdk::toStd(id);
        const store::WriteResult result =
            _steps->durably([&](store::Done done) { _steps->writeStep(std::move(row), std::move(done)); });
        if (!result.ok)
        {
            fail(sdk::toView(text::say("engine.store.failed", {result.error})));
            return {STATUS_UNAVAILABLE, 0};
        }
        return {STATUS_OK, 0};
    }
    catch (const std::exception&)
    {
        return {STATUS_UNAVAILABLE, 0}; // no memory: nothing is done
    }
}

std::string CallScope::message(std::string_view fallback) const
{
    const std::lock_guard lock(_mutex);
    return _message.empty() ? std::string(fallback) : _message;
}

std::vector<store::CallRow> CallScope::takeCalls()
{
    const std::lock_guard lock(_mutex);
    return std::exchange(_calls, {});
}

} // namespace duijie::engine
