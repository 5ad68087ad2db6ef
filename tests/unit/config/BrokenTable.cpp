#include "BrokenTable.h"

#include "Support.h"

#include <ostream>

namespace duijie::config::test
{

namespace
{

struct Part
{
    std::string Text::*part;
    const char* json;
    const char* says;
};

struct Setting
{
    const char* json;
    const char* says;
};

// The tables are asked for before main: no object of this file may be needed for them.
constexpr const char* Good = R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-06-01 00:00:00")";

const Part Parts[] = {
    // a flow that others fill
    {&Text::flow, R"("plugin":"p","source":"callback","target":"jdy","start":"2024-06-01 00:00:00")",
     "flows.panying.source: A flow that other flows fill"},
    {&Text::flow, R"("source":"callback","target":"jdy","start":"2024-06-01 00:00:00")",
     "flows.panying.source: A flow that other flows fill"},
    // the top
    {&Text::top, R"("language": "fr")", "language: \"fr\" is not one of \"zh\", \"en\"."},
    {&Text::top, R"("language": 5)", "language: Expected a text in quotes, found 5"},
    {&Text::top, R"("sandbox": "yes")", "sandbox: Expected true or false, found \"yes\""},
    {&Text::top, R"("sandbox": 1)", "sandbox: Expected true or false, found 1"},
    {&Text::top, R"("langauge": "en")",
     "langauge: There is no setting \"langauge\" here. Did you mean \"language\"?"},
    {&Text::top, R"("zzz": null)", "zzz: There is no setting \"zzz\" here."},
    // log and http
    {&Text::top, R"("log": {"level": "loud"})",
     "log.level: \"loud\" is not one of \"error\", \"warning\", \"information\", \"debug\"."},
    {&Text::top, R"("log": {"format": "xml"})", "log.format: \"xml\" is not one of \"text\", \"json\"."},
    {&Text::top, R"("log": {"levels": {"jdy": "all"}})",
     "log.levels.jdy: \"all\" is not one of \"error\", \"warning\""},
    {&Text::top, R"("log": {"rotate_mib": 0})", "log.rotate_mib: "},
    {&Text::top, R"("log": {"kept": 3})",
     "log.kept: There is no setting \"kept\" here. Did you mean \"keep\"?"},
    {&Text::top, R"("log": "debug")", "log: Expected an object"},
    {&Text::top, R"("http": {"listen": "8088"})", "http.listen: Expected an address and a port"},
    {&Text::top, R"("http": {"listen": "localhost:8088"})", "A host name is not taken"},
    {&Text::top, R"("http": {"listen": "127.0.0.1:0"})", "http.listen: "},
    {&Text::top, R"("http": {"listen": "127.0.0.1:70000"})", "http.listen: "},
    {&Text::top, R"("http": {"listen": "::1:8088"})", "http.listen: "},
    {&Text::top, R"("http": {"listen": "127.0.0.1:80x"})", "http.listen: "},
    // plugins
    {&Text::plugins, "", "plugins: This setting is missing"},
    {&Text::plugins, R"("plugins": [])", "plugins: Expected an object in braces, found []"},
    {&Text::plugins, R"("plugins": {})", "plugins.directories: This setting is missing"},
    {&Text::plugins, R"("plugins": {"directories": []})",
     "plugins.directories: This setting is missing or empty"},
    {&Text::plugins, R"("plugins": {"directories": "p"})", "plugins.directories: Expected a list of texts"},
    {&Text::plugins, R"("plugins": {"directories": ["a"], "allow": ["ABC"]})",
     "plugins.allow: Expected the SHA-256 of a library"},
    {&Text::plugins, R"("plugins": {"directories": ["a"], "signers": ["AAAA"]})",
     "plugins.signers: Expected a public Ed25519 key"},
    {&Text::plugins, R"("plugins": {"directories": ["a", 5]})",
     "plugins.directories: Expected a list of texts"},
    {&Text::plugins, R"("plugins": {"directories": ["a", ""]})",
     "plugins.directories: This setting is missing or empty"},
    {&Text::plugins, R"("plugins": {"directory": ["a"]})", "Did you mean \"directories\"?"},
    // store
    {&Text::store, "", "store: This setting is missing"},
    {&Text::store, R"("store": null)", "store: This setting is missing"},
    {&Text::store, R"("store": "sqlite:x")", "store: Expected an object in braces, found \"sqlite:x\""},
    {&Text::store, R"("store": {})", "store.url: This setting is missing"},
    {&Text::store, R"("store": {"url": ""})", "store.url: This setting is missing or empty"},
    {&Text::store, R"("store": {"url": "sqlite:"})",
     "store.url: Expected \"sqlite:PATH\", found \"sqlite:\""},
    {&Text::store, R"("store": {"url": "mysql://x"})", "store.url: Expected \"sqlite:PATH\""},
    {&Text::store, R"("store": {"url": "sqlite:x", "retention": 90})", "store.retention: Expected an object"},
    {&Text::store, R"("store": {"url": "sqlite:x", "retention": {"days": 90}})",
     "store.retention.days: There is no setting \"days\" here."},
    {&Text::store, R"("store": {"url": "sqlite:x", "retention": {"raw_days": -1}})",
     "store.retention.raw_days: "},
    {&Text::store, R"("store": {"url": "sqlite:x", "retention": {"max_mib": "1G"}})",
     "store.retention.max_mib: "},
    {&Text::store, R"("store": {"url": "sqlite:x", "ulr": 1})", "store.ulr: There is no setting \"ulr\""},
    // connections
    {&Text::connections, "", "connections: This setting is missing"},
    {&Text::connections, R"("connections": {"wdt": 1, "jdy": {"plugin": "p"}})",
     "connections.wdt: Expected an object"},
    {&Text::connections, R"("connections": {"wdt": {}, "jdy": {"plugin": "p"}})",
     "connections.wdt.plugin: This setting is missing"},
    {&Text::connections, R"("connections": {"wdt": {"plugin": 7}, "jdy": {"plugin": "p"}})",
     "connections.wdt.plugin: Expected a text in quotes, found 7"},
    {&Text::connections, R"("connections": {"wdt1": {"plugin": "p"}, "jdy": {"plugin": "p"}})",
     "flows.panying.source: There is no connection \"wdt\". Did you mean \"wdt1\"?"},
    // flow
    {&Text::flow, R"("source":"wdt","target":"jdy","start":"2024-06-01 00:00:00")",
     "flows.panying.plugin: A flow needs a plugin, or documents of its own"},
    {&Text::flow, R"("source":"wdt","target":"jdy","source_document":"x.json")",
     "flows.panying.target_document: The flow names a target but no target_document"},
    {&Text::flow, R"("source":"wdt","source_document":"x.json","settle_seconds":5)",
     "flows.panying.settle_seconds: There is no setting"},
    {&Text::flow,
     R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-06-01 00:00:00","datasets":["panying"])",
     "flows.panying.datasets: \"panying\" is not a flow that keeps reference data"},
    {&Text::flow,
     R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-06-01 00:00:00","sweep_hours":-1)",
     "flows.panying.sweep_hours: "},
    {&Text::flow, R"("plugin":"p","target":"jdy","start":"2024-06-01 00:00:00")",
     "flows.panying.source: This setting is missing"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"kingdee","start":"2024-06-01 00:00:00")",
     "flows.panying.target: There is no connection \"kingdee\"."},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy")",
     "flows.panying.start: This setting is missing"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":"")",
     "flows.panying.start: This setting is"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":"yesterday")",
     "flows.panying.start: \"yesterday\" is not a time of the form yyyy-MM-dd HH:mm:ss (zone Asia/Shanghai)"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-02-30 00:00:00")",
     "flows.panying.start: \"2024-02-30 00:00:00\" is not a time"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-06-01")",
     "flows.panying.start: "},
    {&Text::flow,
     R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-06-01 00>00:00","timezone":"Mars")",
     "flows.panying.start: \"2024-06-01 00>00:00\" is not a time"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":20240601)",
     "flows.panying.start: Expected a text in quotes, found 20240601"},
};

const Setting Settings[] = {
    {R"("timezone": "Mars/Olympus")", "flows.panying.timezone: There is no time zone \"Mars/Olympus\""},
    {R"("timezone": "")", "flows.panying.timezone: There is no time zone \"\""},
    {R"("enabled": "true")", "flows.panying.enabled: Expected true or false, found \"true\""},
    {R"("lag_seconds": -1)", "flows.panying.lag_seconds: Expected a whole number from 0 to 86400, found -1"},
    {R"("lag_seconds": 86401)",
     "flows.panying.lag_seconds: Expected a whole number from 0 to 86400, found 86401"},
    {R"("lag_seconds": 1.5)", "flows.panying.lag_seconds: Expected a whole number"},
    {R"("lag_seconds": "120")", "flows.panying.lag_seconds: Expected a whole number from 0 to 86400, found "
                                "\"120\". It stands without quotes."},
    {R"("lag_seconds": "2m")",
     "flows.panying.lag_seconds: Expected a whole number from 0 to 86400, found \"2m\".\n"},
    {R"("timezone": 8)", "flows.panying.timezone: Expected a text in quotes, found 8."},
    {R"("lag_seconds": true)", "flows.panying.lag_seconds: Expected a whole number"},
    {R"("lag_seconds": 18446744073709551615)", "flows.panying.lag_seconds: Expected a whole number"},
    {R"("lag_seconds": 9223372036854775808)", "flows.panying.lag_seconds: Expected a whole number"},
    {R"("overlap_minutes": 43201)", "flows.panying.overlap_minutes: Expected a whole number from 0 to 43200"},
    {R"("settle_seconds": 3601)", "flows.panying.settle_seconds: Expected a whole number from 0 to 3600"},
    {R"("concurrency": 0)", "flows.panying.concurrency: Expected a whole number from 1 to 128, found 0"},
    {R"("concurrency": 129)", "flows.panying.concurrency: Expected a whole number from 1 to 128, found 129"},
    {R"("every": "5 minutes")", "flows.panying.every: \"5 minutes\" has 2 fields"},
    {R"("every": "often")", "flows.panying.every: \"often\" is no interval"},
    {R"("every": 5)", "flows.panying.every: Expected a text in quotes, found 5"},
    {R"("every": "61 * * * *")", "flows.panying.every: The minute \"61\" is wrong: values from 0 to 59"},
    {R"("sweep_at": "0 0 30 2 *")", "flows.panying.sweep_at: \"0 0 30 2 *\" never comes"},
    {R"("audit": {"at": "x"})", "flows.panying.audit.at: \"x\" is no interval"},
    {R"("audit": {"at": "1d", "days": 0})",
     "flows.panying.audit.days: Expected a whole number from 1 to 366"},
    {R"("audit": {"when": "1d"})", "flows.panying.audit.when: There is no setting \"when\""},
    {R"("audit": "1d")", "flows.panying.audit: Expected an object"},
    {R"("on_change": "update")",
     "flows.panying.on_change: \"update\" is not one of \"report\", \"update_unaudited\"."},
    {R"("batch": "all")", "flows.panying.batch: \"all\" is not one of \"best_effort\", \"all_or_nothing\"."},
    {R"("batch": {})", "flows.panying.batch: Expected a text in quotes, found {}"},
    {R"("source_document": "absent.json")", "flows.panying.source_document: There is no file "},
    {R"("target_document": "gone/absent.json")", "absent.json"},
    {R"("target_document": ".")", "flows.panying.target_document: There is no file "},
    {R"("settle_second": 3)", "There is no setting \"settle_second\" here. Did you mean \"settle_seconds\"?"},
    {R"("lag": 3)", "flows.panying.lag: There is no setting \"lag\" here."},
};

// One channel: CHANNEL(R"("kind": "wecom")").
#define CHANNEL(members) "{\"channels\": {\"ops\": {" members "}}}"
#define MAIL(members)                                                                                        \
    CHANNEL(R"("kind": "mail", "host": "smtp.example.com", "from": "a@b.c", "to": ["d@e.f"], )" members)

const Setting Alerts[] = {
    {"7", "alerts: Expected an object"},
    {R"({"channel": {}})",
     "alerts.channel: There is no setting \"channel\" here. Did you mean \"channels\"?"},
    {R"({"channels": []})", "alerts.channels: Expected an object"},
    {R"({"channels": {"ops": 1}})", "alerts.channels.ops: Expected an object"},
    {R"({"channels": {"ops": {}}})", "alerts.channels.ops.kind: This setting is missing"},
    {CHANNEL(R"("kind": "dingtak")"), "alerts.channels.ops.kind: There is no kind of channel \"dingtak\": "
                                      "dingtalk, wecom, feishu, webhook, mail. Did you mean \"dingtalk\"?"},
    {CHANNEL(R"("kind": "wecom")"), "alerts.channels.ops.url: This setting is missing"},
    {CHANNEL(R"("kind": "wecom", "url": "qyapi.weixin.qq.com/TOKENTOKEN")"),
     "alerts.channels.ops.url: Expected a whole web address"},
    {CHANNEL(R"("kind": "wecom", "url": "http://qyapi.weixin.qq.com/TOKENTOKEN")"),
     "alerts.channels.ops.url: A robot's address begins with https://"},
    {CHANNEL(R"("kind": "feishu", "url": "https://u:TOKENTOKEN@open.feishu.cn/")"),
     "alerts.channels.ops.url: Expected a whole web address"},
    {CHANNEL(R"("kind": "feishu", "url": "https://open.feishu.cn/a b")"),
     "alerts.channels.ops.url: Expected a whole web address"},
    {CHANNEL(R"("kind": "webhook", "url": "ftp://example.com/")"),
     "alerts.channels.ops.url: Expected a whole"},
    {CHANNEL(R"("kind": "wecom", "url": "env:X", "secret": "env:Y")"),
     "alerts.channels.ops.secret: There is no setting \"secret\""},
    {CHANNEL(R"("kind": "dingtalk", "url": "env:X", "secret": "SECTOKENTOKEN")"),
     "alerts.channels.ops.secret: A secret is given by reference"},
    {CHANNEL(R"("kind": "dingtalk", "url": "env:X", "secret": "plain:TOKENTOKEN")"),
     "alerts.channels.ops.secret: A secret is given by reference"},
    {CHANNEL(R"("kind": "dingtalk", "url": "env:X", "format": "html")"),
     "alerts.channels.ops.format: \"html\" is not one of \"markdown\", \"text\"."},
    {CHANNEL(R"("kind": "wecom", "url": "env:X", "format": "text")"),
     "alerts.channels.ops.format: There is no setting \"format\""},
    {CHANNEL(R"("kind": "mail", "from": "a@b.c", "to": ["d@e.f"])"),
     "alerts.channels.ops.host: This setting is missing"},
    {CHANNEL(R"("kind": "mail", "host": "h", "from": "a", "to": ["d@e.f"])"),
     "alerts.channels.ops.from: \"a\" is no mail address"},
    {CHANNEL(R"("kind": "mail", "host": "h", "from": "a@b.c", "to": [])"),
     "alerts.channels.ops.to: This setting is missing"},
    {CHANNEL(R"("kind": "mail", "host": "h", "from": "a@b.c", "to": ["Li <d@e.f>"])"),
     "alerts.channels.ops.to: \"Li <d@e.f>\" is no mail address"},
    {MAIL(R"("security": "ssl")"), "alerts.channels.ops.security: \"ssl\" is not one of"},
    {MAIL(R"("security": "none")"),
     "alerts.channels.ops.security: Without TLS mail goes to a server on this"},
    {MAIL(R"("port": 0)"), "alerts.channels.ops.port: Expected a whole number from 1 to 65535"},
    {MAIL(R"("user": "u")"), "alerts.channels.ops.password: This setting is missing"},
    {MAIL(R"("user": "u", "password": "TOKENTOKEN")"),
     "alerts.channels.ops.password: A secret is given by reference"},
    {R"({"quiet": "22-7"})", "alerts.quiet: \"22-7\" is no span of a day"},
    {R"({"quiet": "22:00"})", "alerts.quiet: \"22:00\" is no span of a day"},
    {R"({"quiet": "22:00-24:00"})", "alerts.quiet: \"22:00-24:00\" is no span of a day"},
    {R"({"quiet": "07:00-07:00"})", "alerts.quiet: \"07:00-07:00\" is no span of a day"},
    {R"({"alive": "9:00"})", "alerts.alive: \"9:00\" is no time of day"},
    {R"({"alive": ""})", "alerts.alive: \"\" is no time of day"},
    {R"({"alive": false})", "alerts.alive: Expected a text in quotes"},
    {R"({"timezone": "Mars"})", "alerts.timezone: There is no time zone \"Mars\""},
    {R"({"group_seconds": 601})", "alerts.group_seconds: Expected a whole number from 0 to 600"},
    {R"({"label": "0123456789012345678901234567890123456789012345678901234567890123"})",
     "alerts.label: The label has more than 60 bytes"},
};

#undef MAIL
#undef CHANNEL

} // namespace

std::ostream& operator<<(std::ostream& out, const Broken& broken)
{
    return out << broken.change;
}

std::vector<Broken> brokenParts()
{
    std::vector<Broken> out;
    for (const Part& part : Parts)
    {
        Text text;
        text.*part.part = part.json;
        if (text.top.empty())
        {
            text.top = R"("sandbox": false)";
        }
        out.push_back({text.whole(), part.json, part.says});
    }
    return out;
}

std::vector<Broken> brokenSettings()
{
    std::vector<Broken> out;
    for (const Setting& setting : Settings)
    {
        Text text;
        text.flow = std::string(Good) + ", " + setting.json;
        out.push_back({text.whole(), setting.json, setting.says});
    }
    return out;
}

std::vector<Broken> brokenAlerts()
{
    std::vector<Broken> out;
    for (const Setting& setting : Alerts)
    {
        out.push_back({withAlerts(setting.json), setting.json, setting.says});
    }
    return out;
}

} // namespace duijie::config::test
