#include "JdySettings.h"

#include "JdySay.h"

#include "duijie/sdk/Text.h"
#include "duijie/sdk/Times.h"

#include <algorithm>

namespace duijie::jdy
{

namespace
{

using sdk::SettingKind;

constexpr std::size_t DateSize = 10;
constexpr std::size_t LongestPrefix = 20;

/// A row of the table; choices are separated by '|'.
struct Row
{
    const char* name;
    SettingKind kind;
    bool required;
    const char* fallback;
    const char* choices;
    int64_t least;
    int64_t most;
    const char* en;
    const char* zh;
};

constexpr Row Rows[] = {
    {"base_url", SettingKind::Url, false, "https://api.kingdee.com", "", 0, INT64_MAX,
     "Address of the open platform.", "开放平台地址。"},
    {"client_id", SettingKind::Text, true, "", "", 0, INT64_MAX, "Client id of your application.",
     "应用的 client_id。"},
    {"client_secret", SettingKind::Secret, true, "", "", 0, INT64_MAX,
     "Reference to that application's secret.", "应用 client_secret 的引用。"},
    {"outer_instance_id", SettingKind::Text, true, "", "", 0, INT64_MAX,
     "Third-party instance id of the customer.", "客户的第三方实例 ID。"},
    {"account", SettingKind::Text, false, "", "", 0, INT64_MAX,
     "Account book by id or name, when the authorisation covers several.",
     "授权包含多个账套时指定账套 ID 或名称。"},
    {"requests_per_minute", SettingKind::Integer, false, "500", "", 0, 1'000'000,
     "Calls that the account book allows in a minute; 0: no limit of ours.",
     "账套每分钟允许的调用次数;0 表示本机不限。"},
    {"requests_per_second", SettingKind::Integer, false, "100", "", 0, 1'000'000,
     "Calls that the application allows in a second; 0: no limit of ours.",
     "应用每秒允许的调用次数;0 表示本机不限。"},
    {"token_requests_per_minute", SettingKind::Integer, false, "2", "", 0, 1'000'000,
     "Tokens that may be asked for in a minute; 0: no limit of ours.",
     "每分钟允许申请 token 的次数;0 表示本机不限。"},
    {"natural_key", SettingKind::Text, false, "remark", "", 0, INT64_MAX,
     "Head field by which our bills are found again.", "用于回查单据的表头字段。"},
    {"bill_no_prefix", SettingKind::Text, false, "WDT-", "", 0, INT64_MAX,
     "With natural_key bill_no: how numbers made here begin.",
     "natural_key 为 bill_no 时,本机生成的单据编号前缀。"},
    {"audit", SettingKind::Text, false, "with_save", "with_save|after_confirm", 0, INT64_MAX,
     "Audit in the call that saves, or after the saved bill was read back and compared.",
     "保存时一并审核,或回读比对后再审核。"},
    {"batch_size", SettingKind::Integer, false, "20", "", 1, 500,
     "Bills in one call, for bills that can be saved several at once.", "支持批量保存的单据每次提交的张数。"},
    {"precheck", SettingKind::Boolean, false, "true", "", 0, INT64_MAX,
     "Compare every line with the materials, stores and units known here before sending.",
     "发送前用本机已有的商品、仓库、单位资料核对每条分录。"},
    {"most_lines", SettingKind::Integer, false, "500", "", 0, 100'000,
     "Lines that one bill may have; 0: any number.", "单张单据允许的分录数;0 表示不限。"},
    {"closed_before", SettingKind::Text, false, "", "", 0, INT64_MAX,
     "Bills dated before this day (yyyy-MM-dd) are refused: their period is closed.",
     "早于此日期(yyyy-MM-dd)的单据被拒绝:会计期间已结账。"},
    {"routing_domains", SettingKind::Text, false, "jdy.com,kingdee.com", "", 0, INT64_MAX,
     "Domains that bills may be routed to.", "允许的路由域名后缀（逗号分隔）。"},
    {"receive_seconds", SettingKind::Integer, false, "30", "", 1, 600,
     "Longest silence while an answer is awaited.", "等待应答的最长秒数。"},
};

/// Empty, or what is wrong with the natural key: some bill must have it as a text of its head.
std::string naturalKeyProblem(const std::string& field)
{
    std::vector<std::string> known;
    for (const auto& [api, form] : knownForms())
    {
        const FieldRule* rule = form->head.find(field);
        if (rule != nullptr && rule->kind == FieldKind::Text)
        {
            return {};
        }
        const std::vector<std::string> names = form->head.names();
        known.insert(known.end(), names.begin(), names.end());
    }
    const std::string nearby = sdk::nearestName(field, known);
    const std::string wrong = say("jdy_target.setting.natural_key", {sdk::excerpt(field, 60)});
    return nearby.empty() || nearby == field ? wrong : say("jdy_target.near", {wrong, nearby});
}

std::string prefixProblem(const std::string& prefix)
{
    const bool plain = prefix.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == std::string::npos;
    return plain && prefix.size() <= LongestPrefix
               ? ""
               : say("jdy_target.setting.prefix", {sdk::excerpt(prefix, 60), std::to_string(LongestPrefix)});
}

std::string dateProblem(const std::string& date)
{
    const bool good = date.empty() || (date.size() == DateSize && sdk::beginsWithDate(date));
    return good ? "" : say("jdy_target.setting.closed_before", {sdk::excerpt(date, 60)});
}

} // namespace

sdk::ConfigSpec jdySpec()
{
    sdk::ConfigSpec spec;
    for (const Row& row : Rows)
    {
        spec.add({row.name, row.kind, row.required, row.fallback, split(row.choices, '|'), row.least,
                  row.most, row.en, row.zh});
    }
    return spec;
}

std::string readBillSettings(const sdk::Settings& settings, JdyBillSettings& out)
{
    out.key.field = settings.text("natural_key");
    out.key.prefix = settings.text("bill_no_prefix");
    out.auditAfterConfirm = settings.text("audit") == "after_confirm";
    out.batchSize = static_cast<uint32_t>(settings.integer("batch_size"));
    out.precheck = settings.boolean("precheck");
    out.mostLines = static_cast<std::size_t>(settings.integer("most_lines"));
    out.closedBefore = settings.text("closed_before");
    std::string problems;
    for (const std::string& wrong :
         {naturalKeyProblem(out.key.field), prefixProblem(out.key.prefix), dateProblem(out.closedBefore)})
    {
        const bool both = !problems.empty() && !wrong.empty();
        problems += (both ? say("jdy_target.between") : std::string()) + wrong;
    }
    return problems;
}

} // namespace duijie::jdy
