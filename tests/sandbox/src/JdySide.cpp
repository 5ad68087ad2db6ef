#include "JdySide.h"

#include "JdyBase.h"
#include "JdyReply.h"
#include "JsonOut.h"

namespace duijie::sandbox
{

namespace
{

constexpr std::string_view kRotateLine = R"({"op":"rotate"})";
constexpr std::string_view kExpireLine = R"({"op":"expire"})";

enum class Route
{
    Unknown,
    Authorize,
    Token,
    Base,
    Bill,
    Operate
};

Route routeOf(const Request& request)
{
    if (billRoute(request.method, request.path))
        return Route::Bill;
    if (request.method == "POST" && request.path == "/jdy/v2/sys/common_operate")
        return Route::Operate;
    if (request.method == "POST" && request.path == "/jdyconnector/app_management/push_app_authorize")
        return Route::Authorize;
    if (request.method == "GET" && request.path == "/jdyconnector/app_management/kingdee_auth_token")
        return Route::Token;
    return request.method == "GET" && isBaseData(request.path) ? Route::Base : Route::Unknown;
}

Response tooMany(std::string_view text)
{
    return jdyRefusal(jdycode::kTooMany, text, 429);
}

} // namespace

JdySide::JdySide(const World& world, const Options& options, Books& books, Journal& journal)
    : _world(world), _options(options), _journal(journal), _access(options.world.seed, options.credentials),
      _gate(options.credentials, _access, options.domain), _bills(world, options.behaviour, books),
      _bookWindow(500, options.behaviour.limits), _tokenWindow(2, options.behaviour.limits)
{
}

bool JdySide::owns(std::string_view path)
{
    return path.starts_with("/jdy/") || path.starts_with("/jdyconnector/");
}

std::optional<Response> JdySide::admit(const Request& request, std::int64_t nowMs)
{
    const Route route = routeOf(request);
    if (route == Route::Unknown)
        return jdyRefusal(519, "API Not Found", 519);
    if (_options.behaviour.rotateAfter > 0 && ++_calls % _options.behaviour.rotateAfter == 0)
        rotate();
    if (auto refusal = _gate.checkSignature(request, nowMs))
        return refusal;
    if (route == Route::Authorize)
        return std::nullopt;
    if (route == Route::Token)
        return _tokenWindow.enter(nowMs) ? std::nullopt
                                         : std::optional(tooMany("获取token过于频繁，每分钟最多2次"));
    if (auto refusal = _gate.checkBusiness(request, nowMs))
        return refusal;
    return _bookWindow.enter(nowMs) ? std::nullopt : std::optional(tooMany("请求过于频繁，每分钟最多500次"));
}

Response JdySide::bill(const Request& request, std::int64_t nowMs, bool auditFails)
{
    const BillRoute route = *billRoute(request.method, request.path);
    if (route.call == BillCall::Save)
        return _bills.save(route.form, request.body, nowMs, auditFails);
    if (route.call == BillCall::SaveBatch)
        return _bills.saveBatch(route.form, request.body, nowMs);
    Parameters parameters;
    parameters.add(request.query, false);
    return route.call == BillCall::List ? _bills.list(route.form, parameters, nowMs)
                                        : _bills.detail(route.form, parameters);
}

Response JdySide::perform(const Request& request, std::int64_t nowMs, bool auditFails)
{
    const Route route = routeOf(request);
    if (route == Route::Bill)
        return bill(request, nowMs, auditFails);
    if (route == Route::Operate)
        return _bills.operate(request.body, nowMs, auditFails);
    Parameters parameters;
    parameters.add(request.query, false);
    if (route == Route::Base)
        return baseData(_world, request.path, parameters);
    return route == Route::Authorize ? authorize(parameters) : token(parameters, nowMs);
}

void JdySide::writeAuthorization(JsonOut& out, std::string_view appKey, std::string_view secret,
                                 int status) const
{
    out.beginObject().field("appKey", appKey).field("appSecret", secret).field("domain", _gate.domain());
    out.field("accountId", "1785369924053785001").field("accountName", "沙箱账套").field("serviceId", "1");
    out.field("groupName", "sandbox").field("agreementCompanyName", "沙箱公司").field("status", status);
    out.field("outerInstanceId", _options.credentials.jdyOuterInstanceId);
    out.field("clientId", _options.credentials.jdyClientId)
        .field("instanceExpiresTime", "2099-12-31 00:00:00");
    out.endObject();
}

Response JdySide::authorize(const Parameters& parameters)
{
    if (parameters.get("outerInstanceId").empty())
        return jdyRefusal(jdycode::kEmpty, "参数outerInstanceId不能为空");
    if (parameters.get("outerInstanceId") != _options.credentials.jdyOuterInstanceId)
        return jdyRefusal(jdycode::kBadAuthorization, "用户授权信息有误");
    std::string rows;
    JsonOut out(rows);
    // A revoked row comes first: the caller has to pick by status, not by position.
    out.beginArray();
    writeAuthorization(out, "revoked-app-key", "revoked-app-secret", 0);
    writeAuthorization(out, _options.credentials.jdyAppKey, _access.appSecret(), 1);
    out.endArray();
    if (!_options.behaviour.authorizeWithCode)
        return jdyData(rows);
    Response response;
    response.body = R"({"code":200,"msg":"success","data":)" + rows + "}";
    return response;
}

Response JdySide::token(const Parameters& parameters, std::int64_t nowMs)
{
    if (parameters.get("app_key") != _options.credentials.jdyAppKey)
        return jdyRefusal(jdycode::kBadAuthorization, "用户授权信息有误");
    if (parameters.get("app_signature") != _access.appSignature())
        return jdyRefusal(jdycode::kBadFormat, "授权密钥校验失败");
    std::string data;
    JsonOut out(data);
    out.beginObject().field("uid", "100001").field("app-token", _access.issueToken(nowMs)).endObject();
    return jdyData(data);
}

void JdySide::rotate()
{
    _access.rotate();
    _journal.append(kRotateLine);
}

void JdySide::expireTokens()
{
    _access.expireTokens();
    _journal.append(kExpireLine);
}

void JdySide::journalAccess()
{
    for (std::uint64_t i = 0; i < _access.rotations(); ++i)
        _journal.append(kRotateLine);
    for (std::uint64_t i = 0; i < _access.expirations(); ++i)
        _journal.append(kExpireLine);
}

bool JdySide::replay(const JsonValue& line)
{
    const std::string_view operation = line.string("op");
    if (operation == "rotate")
        _access.rotate();
    else if (operation == "expire")
        _access.expireTokens();
    else
        return false;
    return true;
}

void JdySide::setDomain(std::string domain)
{
    _gate.setDomain(std::move(domain));
}

} // namespace duijie::sandbox
