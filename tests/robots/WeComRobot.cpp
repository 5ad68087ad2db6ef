#include "robots/WeComRobot.h"

namespace robots
{

namespace
{

constexpr std::size_t MostOfAText = 2048;
constexpr std::size_t MostOfAMarkdown = 4096;
constexpr std::size_t MostAMinute = 20;

Answer answer(int64_t code, const std::string& message)
{
    const std::string more = code == 0
                                 ? ""
                                 : ", hint: [1704540159128593240839785], from ip: 127.0.0.1, more info at "
                                   "https://open.work.weixin.qq.com/devtool/query?e=" +
                                       std::to_string(code);
    return {200, "{\"errcode\":" + std::to_string(code) + ",\"errmsg\":\"" + message + more + "\"}"};
}

} // namespace

Answer WeComRobot::judge(const Post& post)
{
    const auto key = post.query.find("key");
    if (post.method != "POST" || post.path != "/cgi-bin/webhook/send" || key == post.query.end() ||
        key->second != _key)
    {
        return answer(93000, "invalid webhook url");
    }
    const auto type = post.headers.find("content-type");
    const auto body = objectOf(post.body);
    if (!body || type == post.headers.end() || type->second.rfind("application/json", 0) != 0 ||
        !isUtf8(post.body))
    {
        return answer(47001, "data format error");
    }
    const std::string kind = textOf(body, "msgtype");
    if (kind != "text" && kind != "markdown")
    {
        return answer(40008, "invalid message type");
    }
    const std::string content = textOf(body->isObject(kind) ? body->getObject(kind) : nullptr, "content");
    if (content.empty())
    {
        return answer(44004, "content is empty");
    }
    const std::size_t most = kind == "text" ? MostOfAText : MostOfAMarkdown;
    if (content.size() > most)
    {
        return answer(40058, kind + ".content exceed max length " + std::to_string(most));
    }
    if (!withinRate(MostAMinute))
    {
        return answer(45009, "api freq out of limit");
    }
    keep(content);
    return answer(0, "ok");
}

} // namespace robots
