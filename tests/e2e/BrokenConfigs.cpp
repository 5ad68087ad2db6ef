#include "BrokenConfigs.h"

#include <stdexcept>

namespace duijie::e2e
{

const char* const GoodConfig = R"({
  "language": "zh",
  "plugins": { "directories": ["/usr/lib/duijie/plugins"] },
  "store": { "url": "sqlite:/var/lib/duijie/duijie.db" },
  "log": { "level": "information" },
  "http": { "listen": "127.0.0.1:8088" },
  "connections": {
    "wdt": {
      "plugin": "wdt_source",
      "app_key": "21363512",
      "app_secret": "env:WDT_SECRET",
      "target_app_key": "10000001",
      "sid": "demo"
    },
    "jdy": {
      "plugin": "jdy_target",
      "client_id": "200421",
      "client_secret": "secret:jdy",
      "outer_instance_id": "1400000000"
    }
  },
  "flows": {
    "panying": {
      "plugin": "panying_flow",
      "source": "wdt",
      "target": "jdy",
      "start": "2026-01-01 00:00:00",
      "every": "10m",
      "concurrency": 8
    }
  },
  "alerts": {
    "channels": {
      "ops": {
        "kind": "dingtalk",
        "url": "env:DING_URL",
        "secret": "env:DING_SECRET"
      }
    },
    "quiet": "22:00-07:00"
  }
}
)";

namespace
{

// As an editor of Windows saves it that was never told otherwise.
std::string asGbk(const std::string& good)
{
    std::string text = good;
    text.insert(text.find("    \"wdt\""), "    // \xCD\xFA\xB5\xEA\xCD\xA8\n");
    return text;
}

std::string asUtf16(const std::string& good)
{
    std::string text = "\xFF\xFE";
    for (const char c : good)
    {
        text += c;
        text += '\0';
    }
    return text;
}

const BrokenTopic Json = {
    "JSON 写法",
    "The text itself",
    {
        {"最后一项之后多了逗号", "a comma after the last setting", "\"concurrency\": 8",
         "\"concurrency\": 8,"},
        {"两项之间少了逗号", "no comma between two settings", "\"source\": \"wdt\",", "\"source\": \"wdt\""},
        {"中文引号", "Chinese quotes", "\"sid\": \"demo\"", "\"sid\": “demo”"},
        {"中文冒号", "a Chinese colon", "\"source\": \"wdt\"", "\"source\"：\"wdt\""},
        {"中文逗号", "a Chinese comma", "\"source\": \"wdt\",", "\"source\": \"wdt\"，"},
        {"全角空格", "a Chinese blank", "\"sid\": \"demo\"", "\"sid\":　\"demo\""},
        {"单引号", "single quotes", "\"sid\": \"demo\"", "\"sid\": 'demo'"},
        {"名称没有引号", "a name without quotes", "\"source\": \"wdt\"", "source: \"wdt\""},
        {"引号没有写完", "a quote that is not closed", "\"sid\": \"demo\"", "\"sid\": \"demo"},
        {"文本里有制表符", "a tab inside a text", "\"sid\": \"demo\"", "\"sid\": \"demo\t\""},
        {"少了右花括号", "a closing brace too few", "      \"concurrency\": 8\n    }",
         "      \"concurrency\": 8"},
        {"多了右花括号", "a closing brace too many", "    \"quiet\": \"22:00-07:00\"\n  }",
         "    \"quiet\": \"22:00-07:00\"\n  }\n  }"},
        {"True 大写", "True with a capital letter", "\"concurrency\": 8", "\"enabled\": True"},
        {"数字以 0 开头", "a number that begins with 0", "\"concurrency\": 8", "\"concurrency\": 08"},
        {"Windows 路径只写一个反斜杠", "single backslashes in a Windows path",
         "sqlite:/var/lib/duijie/duijie.db", "sqlite:D:\\duijie\\data.db"},
        {"用 # 写注释", "a comment that begins with #", "    \"wdt\": {", "    # 旺店通\n    \"wdt\": {"},
        {"同一名称写了两次", "a name that stands twice", "\"source\": \"wdt\",",
         "\"source\": \"wdt\", \"source\": \"wdt\","},
        {"文件存成了 GBK 编码", "the file was saved as GBK", "", "// (GBK) 旺店通", asGbk},
        {"文件存成了 UTF-16(记事本的 “Unicode”)", "the file was saved as UTF-16 (\"Unicode\" in Notepad)", "",
         "(UTF-16)", asUtf16},
        {"文件是空的", "the file is empty", "", "", [](const std::string&) { return std::string(); }},
    }};

const BrokenTopic Host = {
    "主机的设置",
    "Settings of the host",
    {
        {"设置名称写错", "a name with a typing mistake", "\"connections\": {", "\"conections\": {"},
        {"不存在的设置", "a setting that does not exist", "\"language\": \"zh\"", "\"timeout\": 30"},
        {"设置放错了地方", "a setting in the wrong place", "\"language\": \"zh\"",
         "\"retention\": { \"calls_days\": 30 }"},
        {"语言写成 cn", "cn for the language", "\"language\": \"zh\"", "\"language\": \"cn\""},
        {"是否写成文本", "a text in the place of true or false", "\"language\": \"zh\"",
         "\"sandbox\": \"yes\""},
        {"插件文件夹不存在", "a plugin folder that is not there", "/usr/lib/duijie/plugins",
         "/opt/duijie/plugins"},
        {"插件文件夹不是列表", "a plugin folder without brackets", "[\"/usr/lib/duijie/plugins\"]",
         "\"/usr/lib/duijie/plugins\""},
        {"插件摘要不完整", "a digest that is cut short", "\"plugins\": {",
         "\"plugins\": { \"allow\": [\"9F86D081\"],"},
        {"存储地址少了 sqlite:", "a store without sqlite:", "sqlite:/var/lib/duijie/duijie.db",
         "/var/lib/duijie/duijie.db"},
        {"换成别的数据库", "another database", "sqlite:/var/lib/duijie/duijie.db",
         "mysql://localhost/duijie"},
        {"保留期限带单位", "a unit in a number of days", "\"store\": {",
         "\"store\": { \"retention\": { \"raw_days\": \"180天\" },"},
        {"保留期限为负数", "a negative number of days", "\"store\": {",
         "\"store\": { \"retention\": { \"calls_days\": -1 },"},
        {"日志级别写成 info", "info for a level", "\"information\"", "\"info\""},
        {"日志格式写成 JSON", "JSON for a format", "\"level\": \"information\"", "\"format\": \"JSON\""},
        {"文件大小带单位", "a unit in a size", "\"level\": \"information\"",
         "\"level\": \"information\", \"rotate_mib\": \"20MB\""},
        {"监控地址写主机名", "a host name to listen at", "127.0.0.1:8088", "localhost:8088"},
        {"监控地址只有端口", "a port alone to listen at", "\"127.0.0.1:8088\"", "8088"},
    }};

const BrokenTopic Connections = {
    "连接与密钥",
    "Connections and secrets",
    {
        {"没有写插件", "no plugin", "      \"plugin\": \"wdt_source\",\n", ""},
        {"插件名称写错", "the name of a plugin with a typing mistake", "\"wdt_source\"", "\"wdt_sorce\""},
        {"没有这个版本的插件", "a version of a plugin that is not there", "\"jdy_target\"",
         "\"jdy_target@9.0.0\""},
        {"缺少账号设置", "a setting of the account is missing", "      \"app_key\": \"21363512\",\n", ""},
        {"账号设置名称写错", "a setting of the account with a typing mistake", "\"app_secret\"",
         "\"app_sercet\""},
        {"卖家账号没有引号", "a text without quotes", "\"sid\": \"demo\"", "\"sid\": 10086"},
        {"密钥写成明文", "a secret in clear text", "env:WDT_SECRET", "b7e1c0d94f2a"},
        {"引用写法不对", "a reference of the wrong form", "env:WDT_SECRET", "$WDT_SECRET"},
        {"环境变量没有设置", "an environment variable that is not set", "env:WDT_SECRET", "env:WDT_SECRT"},
        {"密钥库里没有这个名称", "a name that the store of secrets does not have", "secret:jdy",
         "secret:jdyy"},
        {"密钥文件不存在", "a file of a secret that is not there", "secret:jdy", "file:jdy.secret"},
        {"密钥文件别人也能读", "a file of a secret that others may read", "secret:jdy", "file:open.secret"},
        {"不是沙箱却用 plain:", "plain: outside of a sandbox", "secret:jdy", "plain:b7e1c0d94f2a"},
        {"数字写成文本", "a number in quotes", "\"client_id\": \"200421\"",
         "\"client_id\": \"200421\", \"requests_per_minute\": \"500\""},
        {"数值超出范围", "a number out of range", "\"client_id\": \"200421\"",
         "\"client_id\": \"200421\", \"requests_per_minute\": -5"},
        {"签名方式写错", "an unknown way to sign", "\"sid\": \"demo\"",
         "\"sid\": \"demo\", \"sign_method\": \"sha1\""},
        {"地址不完整", "an address that is not whole", "\"client_id\": \"200421\"",
         "\"client_id\": \"200421\", \"base_url\": \"api.kingdee.com\""},
    }};

const BrokenTopic Flows = {
    "流程",
    "Flows",
    {
        {"引用了不存在的连接", "a connection that does not exist", "\"source\": \"wdt\"",
         "\"source\": \"wtd\""},
        {"来源和目标写反了", "source and target the wrong way round",
         "\"source\": \"wdt\",\n      \"target\": \"jdy\"",
         "\"source\": \"jdy\",\n      \"target\": \"wdt\""},
        {"流程插件名称写错", "the plugin of a flow with a typing mistake", "panying_flow", "panyin_flow"},
        {"流程插件写成了连接插件", "a connector in the place of a flow's plugin", "panying_flow",
         "wdt_source"},
        {"没有插件也没有方案文档", "neither a plugin nor documents", "      \"plugin\": \"panying_flow\",\n",
         ""},
        {"没有目标", "no target", "      \"target\": \"jdy\",\n", ""},
        {"没有开始时间", "no beginning", "      \"start\": \"2026-01-01 00:00:00\",\n", ""},
        {"开始时间只有日期", "a date alone", "2026-01-01 00:00:00", "2026-01-01"},
        {"日期用斜杠", "slashes in a date", "2026-01-01 00:00:00", "2026/01/01 00:00:00"},
        {"不存在的日期", "a day that does not exist", "2026-01-01 00:00:00", "2026-02-30 00:00:00"},
        {"时区写成 Beijing", "Beijing for a time zone", "\"concurrency\": 8",
         "\"timezone\": \"Asia/Beijing\""},
        {"时区写成偏移", "an offset for a time zone", "\"concurrency\": 8", "\"timezone\": \"UTC+8\""},
        {"间隔的单位写错", "a wrong unit of an interval", "\"10m\"", "\"10min\""},
        {"间隔用文字", "an interval in words", "\"10m\"", "\"10 minutes\""},
        {"间隔没有引号和单位", "an interval without quotes and unit", "\"10m\"", "600"},
        {"cron 写了六段", "a cron expression of six fields", "\"10m\"", "\"0 */10 * * * *\""},
        {"cron 的分钟超出范围", "a minute out of range", "\"10m\"", "\"60 * * * *\""},
        {"cron 的小时超出范围", "an hour out of range", "\"10m\"", "\"0 24 * * *\""},
        {"cron 永远不会到来", "a cron expression that never comes", "\"10m\"", "\"0 8 31 2 *\""},
        {"enabled 写成文本", "enabled as a text", "\"concurrency\": 8", "\"enabled\": \"false\""},
        {"并发数为 0", "a concurrency of 0", "\"concurrency\": 8", "\"concurrency\": 0"},
        {"并发数写成文本", "a concurrency in quotes", "\"concurrency\": 8", "\"concurrency\": \"8\""},
        {"设置名称写错", "a setting with a typing mistake", "\"concurrency\": 8", "\"concurency\": 8"},
        {"秒数写成 2m", "2m for a number of seconds", "\"concurrency\": 8", "\"lag_seconds\": \"2m\""},
        {"批次方式写错", "an unknown way of batches", "\"concurrency\": 8", "\"batch\": \"all_or_none\""},
        {"变更方式写错", "an unknown way to take changes", "\"concurrency\": 8", "\"on_change\": \"update\""},
        {"方案文档不存在", "a document that is not there", "\"concurrency\": 8",
         "\"target_document\": \"my-target.json\""},
        {"有目标却没有目标方案", "a target without a target document", "\"plugin\": \"panying_flow\",",
         "\"source_document\": \"materials.json\","},
        {"引用了不存在的基础资料流程", "reference data of a flow that does not exist", "\"concurrency\": 8",
         "\"datasets\": [\"materials\"]"},
        {"对账写成时刻", "a time in the place of an audit", "\"concurrency\": 8", "\"audit\": \"02:30\""},
        {"对账时间写错", "a wrong time of an audit", "\"concurrency\": 8",
         "\"audit\": { \"at\": \"02:30\" }"},
        {"流程写成列表", "flows as a list", "\"concurrency\": 8\n    }\n  }",
         "\"concurrency\": 8\n    }\n  },\n  \"flows\": []"},
    }};

const BrokenTopic Alerts = {
    "告警",
    "Alerts",
    {
        {"通道种类写错", "an unknown kind of channel", "\"dingtalk\"", "\"dingding\""},
        {"没有写地址", "no address", "        \"url\": \"env:DING_URL\",\n", ""},
        {"机器人地址不是 https", "an address without https", "env:DING_URL",
         "http://oapi.dingtalk.com/robot/send"},
        {"地址的环境变量没有设置", "an address in a variable that is not set", "env:DING_URL",
         "env:DINGTALK_URL"},
        {"引用的内容不是地址", "a reference to what is no address", "env:DING_URL", "env:WDT_SECRET"},
        {"签名密钥写成明文", "a signing secret in clear text", "env:DING_SECRET", "SECb7e1c0d94f2a"},
        {"企业微信没有签名密钥", "a signing secret for 企业微信", "\"dingtalk\"", "\"wecom\""},
        {"邮件缺少收件人", "mail to nobody",
         "\"kind\": \"dingtalk\",\n        \"url\": \"env:DING_URL\",\n        \"secret\": "
         "\"env:DING_SECRET\"",
         "\"kind\": \"mail\", \"host\": \"smtp.example.com\", \"from\": \"duijie@example.com\""},
        {"收件人带姓名", "a recipient with a name",
         "\"kind\": \"dingtalk\",\n        \"url\": \"env:DING_URL\",\n        \"secret\": "
         "\"env:DING_SECRET\"",
         "\"kind\": \"mail\", \"host\": \"smtp.example.com\", \"from\": \"duijie@example.com\", \"to\": "
         "[\"张三 "
         "<zhang@example.com>\"]"},
        {"免打扰时段写法不对", "quiet hours of the wrong form", "22:00-07:00", "22点到7点"},
        {"平安消息时刻写法不对", "a wrong time for the daily message", "\"quiet\": \"22:00-07:00\"",
         "\"alive\": \"9:00\""},
    }};

} // namespace

std::string BrokenConfig::text() const
{
    const std::string good = GoodConfig;
    if (whole != nullptr)
    {
        return whole(good);
    }
    const std::size_t at = good.find(from);
    if (at == std::string::npos)
    {
        throw std::logic_error("not in the good configuration: " + from);
    }
    return good.substr(0, at) + to + good.substr(at + from.size());
}

std::vector<BrokenTopic> brokenConfigs()
{
    return {Json, Host, Connections, Flows, Alerts};
}

} // namespace duijie::e2e
