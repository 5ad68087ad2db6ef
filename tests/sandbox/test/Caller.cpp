#include "Caller.h"

#include "ChinaTime.h"
#include "Digest.h"
#include "Signature.h"
#include "Text.h"
#include "Truth.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>

namespace duijie::sandbox::test
{

namespace
{

constexpr std::string_view kSavePath = "/jdy/v2/scm/inv_check_gail_bill";

std::string encoded(const Pairs& pairs)
{
    std::string text;
    for (const auto& [name, value] : pairs)
        text += (text.empty() ? "" : "&") + percentEncode(name) + "=" + percentEncode(value);
    return text;
}

std::int64_t startOf(const Options& options)
{
    return (*parseDate(options.world.start) + (std::int64_t{options.world.days} * 24 + 12) * 3600) * 1000;
}

} // namespace

Options fixedOptions()
{
    Options options;
    options.world.start = "2026-01-05";
    options.domain = "http://sandbox.test";
    return options;
}

Caller::Caller(const Options& options)
    : _nowMs(startOf(options)), _sandbox(options, [this] { return _nowMs; })
{
}

Pairs Caller::wdtParameters() const
{
    const Credentials& credentials = _sandbox.options().credentials;
    const std::int64_t start = world().startSeconds();
    return {{"method", "wdt.stockin.order.query"},
            {"app_key", credentials.wdtAppKey},
            {"target_app_key", credentials.wdtTargetAppKey},
            {"sid", credentials.wdtSid},
            {"timestamp", formatTime(_nowMs / 1000)},
            {"format", "json"},
            {"v", "2.0"},
            {"sign_method", "md5"},
            {"start_time", formatTime(start)},
            {"end_time", formatTime(start + std::int64_t{world().options().days} * 86400 - 1)},
            {"order_type", "4"}};
}

Response Caller::wdt(const Pairs& change)
{
    Pairs pairs = wdtParameters();
    for (const auto& [name, value] : change)
        pairs[name] = value;
    std::erase_if(pairs, [](const auto& pair) { return pair.second.empty(); });
    if (!change.contains("sign"))
    {
        Parameters parameters;
        parameters.add(encoded(pairs), true);
        pairs["sign"] =
            topSignature(parameters, pairs["sign_method"], _sandbox.options().credentials.wdtAppSecret);
        if (pairs["sign"].empty())
            pairs["sign"] = "NONE";
    }
    Request request;
    request.method = "POST";
    request.path = "/router/qm";
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded;charset=utf-8");
    request.body = encoded(pairs);
    return _sandbox.handle(request);
}

JsonValue Caller::wdtResponse(const Pairs& change)
{
    const JsonValue answer = parsed(wdt(change).body);
    const JsonValue* response = answer.find("response");
    BOOST_REQUIRE(response != nullptr);
    return *response;
}

Request Caller::jdyRequest(const std::string& method, const std::string& path, const Pairs& query,
                           const std::string& body)
{
    const Credentials& credentials = _sandbox.options().credentials;
    const std::string nonce = std::to_string(++_nonce);
    const std::string timestamp = std::to_string(_nowMs);
    Request request;
    request.method = method;
    request.path = path;
    request.query = encoded(query);
    request.body = body;
    request.headers = {{"Content-Type", "application/json"},
                       {"X-Api-ClientID", credentials.jdyClientId},
                       {"X-Api-Auth-Version", "2.0"},
                       {"X-Api-TimeStamp", timestamp},
                       {"X-Api-Nonce", nonce},
                       {"X-Api-SignHeaders", "X-Api-TimeStamp,X-Api-Nonce"}};
    const std::string text = jdyStringToSign(method, path, request.query, nonce, timestamp);
    setHeader(request, "X-Api-Signature", hexBase64Hmac(credentials.jdyClientSecret, text));
    if (!token.empty())
    {
        setHeader(request, "app-token", token);
        setHeader(request, "X-GW-Router-Addr", domain);
    }
    return request;
}

Response Caller::jdy(const std::string& method, const std::string& path, const Pairs& query,
                     const std::string& body)
{
    return _sandbox.handle(jdyRequest(method, path, query, body));
}

void Caller::login()
{
    const Credentials& credentials = _sandbox.options().credentials;
    const JsonValue rows = parsed(jdy("POST", "/jdyconnector/app_management/push_app_authorize",
                                      {{"outerInstanceId", credentials.jdyOuterInstanceId}}, "{}")
                                      .body);
    const auto& items = rows.find("data")->items;
    const auto row = std::find_if(items.begin(), items.end(),
                                  [](const JsonValue& r) { return r.integer("status", 0) == 1; });
    BOOST_REQUIRE(row != items.end());
    domain = row->string("domain");
    const std::string appKey(row->string("appKey"));
    const JsonValue answer =
        parsed(jdy("GET", "/jdyconnector/app_management/kingdee_auth_token",
                   {{"app_key", appKey}, {"app_signature", hexBase64Hmac(row->string("appSecret"), appKey)}})
                   .body);
    BOOST_REQUIRE_EQUAL(errcode(answer), "0");
    token = answer.find("data")->string("app-token");
}

JsonValue Caller::save(const std::string& body)
{
    return parsed(jdy("POST", std::string(kSavePath), {}, body).body);
}

JsonValue Caller::saveRight(std::uint32_t index)
{
    return save(expectedBody(world(), index));
}

JsonValue Caller::control(const std::string& method, const std::string& pathAndQuery, const std::string& body)
{
    const std::size_t question = std::min(pathAndQuery.find('?'), pathAndQuery.size());
    Request request;
    request.method = method;
    request.path = "/_sandbox/" + pathAndQuery.substr(0, question);
    request.query = question < pathAndQuery.size() ? pathAndQuery.substr(question + 1) : std::string();
    request.body = body;
    return parsed(_sandbox.handle(request).body);
}

std::uint32_t Caller::eligible(std::size_t n) const
{
    for (std::uint32_t i = 0; i < world().size(); ++i)
    {
        if (world().head(i).kind == DocumentClass::Eligible && n-- == 0)
            return i;
    }
    throw std::out_of_range("the world has fewer eligible documents");
}

JsonValue parsed(std::string_view text)
{
    auto tree = parseJson(text);
    BOOST_REQUIRE_MESSAGE(tree.has_value(), "not JSON: " << text);
    return std::move(*tree);
}

std::string errcode(const JsonValue& answer)
{
    const JsonValue* code = answer.find("errcode");
    return code == nullptr ? std::string("none") : code->text;
}

void setHeader(Request& request, const std::string& name, const std::string& value)
{
    for (auto& [key, old] : request.headers)
    {
        if (equalsIgnoreCase(key, name))
        {
            old = value;
            return;
        }
    }
    request.headers.emplace_back(name, value);
}

} // namespace duijie::sandbox::test
