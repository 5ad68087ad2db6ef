#include "WdtErrors.h"

#include "WdtSay.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace duijie::wdt
{

namespace
{

// Working clients sleep this long after 1012; the vendor gives no figure.
constexpr uint64_t BusinessWaitMs = 31'000;
// A platform limit without a figure: the shortest bans seen last one to two seconds.
constexpr uint64_t PlatformWaitMs = 10'000;

// `advice`: the id of a sentence, or nothing.
struct CodeRule
{
    std::string_view code;
    WdtKind kind;
    std::string_view advice;
};

constexpr std::string_view CheckSecret = "wdt_source.advice.secret";
constexpr std::string_view CheckKey = "wdt_source.advice.key";
constexpr std::string_view CheckRights = "wdt_source.advice.rights";
constexpr std::string_view CheckPlan = "wdt_source.advice.plan";
constexpr std::string_view CheckSid = "wdt_source.advice.sid";
constexpr std::string_view CheckWindow = "wdt_source.advice.window";
constexpr std::string_view CheckVersion = "wdt_source.advice.version";
constexpr std::string_view CheckClock = "wdt_source.advice.clock";

// Vendor: platform error table.
constexpr CodeRule Platform[] = {
    {"3", WdtKind::Transient, ""},
    {"4", WdtKind::Throttled, ""},
    {"5", WdtKind::Throttled, ""},
    {"6", WdtKind::Throttled, ""},
    {"7", WdtKind::Throttled, ""},
    {"8", WdtKind::Throttled, ""},
    {"9", WdtKind::Misconfigured, "wdt_source.advice.post"},
    {"10", WdtKind::Transient, ""},
    {"11", WdtKind::Misconfigured, CheckRights},
    {"12", WdtKind::Misconfigured, CheckRights},
    {"13", WdtKind::Misconfigured, CheckRights},
    {"21", WdtKind::Misconfigured, CheckPlan},
    {"22", WdtKind::Misconfigured, CheckPlan},
    {"23", WdtKind::Misconfigured, "wdt_source.advice.format"},
    {"24", WdtKind::Unauthorized, CheckSecret},
    {"25", WdtKind::Unauthorized, CheckSecret},
    {"26", WdtKind::Unauthorized, CheckRights},
    {"27", WdtKind::Unauthorized, CheckRights},
    {"28", WdtKind::Unauthorized, CheckKey},
    {"29", WdtKind::Unauthorized, CheckKey},
    {"30", WdtKind::Clock, CheckClock},
    {"31", WdtKind::Clock, CheckClock},
    {"32", WdtKind::Misconfigured, CheckVersion},
    {"33", WdtKind::Misconfigured, CheckVersion},
    {"34", WdtKind::Misconfigured, CheckVersion},
    {"40", WdtKind::Rejected, CheckPlan},
    {"41", WdtKind::Rejected, CheckPlan},
    {"42", WdtKind::Rejected, CheckPlan},
    {"43", WdtKind::Rejected, CheckPlan},
};

// 旺店通·企业版 codes as published clients read them; there is no public table.
constexpr CodeRule Business[] = {
    {"1012", WdtKind::Throttled, ""},
    {"1020", WdtKind::Transient, ""},
    {"7200", WdtKind::NotFound, ""},
    {"7201", WdtKind::NotFound, ""},
    {"2030", WdtKind::Unauthorized, CheckRights},
    {"2060", WdtKind::Unauthorized, CheckRights},
    {"2100", WdtKind::Unauthorized, CheckRights},
    {"1", WdtKind::Rejected, CheckPlan},
    {"100", WdtKind::Rejected, CheckPlan},
    {"2104", WdtKind::Rejected, CheckPlan},
};

// Vendor and clients: texts that tell more than the code they come with. All lower case; the first that fits
// counts, so limits and passing faults stand before the words that those texts may also hold.
constexpr CodeRule Texts[] = {
    {"频率", WdtKind::Throttled, ""},
    {"call limited", WdtKind::Throttled, ""},
    {"accesscontrol.limited-by", WdtKind::Throttled, ""},
    {"more second", WdtKind::Throttled, ""},
    {"请稍后再试", WdtKind::Transient, ""},
    {"isp.", WdtKind::Transient, ""},
    {"时间查询范围", WdtKind::Misconfigured, CheckWindow},
    {"查询时间", WdtKind::Misconfigured, CheckWindow},
    {"signature", WdtKind::Unauthorized, CheckSecret},
    {"签名", WdtKind::Unauthorized, CheckSecret},
    {"验证失败", WdtKind::Unauthorized, CheckSecret},
    {"app auth fail", WdtKind::Unauthorized, CheckRights},
    {"appkey", WdtKind::Unauthorized, CheckKey},
    {"app key", WdtKind::Unauthorized, CheckKey},
    {"app-key", WdtKind::Unauthorized, CheckKey},
    {"timestamp", WdtKind::Clock, CheckClock},
    {"权限不足", WdtKind::Misconfigured, CheckRights},
    {"无仓库访问权限", WdtKind::Misconfigured, "wdt_source.advice.warehouse"},
    {"permission", WdtKind::Misconfigured, CheckRights},
    {"sid is not", WdtKind::Misconfigured, CheckSid},
    {"isv.", WdtKind::Misconfigured, CheckPlan},
};

template <std::size_t N> const CodeRule* ruleOf(const CodeRule (&table)[N], std::string_view code) noexcept
{
    const auto at = std::find_if(std::begin(table), std::end(table),
                                 [code](const CodeRule& r) { return r.code == code; });
    return at == std::end(table) ? nullptr : at;
}

const CodeRule* textRule(const std::string& lower) noexcept
{
    const auto in = [&lower](const CodeRule& rule) { return lower.find(rule.code) != std::string::npos; };
    const auto at = std::find_if(std::begin(Texts), std::end(Texts), in);
    return at == std::end(Texts) ? nullptr : at;
}

bool given(std::string_view code) noexcept
{
    return !code.empty() && code != "0";
}

const CodeRule* codeRule(const WdtError& error) noexcept
{
    for (const std::string_view code : {error.errorCode, error.subCode})
    {
        if (const CodeRule* rule = given(code) ? ruleOf(Business, code) : nullptr)
        {
            return rule;
        }
    }
    if (const CodeRule* rule = given(error.code) ? ruleOf(Platform, error.code) : nullptr)
    {
        return rule;
    }
    return given(error.code) ? ruleOf(Business, error.code) : nullptr;
}

std::string lowered(const WdtError& error)
{
    std::string text;
    for (const std::string_view part : {error.text, error.subText, error.subCode})
    {
        text += part;
        text += '\n';
    }
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c)
                   { return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c); });
    return text;
}

std::string described(const WdtError& error)
{
    std::string answer;
    const std::array<std::pair<const char*, std::string_view>, 5> parts{{{"code", error.code},
                                                                         {"message", error.text},
                                                                         {"sub_code", error.subCode},
                                                                         {"sub_message", error.subText},
                                                                         {"errorcode", error.errorCode}}};
    for (const auto& [name, value] : parts)
    {
        if (!value.empty())
        {
            answer += answer.empty() ? std::string() : say("wdt_source.between");
            answer += std::string(name) + " \"" + sdk::excerpt(value) + "\"";
        }
    }
    return say("wdt_source.answered", {answer});
}

} // namespace

uint64_t banMs(std::string_view text) noexcept
{
    const std::size_t end = text.find(" more second");
    if (end == std::string_view::npos)
    {
        return 0;
    }
    std::size_t begin = end;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9')
    {
        --begin;
    }
    uint32_t seconds = 0;
    const auto read = std::from_chars(text.data() + begin, text.data() + end, seconds);
    return read.ec == std::errc() && begin != end ? uint64_t{seconds} * 1000 + 500 : 0;
}

StatusCode statusOf(WdtKind kind) noexcept
{
    switch (kind)
    {
    case WdtKind::Ok:
        return STATUS_OK;
    case WdtKind::NotFound:
        return STATUS_NOT_FOUND;
    case WdtKind::Throttled:
        return STATUS_THROTTLED;
    case WdtKind::Unauthorized:
        return STATUS_UNAUTHORIZED;
    case WdtKind::Clock:
    case WdtKind::Misconfigured:
        return STATUS_MISCONFIGURED;
    case WdtKind::Rejected:
        return STATUS_REJECTED;
    case WdtKind::Transient:
    case WdtKind::Unclear:
        break;
    }
    return STATUS_UNAVAILABLE;
}

std::vector<std::pair<std::string_view, WdtKind>> knownErrors()
{
    std::vector<std::pair<std::string_view, WdtKind>> out;
    const auto add = [&out](const CodeRule& rule) { out.emplace_back(rule.code, rule.kind); };
    std::for_each(std::begin(Platform), std::end(Platform), add);
    std::for_each(std::begin(Business), std::end(Business), add);
    std::for_each(std::begin(Texts), std::end(Texts), add);
    return out;
}

WdtVerdict judge(const WdtError& error)
{
    const CodeRule* rule = textRule(lowered(error));
    const bool byText = rule != nullptr;
    rule = byText ? rule : codeRule(error);
    WdtVerdict verdict;
    verdict.kind = rule != nullptr ? rule->kind : WdtKind::Unclear;
    verdict.message = described(error);
    if (verdict.kind == WdtKind::Throttled)
    {
        const uint64_t told = std::max(banMs(error.subText), banMs(error.text));
        const bool platform = ruleOf(Platform, error.code) != nullptr;
        verdict.waitMs = told != 0 ? told : (platform ? PlatformWaitMs : BusinessWaitMs);
    }
    const std::string_view advice = rule != nullptr                    ? rule->advice
                                    : verdict.kind == WdtKind::Unclear ? "wdt_source.advice.unclear"
                                                                       : std::string_view();
    if (!advice.empty())
    {
        verdict.message = say("wdt_source.advised", {verdict.message, say(advice)});
    }
    return verdict;
}

} // namespace duijie::wdt
