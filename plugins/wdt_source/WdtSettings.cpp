#include "WdtSettings.h"

#include "WdtSay.h"

namespace duijie::wdt
{

namespace
{

using sdk::Setting;
using sdk::SettingKind;

constexpr const char* QimenGateway = "http://hu3cgwt0tc.api.taobao.com/router/qm";
constexpr const char* DirectGateway = "https://api.wangdian.cn/openapi2";

Setting text(std::string name, bool required, std::string en, std::string zh)
{
    Setting setting;
    setting.name = std::move(name);
    setting.required = required;
    setting.en = std::move(en);
    setting.zh = std::move(zh);
    return setting;
}

Setting choice(std::string name, std::vector<std::string> choices, std::string en, std::string zh)
{
    Setting setting = text(std::move(name), false, std::move(en), std::move(zh));
    setting.fallback = choices.front();
    setting.choices = std::move(choices);
    return setting;
}

Setting whole(std::string name, int64_t fallback, int64_t least, int64_t most, std::string en, std::string zh)
{
    Setting setting = text(std::move(name), false, std::move(en), std::move(zh));
    setting.kind = SettingKind::Integer;
    setting.fallback = std::to_string(fallback);
    setting.least = least;
    setting.most = most;
    return setting;
}

Setting as(SettingKind kind, Setting setting)
{
    setting.kind = kind;
    return setting;
}

void addAccount(sdk::ConfigSpec& spec)
{
    spec.add(
        choice("mode", {"qimen", "direct"},
               "Who answers: the Qimen gateway, or 旺店通's own open API (without orders of 淘系 platforms).",
               "接入方式：奇门网关，或旺店通企业版开放接口（不含淘系平台订单）。"));
    spec.add(as(SettingKind::Url, text("gateway", false,
                                       std::string("Address with its path; without it ") + QimenGateway +
                                           ", in mode direct " + DirectGateway + ".",
                                       std::string("接口地址（含路径）；不填时为 ") + QimenGateway +
                                           "，direct 模式为 " + DirectGateway + "。")));
    spec.add(text("app_key", true, "Your own Taobao app key; in mode direct the app key given by 旺店通.",
                  "自有淘宝开放平台 AppKey；direct 模式为旺店通分配的 appkey。"));
    spec.add(as(SettingKind::Secret,
                text("app_secret", true, "Reference to that app's secret.", "该应用密钥的引用。")));
    Setting target =
        text("target_app_key", false, "旺店通's app key, from its authorisation mail; needed in mode qimen.",
             "旺店通授权邮件中给出的 target_app_key；qimen 模式必填。");
    target.neededWith = "mode";
    target.neededValue = "qimen";
    spec.add(std::move(target));
    spec.add(text("sid", true, "Seller account at 旺店通.", "旺店通卖家账号。"));
    spec.add(choice("sign_method", {"md5", "hmac", "hmac-sha256"}, "How calls are signed in mode qimen.",
                    "qimen 模式的签名算法。"));
    spec.add(choice("direct_length", {"characters", "bytes"},
                    "What the signature of mode direct counts in texts beyond ASCII.",
                    "direct 模式签名中非 ASCII 文本的长度单位：字符或字节。"));
}

void addReading(sdk::ConfigSpec& spec)
{
    spec.add(whole("calls_per_minute", 60, 0, 1'000'000,
                   "Calls that the account allows in a minute; 0: no limit of ours.",
                   "账号每分钟允许的调用次数;0 表示本机不限。"));
    spec.add(
        whole("page_size", 0, 0, 10'000,
              "Rows per page in place of the plan's, at most what the interface takes; 0: as the plan says.",
              "每页行数，覆盖方案中的值（不超过接口上限）；0 表示按方案。"));
    spec.add(whole("rows_per_window", 5'000, 0, 1'000'000'000,
                   "A window of time with more rows than this is divided before it is read; 0: never.",
                   "时间窗口内行数超过该值时先拆分再读取；0 表示不拆分。"));
    spec.add(
        whole("longest_pause_seconds", 600, 0, 86'400,
              "Longest ban that is waited out inside a reading; a longer one ends it until the ban is over.",
              "读取过程中最长等待的限流秒数；更长的限流会结束本次读取，到期后再试。"));
    spec.add(whole("receive_seconds", 30, 1, 600, "Longest silence while an answer is awaited.",
                   "等待应答的最长秒数。"));
}

std::string readAccount(const sdk::Settings& values, const sdk::Services& services, WdtAccount& account)
{
    account.mode = values.text("mode") == "direct" ? WdtMode::Direct : WdtMode::Qimen;
    account.lengths = values.text("direct_length") == "bytes" ? LengthUnit::Bytes : LengthUnit::Characters;
    account.appKey = values.text("app_key");
    account.targetAppKey = values.text("target_app_key");
    account.sid = values.text("sid");
    account.signWord = values.text("sign_method");
    const auto method = signMethodOf(account.signWord);
    if (!method)
    {
        return say("wdt_source.setting.sign_method", {account.signWord});
    }
    account.signMethod = *method;
    if (account.mode == WdtMode::Qimen && account.targetAppKey.empty())
    {
        return say("wdt_source.setting.target_key");
    }
    const auto secret = services.secret(values.text("app_secret"));
    if (!secret || secret->empty())
    {
        return say("wdt_source.setting.secret");
    }
    account.appSecret = *secret;
    return {};
}

} // namespace

sdk::ConfigSpec wdtSpec()
{
    sdk::ConfigSpec spec;
    addAccount(spec);
    addReading(spec);
    return spec;
}

std::string readSettings(const sdk::Settings& values, const sdk::Services& services, WdtSettings& out)
{
    if (std::string wrong = readAccount(values, services, out.account); !wrong.empty())
    {
        return wrong;
    }
    out.gateway = values.text("gateway");
    if (out.gateway.empty())
    {
        out.gateway = out.account.mode == WdtMode::Direct ? DirectGateway : QimenGateway;
    }
    out.limits.receiveMs = static_cast<uint32_t>(values.integer("receive_seconds")) * 1000;
    out.limits.totalMs = 2 * out.limits.receiveMs;
    out.callsPerMinute = static_cast<uint32_t>(values.integer("calls_per_minute"));
    out.rowsPerWindow = values.integer("rows_per_window");
    out.pageSize = values.integer("page_size");
    out.longestPauseMs = static_cast<uint64_t>(values.integer("longest_pause_seconds")) * 1000;
    return {};
}

} // namespace duijie::wdt
