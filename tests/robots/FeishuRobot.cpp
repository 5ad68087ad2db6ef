#include "robots/FeishuRobot.h"

#include "robots/Seal.h"

#include <Poco/JSON/Array.h>

#include <cstdlib>

namespace robots
{

namespace
{

constexpr std::size_t MostBytes = 20 * 1024;
constexpr std::size_t MostAMinute = 100;
constexpr int64_t HourSeconds = 3600;

Answer answer(int64_t code, const std::string& message)
{
    return {200, "{\"code\":" + std::to_string(code) + ",\"msg\":\"" + message + "\",\"data\":{}}"};
}

// Paragraphs of tags; empty: something in it is no rich text.
std::string paragraphsOf(const Poco::JSON::Array::Ptr& paragraphs)
{
    std::string out;
    for (std::size_t i = 0; paragraphs && i < paragraphs->size(); ++i)
    {
        const auto line = paragraphs->getArray(static_cast<unsigned>(i));
        for (std::size_t j = 0; line && j < line->size(); ++j)
        {
            const auto tag = line->getObject(static_cast<unsigned>(j));
            if (textOf(tag, "tag") != "text" || textOf(tag, "text").empty())
            {
                return {};
            }
            out += textOf(tag, "text");
        }
        out += "\n";
    }
    return out;
}

std::string shownOf(const Poco::JSON::Object::Ptr& body)
{
    const auto content = body->isObject("content") ? body->getObject("content") : nullptr;
    const std::string type = textOf(body, "msg_type");
    if (type == "text")
    {
        return textOf(content, "text");
    }
    const auto post =
        type == "post" && content && content->isObject("post") ? content->getObject("post") : nullptr;
    const auto chinese = post && post->isObject("zh_cn") ? post->getObject("zh_cn") : nullptr;
    if (!chinese || textOf(chinese, "title").empty() || !chinese->isArray("content"))
    {
        return {};
    }
    const std::string text = paragraphsOf(chinese->getArray("content"));
    return text.empty() ? text : textOf(chinese, "title") + "\n" + text;
}

} // namespace

FeishuRobot::FeishuRobot(Clock clock, std::string id, std::string secret)
    : Receiver(std::move(clock)), _id(std::move(id)), _secret(std::move(secret))
{
}

Answer FeishuRobot::judge(const Post& post)
{
    if (post.method != "POST" || post.path != "/open-apis/bot/v2/hook/" + _id)
    {
        return answer(19001, "param invalid: incoming webhook access token invalid");
    }
    const auto type = post.headers.find("content-type");
    const auto body = objectOf(post.body);
    if (!body || post.body.size() > MostBytes || type == post.headers.end() ||
        type->second.rfind("application/json", 0) != 0 || !isUtf8(post.body))
    {
        return answer(9499, "Bad Request");
    }
    if (!_secret.empty())
    {
        const std::string timestamp = textOf(body, "timestamp");
        const int64_t at = std::strtoll(timestamp.c_str(), nullptr, 10);
        if (std::llabs(now() / 1000 - at) > HourSeconds ||
            textOf(body, "sign") != sealBase64(timestamp + "\n" + _secret, ""))
        {
            return answer(19021, "sign match fail or timestamp is not within one hour from current time");
        }
    }
    const std::string shown = shownOf(body);
    if (shown.empty())
    {
        return answer(9499, "Bad Request");
    }
    if (!withinRate(MostAMinute))
    {
        return answer(11232, "frequency limited");
    }
    keep(shown);
    return answer(0, "success");
}

} // namespace robots
