#include "app/AlertChannels.h"

#include "config/AlertReader.h"
#include "config/TimeZone.h"

#include "ops/Mail.h"

#include <Poco/Environment.h>

namespace duijie::app
{

namespace
{

// Collects what the configuration only refers to.
class References
{
public:
    References(const engine::SecretResolver& secrets, const std::string& path, config::Problems& problems)
        : _secrets(secrets), _path(path), _problems(problems)
    {
    }

    std::string value(const std::string& reference, const char* key)
    {
        if (reference.empty())
        {
            return {};
        }
        std::string error;
        const auto value = _secrets(reference, error);
        if (!value)
        {
            problem(key, error);
        }
        return value.value_or(std::string());
    }

    void problem(const char* key, const std::string& sentence)
    {
        _problems.push_back({_path + "." + key, sentence});
        good = false;
    }

    bool good = true;

private:
    const engine::SecretResolver& _secrets;
    const std::string _path;
    config::Problems& _problems;
};

std::unique_ptr<ops::Channel> openMail(const config::AlertChannel& channel, const ops::ChannelParts& parts,
                                       References& references)
{
    ops::MailSettings mail;
    mail.host = channel.host;
    mail.port = static_cast<uint16_t>(channel.port);
    mail.security = channel.security == "tls"        ? ops::MailSecurity::Tls
                    : channel.security == "starttls" ? ops::MailSecurity::StartTls
                                                     : ops::MailSecurity::None;
    mail.user = channel.user;
    mail.password = references.value(channel.password, "password");
    mail.from = channel.from;
    mail.to = channel.to;
    return references.good ? ops::makeMail(parts, std::move(mail)) : nullptr;
}

std::unique_ptr<ops::Channel> open(const config::AlertChannel& channel, bool sandbox,
                                   const ops::ChannelParts& parts, References& references)
{
    if (channel.kind == "mail")
    {
        return openMail(channel, parts, references);
    }
    const bool isAddress = channel.url.rfind("http", 0) == 0;
    const std::string url = isAddress ? channel.url : references.value(channel.url, "url");
    const std::string secret = references.value(channel.secret, "secret");
    if (!references.good)
    {
        return nullptr;
    }
    if (const std::string wrong = config::wrongAlertUrl(channel.kind, url, sandbox); !wrong.empty())
    {
        references.problem("url", wrong);
        return nullptr;
    }
    if (channel.kind == "dingtalk")
    {
        return ops::makeDingTalk(parts, url, secret,
                                 channel.format == "text" ? ops::Markup::Plain : ops::Markup::Markdown);
    }
    return channel.kind == "wecom"    ? ops::makeWeCom(parts, url)
           : channel.kind == "feishu" ? ops::makeFeishu(parts, url, secret)
                                      : ops::makeWebhook(parts, url, secret);
}

} // namespace

ops::Sender senderOf(const config::Config& config)
{
    ops::Sender sender;
    sender.machine = Poco::Environment::nodeName();
    sender.label = config.alerts.label.empty() ? sender.machine : config.alerts.label;
    sender.localTime = [zone = config::TimeZone(config.alerts.timezone)](int64_t ms)
    { return zone.format(ms); };
    return sender;
}

std::vector<ops::NamedChannel> openChannels(const config::Config& config, const std::string& only,
                                            const ops::ChannelParts& parts,
                                            const engine::SecretResolver& secrets, config::Problems& problems)
{
    std::vector<ops::NamedChannel> out;
    for (const auto& [name, channel] : config.alerts.channels)
    {
        if (!only.empty() && only != name)
        {
            continue;
        }
        References references(secrets, "alerts.channels." + name, problems);
        if (auto opened = open(channel, config.sandbox, parts, references))
        {
            out.push_back({name, std::move(opened)});
        }
    }
    return out;
}

} // namespace duijie::app
