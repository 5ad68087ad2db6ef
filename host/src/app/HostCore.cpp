#include "app/HostCore.h"

#include "config/Secrets.h"

namespace duijie::app
{

engine::SecretResolver secretsOf(const config::Config& config)
{
    return [places = config.secrets](std::string_view reference, std::string& error)
    { return config::resolveSecret(reference, places, error); };
}

namespace
{

// Two processes must not rotate one file: it belongs to the one that holds the store.
ops::LogChoice owned(ops::LogChoice choice, store::Access access)
{
    choice.file = access == store::Access::Own;
    return choice;
}

} // namespace

HostCore::HostCore(const config::Config& config, store::Access access, const engine::StopFlag& stop,
                   ops::LogChoice log)
    : _config(std::make_shared<const config::Config>(config)),
      _log(config.log, owned(std::move(log), access), _time, _redactor), _disk(_log, stop),
      _store(store::openStore(config.storeUrl, access, {[this] { return _time.nowMs(); }, &_disk})),
      _quota(_time, *_store), _shared{_time, _log, *_store, _quota, _redactor, stop, secretsOf(config)},
      _plugins(config)
{
    _shared.watch = &_calls;
    for (const plugin::Entry& entry : _plugins.entries())
    {
        if (!entry.loaded)
        {
            _log.write({LOG_WARNING, "plugins", entry.reason});
        }
    }
}

std::shared_ptr<const config::Config> HostCore::config() const
{
    const std::lock_guard lock(_configMutex);
    return _config;
}

void HostCore::setConfig(std::shared_ptr<const config::Config> config)
{
    const std::lock_guard lock(_configMutex);
    _config = std::move(config);
}

} // namespace duijie::app
