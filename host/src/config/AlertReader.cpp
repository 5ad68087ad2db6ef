#include "config/AlertReader.h"

#include "config/Secrets.h"
#include "config/TimeZone.h"

#include "text/Catalogue.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>

namespace duijie::config
{

namespace
{

const std::vector<std::string> Kinds = {"dingtalk", "wecom", "feishu", "webhook", "mail"};

constexpr std::size_t MostOfALabel = 60;

bool isThisMachine(const std::string& host)
{
    return host == "localhost" || host == "::1" ||
           (host.rfind("127.", 0) == 0 && host.find_first_not_of("0123456789.") == std::string::npos);
}

// "HH:mm".
bool isClock(std::string_view text)
{
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    return text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4) &&
           text.substr(0, 2) <= "23" && text.substr(3) <= "59";
}

// One address and nothing that could begin a second line or a second recipient.
bool isMailAddress(std::string_view text)
{
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>' && c != ','; });
}

void readSecret(ObjectReader& entry, const std::string& key, bool required, bool sandbox, std::string& out)
{
    out = entry.text(key, "", required);
    if (!out.empty() && !isReference(out, sandbox))
    {
        entry.problem(key, text::say("config.secret.form"));
    }
}

void readAddress(ObjectReader& entry, AlertChannel& channel, bool sandbox)
{
    channel.url = entry.text("url", "", true);
    if (!channel.url.empty() && !isReference(channel.url, sandbox))
    {
        const std::string wrong = wrongAlertUrl(channel.kind, channel.url, sandbox);
        if (!wrong.empty())
        {
            entry.problem("url", wrong);
        }
    }
    if (channel.kind != "wecom")
    {
        readSecret(entry, "secret", false, sandbox, channel.secret);
    }
    if (channel.kind == "dingtalk")
    {
        channel.format = entry.choice("format", "markdown", {"markdown", "text"});
    }
}

void readAddresses(ObjectReader& entry, AlertChannel& channel)
{
    channel.from = entry.text("from", "", true);
    if (!channel.from.empty() && !isMailAddress(channel.from))
    {
        entry.problem("from", text::say("config.alerts.mail_address", {channel.from}));
    }
    channel.to = entry.texts("to", true);
    for (const std::string& to : channel.to)
    {
        if (!to.empty() && !isMailAddress(to))
        {
            entry.problem("to", text::say("config.alerts.mail_address", {to}));
        }
    }
}

void readMail(ObjectReader& entry, AlertChannel& channel, bool sandbox)
{
    channel.host = entry.text("host", "", true);
    channel.security = entry.choice("security", "tls", {"tls", "starttls", "none"});
    const int64_t usual = channel.security == "tls" ? 465 : channel.security == "starttls" ? 587 : 25;
    channel.port = entry.integer("port", usual, 1, 65'535);
    channel.user = entry.text("user", "", false);
    readSecret(entry, "password", !channel.user.empty(), sandbox, channel.password);
    readAddresses(entry, channel);
    if (!channel.host.empty() && sandbox && !isThisMachine(channel.host))
    {
        entry.problem("host", text::say("config.alerts.sandbox"));
    }
    if (channel.security == "none" && !channel.host.empty() && !isThisMachine(channel.host))
    {
        entry.problem("security", text::say("config.alerts.open_mail"));
    }
}

AlertChannel readChannel(ObjectReader& channels, const std::string& name, bool sandbox)
{
    ObjectReader entry = channels.object(name, true);
    AlertChannel channel;
    channel.name = name;
    channel.kind = entry.text("kind", "", true);
    if (channel.kind.empty())
    {
        return channel;
    }
    if (std::find(Kinds.begin(), Kinds.end(), channel.kind) == Kinds.end())
    {
        entry.problem("kind", text::say("config.alerts.kind",
                                        {channel.kind, ObjectReader::suggest(channel.kind, Kinds)}));
        return channel; // which keys belong to it is anybody's guess
    }
    if (channel.kind == "mail")
    {
        readMail(entry, channel, sandbox);
    }
    else
    {
        readAddress(entry, channel, sandbox);
    }
    entry.finish();
    return channel;
}

void readQuiet(ObjectReader& entry, Alerts& alerts)
{
    const std::string quiet = entry.text("quiet", "", false);
    if (quiet.empty())
    {
        return;
    }
    const std::size_t dash = quiet.find('-');
    alerts.quietFrom = quiet.substr(0, dash);
    alerts.quietTo = dash == std::string::npos ? std::string() : quiet.substr(dash + 1);
    if (!isClock(alerts.quietFrom) || !isClock(alerts.quietTo) || alerts.quietFrom == alerts.quietTo)
    {
        entry.problem("quiet", text::say("config.alerts.quiet", {quiet}));
    }
}

void readAlive(ObjectReader& entry, Alerts& alerts)
{
    const std::string alive = entry.text("alive", alerts.alive, false);
    alerts.alive = alive == "off" ? std::string() : alive;
    if (alive != "off" && !isClock(alive))
    {
        entry.problem("alive", text::say("config.alerts.alive", {alive}));
    }
}

void readZone(ObjectReader& entry, const Config& config, Alerts& alerts)
{
    const std::string usual =
        config.flows.empty() ? FlowConfig().timezone : config.flows.begin()->second.timezone;
    alerts.timezone = entry.text("timezone", usual, false);
    if (!TimeZone::exists(alerts.timezone) && alerts.timezone != usual) // a flow's own was told already
    {
        entry.problem("timezone", text::say("config.flow.timezone", {alerts.timezone}));
    }
}

} // namespace

std::string wrongAlertUrl(const std::string& kind, std::string_view url, bool sandbox)
{
    try
    {
        const Poco::URI uri{std::string(url)};
        const bool http = uri.getScheme() == "http" || uri.getScheme() == "https";
        if (!http || uri.getHost().empty() || !uri.getUserInfo().empty() || !uri.getFragment().empty() ||
            std::any_of(url.begin(), url.end(), [](char c) { return c <= ' ' || c > '~'; }))
        {
            return text::say("config.alerts.url");
        }
        if (sandbox)
        {
            return isThisMachine(uri.getHost()) ? std::string() : text::say("config.alerts.sandbox");
        }
        // The robots' addresses are all that protects them.
        return kind == "webhook" || uri.getScheme() == "https" ? std::string()
                                                               : text::say("config.alerts.https");
    }
    catch (const Poco::Exception&)
    {
        return text::say("config.alerts.url");
    }
}

void readAlerts(ObjectReader& root, Config& config)
{
    ObjectReader entry = root.object("alerts", false);
    Alerts& alerts = config.alerts;
    alerts.label = entry.text("label", "", false);
    if (alerts.label.size() > MostOfALabel)
    {
        entry.problem("label", text::say("config.alerts.label", {std::to_string(MostOfALabel)}));
    }
    ObjectReader channels = entry.object("channels", false);
    for (const std::string& name : channels.takeNames())
    {
        alerts.channels.emplace(name, readChannel(channels, name, config.sandbox));
    }
    channels.finish();
    readQuiet(entry, alerts);
    readAlive(entry, alerts);
    readZone(entry, config, alerts);
    alerts.groupSeconds = entry.integer("group_seconds", alerts.groupSeconds, 0, 600);
    entry.finish();
}

} // namespace duijie::config
