#include "JdyErrors.h"

#include <algorithm>
#include <iterator>

namespace duijie::jdy
{

namespace
{

struct Rule
{
    std::string_view word;
    JdyErrorKind kind;
};

// Codes that decide before any text: their texts repeat words of other classes.
constexpr Rule FirstCodes[] = {
    {"1000202001", JdyErrorKind::TokenExpired},  {"401", JdyErrorKind::TokenExpired},
    {"1020002008", JdyErrorKind::GrantInvalid},  {"429", JdyErrorKind::Throttled},
    {"1030002002", JdyErrorKind::Duplicate},     {"1000002001", JdyErrorKind::ServerTrouble},
    {"408", JdyErrorKind::ServerTrouble},        {"500", JdyErrorKind::ServerTrouble},
    {"502", JdyErrorKind::ServerTrouble},        {"503", JdyErrorKind::ServerTrouble},
    {"504", JdyErrorKind::ServerTrouble},        {"403", JdyErrorKind::Misconfigured},
    {"404", JdyErrorKind::Misconfigured},        {"519", JdyErrorKind::Misconfigured},
    {"1040002000", JdyErrorKind::Misconfigured}, {"1040003000", JdyErrorKind::Misconfigured},
};

constexpr Rule Texts[] = {
    {"X-Api-Signature", JdyErrorKind::Signature},
    {"JWT token has expired", JdyErrorKind::TokenExpired},
    {"请求过于频繁", JdyErrorKind::Throttled},
    {"频率", JdyErrorKind::Throttled},
    {"限流", JdyErrorKind::Throttled},
    {"too many requests", JdyErrorKind::Throttled},
    {"Too Many Requests", JdyErrorKind::Throttled},
    {"已存在", JdyErrorKind::Duplicate},
    {"反结账", JdyErrorKind::Refused},
    {"以前期间", JdyErrorKind::Refused},
    {"请填写", JdyErrorKind::Refused},
    {"不能为空", JdyErrorKind::Refused},
    {"源单未审核", JdyErrorKind::Refused},
    {"invalid value", JdyErrorKind::Refused},
    {"不存在", JdyErrorKind::Missing},
};

// Looked for after all others.
constexpr Rule LastTexts[] = {
    // After a save-and-audit: the save may have succeeded and left a draft, so nothing is certain.
    {"审核", JdyErrorKind::AuditFailed},
    {"互斥锁", JdyErrorKind::Locked},
    {"正在编辑", JdyErrorKind::Locked},
};

constexpr Rule LastCodes[] = {
    {"1030002000", JdyErrorKind::Refused}, {"1030002001", JdyErrorKind::Refused},
    {"1030002003", JdyErrorKind::Missing}, {"1030002005", JdyErrorKind::Refused},
    {"1030002006", JdyErrorKind::Refused}, {"2016002095", JdyErrorKind::Refused},
    {"2016002096", JdyErrorKind::Refused}, {"2016002097", JdyErrorKind::Refused},
    {"2016002098", JdyErrorKind::Refused}, {"2016002099", JdyErrorKind::Refused},
    {"2016012098", JdyErrorKind::Refused}, {"2016012099", JdyErrorKind::Refused},
    {"2016022099", JdyErrorKind::Refused}, {"400", JdyErrorKind::Refused},
};

bool holds(std::string_view text, std::string_view word) noexcept
{
    return text.find(word) != std::string_view::npos;
}

template <std::size_t N> JdyErrorKind byCode(const Rule (&table)[N], std::string_view code) noexcept
{
    const auto at =
        std::find_if(std::begin(table), std::end(table), [code](const Rule& r) { return r.word == code; });
    return at == std::end(table) ? JdyErrorKind::Unlisted : at->kind;
}

template <std::size_t N> JdyErrorKind byWord(const Rule (&table)[N], std::string_view text) noexcept
{
    const auto at = std::find_if(std::begin(table), std::end(table),
                                 [text](const Rule& r) { return holds(text, r.word); });
    return at == std::end(table) ? JdyErrorKind::Unlisted : at->kind;
}

JdyErrorKind byText(std::string_view text) noexcept
{
    const std::size_t pair = text.find("组合值");
    if (pair != std::string_view::npos && holds(text.substr(pair), "重复"))
    {
        return JdyErrorKind::Duplicate;
    }
    const JdyErrorKind kind = byWord(Texts, text);
    return kind != JdyErrorKind::Unlisted ? kind : byWord(LastTexts, text);
}

} // namespace

JdyErrorKind errorKindOf(std::string_view errcode, std::string_view text) noexcept
{
    if (const JdyErrorKind kind = byCode(FirstCodes, errcode); kind != JdyErrorKind::Unlisted)
    {
        return kind;
    }
    if (const JdyErrorKind kind = byText(text); kind != JdyErrorKind::Unlisted)
    {
        return kind;
    }
    // A bare 400 is told for a wrong signature as well; only the word tells them apart.
    if (errcode == "400" && (holds(text, "signature") || holds(text, "Signature") || holds(text, "签名")))
    {
        return JdyErrorKind::Signature;
    }
    return byCode(LastCodes, errcode);
}

std::vector<std::pair<std::string_view, JdyErrorKind>> knownErrors()
{
    std::vector<std::pair<std::string_view, JdyErrorKind>> out = {{"组合值…重复", JdyErrorKind::Duplicate}};
    const auto add = [&out](const Rule& rule) { out.emplace_back(rule.word, rule.kind); };
    std::for_each(std::begin(FirstCodes), std::end(FirstCodes), add);
    std::for_each(std::begin(Texts), std::end(Texts), add);
    std::for_each(std::begin(LastTexts), std::end(LastTexts), add);
    std::for_each(std::begin(LastCodes), std::end(LastCodes), add);
    return out;
}

std::string_view adviceFor(JdyErrorKind kind) noexcept
{
    switch (kind)
    {
    case JdyErrorKind::TokenExpired:
    case JdyErrorKind::GrantInvalid:
        return "jdy_target.advice.grant";
    case JdyErrorKind::Signature:
        return "jdy_target.advice.signature";
    case JdyErrorKind::Misconfigured:
        return "jdy_target.advice.rights";
    case JdyErrorKind::Locked:
        return "jdy_target.advice.locked";
    case JdyErrorKind::AuditFailed:
        return "jdy_target.advice.draft";
    default:
        return {};
    }
}

std::string_view adviceForCode(std::string_view errcode) noexcept
{
    constexpr std::size_t Size = 10;
    constexpr std::size_t WhoAt = 6;
    if (errcode.size() != Size || !errcode.starts_with("20"))
    {
        return {};
    }
    switch (errcode[WhoAt])
    {
    case '1':
        return "jdy_target.advice.operations";
    case '2':
        return "jdy_target.advice.mapping";
    case '3':
        return "jdy_target.advice.users";
    default:
        return {};
    }
}

} // namespace duijie::jdy
