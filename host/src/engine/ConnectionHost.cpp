#include "engine/ConnectionHost.h"

#include "engine/CallScope.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <cstring>

namespace duijie::engine
{

namespace
{

// A service answers with a status whatever happens inside: nothing thrown may reach the plugin.
template <typename Body> Status answered(Body&& body) noexcept
{
    try
    {
        return {static_cast<uint32_t>(body()), 0};
    }
    catch (const std::exception&)
    {
        return {STATUS_INTERNAL, 0};
    }
}

LogLevel toLevel(uint32_t level) noexcept
{
    return level > LOG_HOST_MISBEHAVING ? LOG_WARNING : static_cast<LogLevel>(level);
}

/// One for all connections: who reads is a matter of the process.
class Readers final : public Audience
{
public:
    void language(TextSink& out) noexcept override { out.put(sdk::toView(sdk::tagOf(text::language()))); }
};

Readers g_readers;

} // namespace

ConnectionHost::ConnectionHost(Shared& shared, std::string connection)
    : _shared(shared), _connection(std::move(connection))
{
}

void* ConnectionHost::query(const char* iid) noexcept
{
    const auto is = [iid](const char* id) { return std::strcmp(iid, id) == 0; };
    if (is(Log::IID))
    {
        return static_cast<Log*>(this);
    }
    if (is(Clock::IID))
    {
        return static_cast<Clock*>(this);
    }
    if (is(Quota::IID))
    {
        return static_cast<Quota*>(&_shared.quota);
    }
    if (is(Secrets::IID))
    {
        return static_cast<Secrets*>(this);
    }
    if (is(Lookup::IID))
    {
        return static_cast<Lookup*>(this);
    }
    if (is(State::IID))
    {
        return static_cast<State*>(this);
    }
    if (is(Audience::IID))
    {
        return static_cast<Audience*>(&g_readers);
    }
    return nullptr;
}

uint32_t ConnectionHost::enabled(uint32_t level) noexcept
{
    return _shared.log.enabled(toLevel(level), _connection) ? 1 : 0;
}

void ConnectionHost::write(uint32_t level, StringView message) noexcept
{
    answered(
        [&]
        {
            const std::string redacted = _shared.redactor.redact(sdk::toStd(message));
            // What a plugin says while it works on a call is about that call.
            const CallScope* const scope = CallScope::ofThisThread();
            _shared.log.write(scope != nullptr ? scope->entry(toLevel(level), _connection, redacted)
                                               : LogEntry{toLevel(level), _connection, redacted});
            return STATUS_OK;
        });
}

int64_t ConnectionHost::nowMs() noexcept
{
    return _shared.time.nowMs();
}

int64_t ConnectionHost::monotonicMs() noexcept
{
    return _shared.time.monotonicMs();
}

Status ConnectionHost::resolve(StringView reference, TextSink& out) noexcept
{
    return answered(
        [&]
        {
            std::string error;
            const auto value = _shared.secrets(sdk::toStd(reference), error);
            if (!value)
            {
                _shared.log.write({LOG_ERROR, _connection, error});
                return STATUS_MISCONFIGURED;
            }
            _shared.redactor.conceal(*value);
            out.put(sdk::toView(*value));
            return STATUS_OK;
        });
}

void ConnectionHost::conceal(StringView value) noexcept
{
    answered(
        [&]
        {
            _shared.redactor.conceal(sdk::toStd(value));
            return STATUS_OK;
        });
}

Status ConnectionHost::find(StringView dataset, StringView field, StringView value, TextSink& out) noexcept
{
    return answered(
        [&]
        {
            if (!_finder)
            {
                return STATUS_UNSUPPORTED;
            }
            std::string row;
            const StatusCode code = _finder(sdk::toStd(dataset), sdk::toStd(field), sdk::toStd(value), row);
            if (code == STATUS_OK)
            {
                out.put(sdk::toView(row));
            }
            return code;
        });
}

Status ConnectionHost::get(StringView name, TextSink& out) noexcept
{
    return answered(
        [&]
        {
            const auto value =
                _shared.store.state("connection:" + _connection, std::string(sdk::toStd(name)));
            if (!value || value->empty()) // an empty value was put to remove it
            {
                return STATUS_NOT_FOUND;
            }
            out.put(sdk::toView(*value));
            return STATUS_OK;
        });
}

Status ConnectionHost::put(StringView name, StringView value) noexcept
{
    return answered(
        [&]
        {
            const store::WriteResult result = _shared.store.durably(
                [&](store::Done done)
                {
                    _shared.store.putState("connection:" + _connection, std::string(sdk::toStd(name)),
                                           std::string(sdk::toStd(value)), std::move(done));
                });
            return result.ok ? STATUS_OK : STATUS_INTERNAL;
        });
}

} // namespace duijie::engine
