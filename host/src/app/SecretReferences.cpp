#include "app/SecretReferences.h"

#include "config/AlertReader.h"
#include "config/Secrets.h"

namespace duijie::app
{

namespace
{

class Collector
{
public:
    explicit Collector(bool plain) : _plain(plain) {}

    void add(const std::string& path, const std::string& value, const std::string& addressOf = "")
    {
        if (config::isReference(value, _plain))
        {
            _all.push_back({path, value, addressOf});
        }
    }

    void add(const config::Connection& connection, const PluginSet& plugins)
    {
        const auto spec = plugins.specOf(connection.plugin);
        if (!spec)
        {
            return;
        }
        const sdk::Settings settings(*spec, connection.settings);
        for (const sdk::Setting& setting : spec->settings())
        {
            if (setting.kind == sdk::SettingKind::Secret)
            {
                add("connections." + connection.name + "." + setting.name, settings.text(setting.name));
            }
        }
    }

    void add(const config::AlertChannel& channel)
    {
        const std::string path = "alerts.channels." + channel.name + ".";
        add(path + "url", channel.url, channel.kind);
        add(path + "secret", channel.secret);
        add(path + "password", channel.password);
    }

    std::vector<SecretReference> take() { return std::move(_all); }

private:
    const bool _plain;
    std::vector<SecretReference> _all;
};

} // namespace

std::vector<SecretReference> secretReferences(const config::Config& config, const PluginSet& plugins)
{
    Collector collector(config.sandbox);
    for (const auto& [name, connection] : config.connections)
    {
        collector.add(connection, plugins);
    }
    for (const auto& [name, channel] : config.alerts.channels)
    {
        collector.add(channel);
    }
    return collector.take();
}

std::string wrongWith(const SecretReference& reference, const config::Config& config)
{
    std::string error;
    const auto value = config::resolveSecret(reference.value, config.secrets, error);
    return !value || reference.addressOf.empty()
               ? error
               : config::wrongAlertUrl(reference.addressOf, *value, config.sandbox);
}

} // namespace duijie::app
