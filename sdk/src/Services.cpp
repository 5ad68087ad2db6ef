#include "duijie/sdk/Services.h"

#include "Say.h"

#include <chrono>

namespace duijie::sdk
{

namespace
{

template <typename Service> Service* ask(Host& host) noexcept
{
    return static_cast<Service*>(host.query(Service::IID));
}

} // namespace

void StringSink::put(StringView text) noexcept
{
    _text.assign(toStd(text));
}

Services::Services(Host& host) noexcept
    : _log(ask<Log>(host)), _clock(ask<Clock>(host)), _quota(ask<Quota>(host)), _secrets(ask<Secrets>(host)),
      _lookup(ask<Lookup>(host)), _state(ask<State>(host))
{
}

Language Services::languageOf(Host& host)
{
    StringSink tag;
    if (auto* audience = ask<Audience>(host); audience != nullptr)
    {
        audience->language(tag);
    }
    return sdk::languageOf(tag.text());
}

void Services::log(LogLevel level, std::string_view message) const noexcept
{
    if (_log != nullptr && _log->enabled(level) != 0)
    {
        _log->write(level, toView(message));
    }
}

int64_t Services::nowMs() const noexcept
{
    if (_clock != nullptr)
    {
        return _clock->nowMs();
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

int64_t Services::monotonicMs() const noexcept
{
    if (_clock != nullptr)
    {
        return _clock->monotonicMs();
    }
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

void Services::declareQuota(std::string_view bucket, uint32_t limit, uint32_t windowMs) const noexcept
{
    if (_quota != nullptr)
    {
        _quota->declare(toView(bucket), limit, windowMs);
    }
}

Status Services::acquire(CallContext& context, std::string_view bucket) const noexcept
{
    return _quota != nullptr ? _quota->acquire(context, toView(bucket)) : Status{STATUS_OK, 0};
}

void Services::pause(std::string_view bucket, uint32_t ms) const noexcept
{
    if (_quota != nullptr)
    {
        _quota->pause(toView(bucket), ms);
    }
}

std::optional<std::string> Services::secret(std::string_view reference) const
{
    StringSink sink;
    if (_secrets == nullptr || _secrets->resolve(toView(reference), sink).code != STATUS_OK)
    {
        return std::nullopt;
    }
    return sink.take();
}

void Services::conceal(std::string_view value) const noexcept
{
    if (_secrets != nullptr)
    {
        _secrets->conceal(toView(value));
    }
}

std::optional<std::string> Services::lookup(std::string_view dataset, std::string_view field,
                                            std::string_view value) const
{
    StringSink sink;
    if (_lookup == nullptr ||
        _lookup->find(toView(dataset), toView(field), toView(value), sink).code != STATUS_OK)
    {
        return std::nullopt;
    }
    return sink.take();
}

std::optional<std::string> Services::state(std::string_view name) const
{
    StringSink sink;
    if (_state == nullptr || _state->get(toView(name), sink).code != STATUS_OK)
    {
        return std::nullopt;
    }
    return sink.take();
}

void Services::putState(std::string_view name, std::string_view value) const noexcept
{
    if (_state != nullptr && _state->put(toView(name), toView(value)).code != STATUS_OK)
    {
        log(LOG_WARNING, say("sdk.state.not_kept", {name}));
    }
}

} // namespace duijie::sdk
