#include "app/HostCore.h"

#include "config/Secrets.h"

#include <Poco/Path.h>

namespace duijie::app
{

engine::SecretResolver secretsOf(const config::Config& config)
{
    const std::string folder = Poco::Path(config.file).parent().toString();
    return [folder, plain = config.sandbox](std::string_view reference, std::string& error)
    { return config::resolveSecret(reference, folder, plain, error); };
}

HostCore::HostCore(const config::Config& config, store::Access access, const engine::StopFlag& stop,
                   const std::string& logLevel)
    : _config(config), _log(logLevel), _disk(_log, stop),
      _store(store::openStore(config.storeUrl, access, {[this] { return _time.nowMs(); }, &_disk})),
      _quota(_time, *_store), _shared{_time, _log, *_store, _quota, _redactor, stop, secretsOf(config)},
      _plugins(config)
{
    for (const plugin::Entry& entry : _plugins.entries())
    {
        if (!entry.loaded)
        {
            _log.write(LOG_WARNING, "plugins", entry.reason);
        }
    }
}

} // namespace duijie::app
