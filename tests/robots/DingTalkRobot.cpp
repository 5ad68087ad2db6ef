#include "robots/DingTalkRobot.h"

#include "robots/Seal.h"

#include <cstdlib>

namespace robots
{

namespace
{

constexpr std::size_t MostBytes = 20'000;
constexpr std::size_t MostAMinute = 20;
constexpr int64_t Hour = 3'600'000;
constexpr int64_t TenMinutes = 600'000;

Answer answer(int64_t code, const std::string& message)
{
    return {200, "{\"errcode\":" + std::to_string(code) + ",\"errmsg\":\"" + message + "\"}"};
}

// What people see of the message; empty: it is none that this robot knows.
std::string shownOf(const Poco::JSON::Object::Ptr& body)
{
    const std::string type = textOf(body, "msgtype");
    const auto inner = body && body->isObject(type) ? body->getObject(type) : nullptr;
    if (type == "text")
    {
        return textOf(inner, "content");
    }
    const std::string title = textOf(inner, "title");
    const std::string text = textOf(inner, "text");
    return type == "markdown" && !title.empty() && !text.empty() ? title + "\n" + text : std::string();
}

} // namespace

DingTalkRobot::DingTalkRobot(Clock clock, std::string token, std::string secret, std::string keyword)
    : Receiver(std::move(clock)), _token(std::move(token)), _secret(std::move(secret)),
      _keyword(std::move(keyword))
{
}

std::string DingTalkRobot::wrongSignature(const Post& post) const
{
    const auto timestamp = post.query.find("timestamp");
    const auto sign = post.query.find("sign");
    if (timestamp == post.query.end() || sign == post.query.end())
    {
        return "sign not match";
    }
    const int64_t at = std::strtoll(timestamp->second.c_str(), nullptr, 10);
    if (at < now() - Hour || at > now() + Hour)
    {
        return "invalid timestamp";
    }
    return sign->second == sealBase64(_secret, timestamp->second + "\n" + _secret) ? "" : "sign not match";
}

Answer DingTalkRobot::judge(const Post& post)
{
    const auto type = post.headers.find("content-type");
    if (post.method != "POST" || type == post.headers.end() || type->second.rfind("application/json", 0) != 0)
    {
        return answer(43004, "无效的HTTP HEADER Content-Type");
    }
    const auto token = post.query.find("access_token");
    if (post.path != "/robot/send" || token == post.query.end() || token->second != _token)
    {
        return answer(300001, "token is not exist");
    }
    if (!withinRate(MostAMinute))
    {
        _silentUntil = now() + TenMinutes;
    }
    if (now() < _silentUntil)
    {
        return answer(130101, "send too fast, exceed 20 times per minute");
    }
    if (const std::string wrong = _secret.empty() ? "" : wrongSignature(post); !wrong.empty())
    {
        return answer(310000, wrong + ", more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]");
    }
    const auto body = objectOf(post.body);
    const std::string shown = shownOf(body);
    if (!body || shown.empty() || !isUtf8(post.body))
    {
        return answer(40035, "缺少参数 json");
    }
    if (post.body.size() > MostBytes)
    {
        return answer(460101, "message too long, exceed 20000 bytes");
    }
    if (shown.find(_keyword) == std::string::npos)
    {
        return answer(310000, "keywords not in content");
    }
    keep(shown);
    return answer(0, "ok");
}

} // namespace robots
