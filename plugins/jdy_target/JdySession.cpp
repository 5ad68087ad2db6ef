#include "JdySession.h"

#include "JdySay.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace duijie::jdy
{

namespace
{

constexpr int64_t MarginMs = 10 * 60 * 1000;
constexpr int64_t FallbackLifeMs = 23LL * 60 * 60 * 1000;
constexpr int64_t LastSecond = 253'402'300'799; // of the year 9999: what is beyond is no time in seconds

std::string fromBase64Url(std::string_view text)
{
    std::string bytes;
    uint32_t group = 0;
    int bits = 0;
    for (const char c : text)
    {
        static constexpr std::string_view Letters =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const std::size_t value = Letters.find(c == '+' ? '-' : (c == '/' ? '_' : c));
        if (value == std::string_view::npos)
        {
            break;
        }
        group = (group << 6) | static_cast<uint32_t>(value);
        bits += 6;
        if (bits >= 8)
        {
            bits -= 8;
            bytes.push_back(static_cast<char>((group >> bits) & 0xFF));
        }
    }
    return bytes;
}

int64_t integerOf(sdk::JsonValue value)
{
    const std::string_view text = value.text();
    int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// Host of "https://host[:port][/]", empty when the text is anything else.
std::string hostOf(std::string_view url, std::string_view scheme)
{
    if (url.substr(0, scheme.size()) != scheme)
    {
        return {};
    }
    std::string_view rest = url.substr(scheme.size());
    rest = rest.substr(0, rest.find('/'));
    const auto plain = [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '-' || c == ':'; };
    if (!std::all_of(rest.begin(), rest.end(), plain))
    {
        return {}; // user names, blanks, line breaks: nothing a routing domain has
    }
    return lower(rest.substr(0, rest.find(':')));
}

bool isLoopback(const std::string& host)
{
    return host == "localhost" || host.substr(0, 4) == "127.";
}

bool endsWith(const std::string& host, const std::string& suffix)
{
    return host == suffix || (host.size() > suffix.size() && host.ends_with("." + suffix));
}

std::string_view withoutSlash(std::string_view url)
{
    return url.substr(0, url.find_last_not_of('/') + 1);
}

std::string originOf(std::string_view url)
{
    const std::size_t host = url.find("://");
    return std::string(host == std::string_view::npos ? url : url.substr(0, url.find('/', host + 3)));
}

} // namespace

std::string JdySession::toJson(std::string_view owner) const
{
    sdk::JsonWriter json;
    json.beginObject();
    json.key("owner").string(owner);
    json.key("token").string(token);
    json.key("domain").string(domain);
    json.key("expires_ms").number(expiresMs);
    json.endObject();
    return json.take();
}

std::optional<JdySession> JdySession::fromJson(std::string_view json, std::string_view owner)
{
    sdk::JsonDocument document;
    if (!document.parse(json) || document.root().find("owner").text() != owner)
    {
        return std::nullopt;
    }
    const sdk::JsonValue root = document.root();
    JdySession session{std::string(root.find("token").text()), std::string(root.find("domain").text()),
                       integerOf(root.find("expires_ms"))};
    return session.token.empty() ? std::nullopt : std::optional(session);
}

std::optional<JdyGrant> chooseGrant(sdk::JsonValue rows, const std::string& account, std::string& why)
{
    std::optional<JdyGrant> found;
    std::string names;
    std::size_t fits = 0;
    for (const sdk::JsonValue row : rows)
    {
        if (row.find("status").text() != "1")
        {
            continue; // revoked
        }
        const std::string_view id = row.find("accountId").text();
        const std::string_view name = row.find("accountName").text();
        names += (names.empty() ? std::string() : say("jdy_target.comma")) + sdk::excerpt(name, 60) + " (" +
                 sdk::excerpt(id, 40) + ")";
        if (account.empty() || account == id || account == name)
        {
            ++fits;
            found =
                JdyGrant{std::string(row.find("appKey").text()), std::string(row.find("appSecret").text()),
                         std::string(row.find("domain").text())};
        }
    }
    if (fits == 1 && !found->appKey.empty() && !found->appSecret.empty())
    {
        return found;
    }
    const std::string valid =
        names.empty() ? say("jdy_target.auth.no_books") : say("jdy_target.auth.books", {names});
    why = account.empty() ? say("jdy_target.auth.name_one", {valid})
                          : say("jdy_target.auth.no_such", {valid, account});
    return std::nullopt;
}

int64_t expiryOf(std::string_view token, int64_t nowMs)
{
    const std::size_t first = token.find('.');
    const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
    sdk::JsonDocument claims;
    if (second == std::string_view::npos ||
        !claims.parse(fromBase64Url(token.substr(first + 1, second - first - 1))))
    {
        return nowMs + FallbackLifeMs;
    }
    const int64_t issued = integerOf(claims.root().find("iat"));
    const int64_t expires = integerOf(claims.root().find("exp"));
    if (expires <= 0 || expires > LastSecond)
    {
        return nowMs + FallbackLifeMs;
    }
    const int64_t life = issued > 0 && issued < expires ? (expires - issued) * 1000 : expires * 1000 - nowMs;
    return nowMs + life - std::clamp<int64_t>(life / 4, 0, MarginMs);
}

std::string domainProblem(std::string_view domain, const JdyAccount& account)
{
    const std::string baseHost =
        hostOf(account.baseUrl, account.baseUrl.starts_with("https") ? "https://" : "http://");
    if (isLoopback(baseHost) && withoutSlash(domain) == originOf(account.baseUrl))
    {
        return {};
    }
    const std::string host = hostOf(domain, "https://");
    std::string_view rest = account.routingDomains;
    while (!host.empty() && !rest.empty())
    {
        const std::size_t comma = rest.find(',');
        std::string suffix = lower(rest.substr(0, comma));
        std::erase(suffix, ' ');
        if (!suffix.empty() && endsWith(host, suffix))
        {
            return {};
        }
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    return say("jdy_target.auth.domain", {sdk::excerpt(domain, 100), account.routingDomains});
}

} // namespace duijie::jdy
