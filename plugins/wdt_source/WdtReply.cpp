#include "WdtReply.h"

#include "WdtSay.h"

#include "duijie/sdk/Text.h"

#include <charconv>
#include <optional>

namespace duijie::wdt
{

namespace
{

constexpr uint64_t HttpThrottleMs = 31'000;

/// Blanks in place of raw control characters inside strings. Rationale: an ERP behind this gateway is known
/// to put them there, JSON forbids them, and losing a whole page for a stray tab in a remark would stop the
/// flow. Only tried after the strict reading failed, so every other record keeps the vendor's own bytes.
std::string withoutControls(std::string_view text)
{
    std::string out(text);
    bool inString = false;
    bool escaped = false;
    for (char& c : out)
    {
        if (!inString)
        {
            inString = c == '"';
            continue;
        }
        if (static_cast<unsigned char>(c) < 0x20)
        {
            c = ' ';
        }
        const bool closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        inString = !closes;
    }
    return out;
}

bool parsed(sdk::JsonDocument& document, std::string_view body)
{
    return document.parse(body) || document.parse(withoutControls(body));
}

bool isError(std::string_view code)
{
    return !code.empty() && code != "0";
}

std::string_view either(sdk::JsonValue object, std::string_view first, std::string_view second)
{
    const sdk::JsonValue value = object.find(first);
    return value.exists() && !value.isNull() ? value.text() : object.find(second).text();
}

std::optional<WdtError> errorOf(sdk::JsonValue root, sdk::JsonValue& response)
{
    const sdk::JsonValue top = root.find("error_response");
    response = top.isObject() ? top : response;
    WdtError error;
    error.code = response.find("code").text();
    error.text = either(response, "message", "msg");
    error.subCode = response.find("sub_code").text();
    error.subText = either(response, "sub_message", "sub_msg");
    error.errorCode = response.find("errorcode").text();
    const bool failed = top.isObject() || response.find("flag").text() == "failure" || isError(error.code) ||
                        isError(error.subCode) || isError(error.errorCode);
    return failed ? std::optional(error) : std::nullopt;
}

/// True when there is exactly one array under `response`, or none at all.
bool findRows(sdk::JsonValue response, std::string_view listKey, sdk::JsonValue& rows)
{
    if (const sdk::JsonValue named = listKey.empty() ? sdk::JsonValue() : response.find(listKey);
        named.exists())
    {
        rows = named.isArray() ? named : sdk::JsonValue(); // null in place of an empty list
        return named.isArray() || named.isNull();
    }
    std::size_t arrays = 0;
    for (const sdk::JsonValue child : response)
    {
        if (child.isArray())
        {
            rows = child;
            ++arrays;
        }
    }
    return arrays <= 1;
}

int64_t totalOf(sdk::JsonValue response, std::string_view totalKey)
{
    const std::string_view text = response.find(totalKey).text();
    int64_t total = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), total);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole && total >= 0 ? total : -1; // "" and -1 are seen in the wild: the vendor does not know
}

WdtVerdict unreadable(const sdk::HttpReply& reply, const std::string& why)
{
    const bool moved = reply.status >= 300 && reply.status < 400;
    const bool address = moved || reply.status == 404 || reply.status == 405;
    std::string message = say("wdt_source.reply.unreadable", {std::to_string(reply.status), why});
    if (!reply.body.empty())
    {
        message = say("wdt_source.reply.begins", {message, sdk::excerpt(reply.body, 120)});
    }
    message = address ? say("wdt_source.reply.gateway", {message}) : message;
    return {address ? WdtKind::Misconfigured : WdtKind::Transient, 0, message};
}

WdtVerdict judged(sdk::JsonValue root, sdk::JsonValue response, const WdtInterface& shape, WdtPage& page)
{
    if (const auto error = errorOf(root, response))
    {
        return judge(*error);
    }
    if (!findRows(response, shape.listKey, page.rows))
    {
        return {WdtKind::Misconfigured, 0,
                say("wdt_source.reply.list", {shape.listKey.empty() ? "response" : shape.listKey})};
    }
    page.total = totalOf(response, shape.totalKey);
    return {};
}

/// True for the direct API's shape: the same members without the wrapper.
bool isBare(sdk::JsonValue root, const WdtInterface& shape)
{
    return root.find("errorcode").exists() || root.find("code").exists() ||
           root.find(shape.totalKey).exists() || root.find(shape.listKey).exists();
}

} // namespace

WdtVerdict readReply(const sdk::HttpReply& reply, const WdtInterface& shape, WdtPage& page)
{
    page.rows = {};
    page.total = -1;
    if (reply.status == 429)
    {
        return {WdtKind::Throttled, reply.retryAfterMs != 0 ? reply.retryAfterMs : HttpThrottleMs,
                say("wdt_source.reply.limited")};
    }
    if (reply.status >= 500 || reply.status == 408)
    {
        return {WdtKind::Transient, 0, say("wdt_source.reply.trouble", {std::to_string(reply.status)})};
    }
    if (reply.body.empty())
    {
        return unreadable(reply, say("wdt_source.reply.empty"));
    }
    if (!parsed(page.document, reply.body))
    {
        return unreadable(reply, say("wdt_source.reply.no_json", {page.document.error()}));
    }
    const sdk::JsonValue root = page.document.root();
    sdk::JsonValue response = root.find("response");
    if (!response.isObject() && isBare(root, shape))
    {
        response = root;
    }
    if (!response.isObject() && !root.find("error_response").isObject())
    {
        return unreadable(reply, say("wdt_source.reply.neither"));
    }
    WdtVerdict verdict = judged(root, response, shape, page);
    if (verdict.kind == WdtKind::Ok && (reply.status < 200 || reply.status > 299))
    {
        verdict = unreadable(reply, say("wdt_source.reply.status"));
    }
    return verdict;
}

} // namespace duijie::wdt
