#include "ops/HttpPost.h"
#include "ops/RobotReply.h"
#include "ops/Robots.h"

#include "duijie/sdk/Json.h"

namespace duijie::ops
{

namespace
{

// "text" and not "markdown": 企业微信 knows no way to escape its markup, and 微信 does not show it.
constexpr std::size_t MostBytes = 2048;

constexpr int64_t Minute = 60'000;

} // namespace

// Codes: "群机器人配置说明" and the global list of developer.work.weixin.qq.com.
const RobotDialect& weComDialect()
{
    static const RobotDialect one = {"errcode",
                                     "errmsg",
                                     Minute,
                                     {{-1, Outcome::Unreachable, "ops.advice.unreachable"},
                                      {93000, Outcome::Refused, "ops.advice.address"},
                                      {93008, Outcome::Refused, "ops.advice.address"},
                                      {45009, Outcome::Throttled, "ops.advice.throttled"},
                                      {45033, Outcome::Throttled, "ops.advice.throttled"},
                                      {40058, Outcome::BadMessage, "ops.advice.message"},
                                      {44004, Outcome::BadMessage, "ops.advice.message"},
                                      {45002, Outcome::BadMessage, "ops.advice.message"}}};
    return one;
}

namespace
{

class WeCom final : public Channel
{
public:
    WeCom(const ChannelParts& parts, const std::string& url) : _parts(parts), _post(url, parts.redactor) {}

    Delivery send(const std::vector<Notice>& notices, CallContext& context) override
    {
        const Letter letter = compose(_parts.sender, notices, Markup::Plain, MostBytes);
        sdk::JsonWriter json;
        json.beginObject().key("msgtype").string("text").key("text").beginObject();
        json.key("content").string(letter.title + "\n\n" + letter.text).endObject().endObject();
        Delivery delivery = judge(_post.send(json.text(), "", {}, context), weComDialect());
        delivery.taken = letter.taken;
        return delivery;
    }

private:
    const ChannelParts _parts;
    HttpPost _post;
};

} // namespace

std::unique_ptr<Channel> makeWeCom(const ChannelParts& parts, const std::string& url)
{
    return std::make_unique<WeCom>(parts, url);
}

} // namespace duijie::ops
