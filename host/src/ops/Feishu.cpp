#include "ops/HttpPost.h"
#include "ops/RobotReply.h"
#include "ops/Robots.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Json.h"

namespace duijie::ops
{

namespace
{

// A request may have 20 KB; quotes and line breaks count twice in JSON.
constexpr std::size_t MostBytes = 9000;

constexpr int64_t Minute = 60'000;

} // namespace

// Codes: "自定义机器人使用指南" of open.feishu.cn.
const RobotDialect& feishuDialect()
{
    static const RobotDialect one = {"code",
                                     "msg",
                                     Minute,
                                     {{19001, Outcome::Refused, "ops.advice.address"},
                                      {19021, Outcome::Refused, "ops.advice.feishu.sign"},
                                      {19022, Outcome::Refused, "ops.advice.feishu.ip"},
                                      {19024, Outcome::Refused, "ops.advice.feishu.word"},
                                      {11232, Outcome::Throttled, "ops.advice.throttled"},
                                      {99991400, Outcome::Throttled, "ops.advice.throttled"},
                                      {9499, Outcome::BadMessage, "ops.advice.message"},
                                      {19002, Outcome::BadMessage, "ops.advice.message"}}};
    return one;
}

namespace
{

class Feishu final : public Channel
{
public:
    Feishu(const ChannelParts& parts, const std::string& url, std::string secret)
        : _parts(parts), _post(url, parts.redactor), _secret(std::move(secret))
    {
    }

    Delivery send(const std::vector<Notice>& notices, CallContext& context) override
    {
        const Letter letter = compose(_parts.sender, notices, Markup::Plain, MostBytes);
        Delivery delivery = judge(_post.send(bodyOf(letter), "", {}, context), feishuDialect());
        delivery.taken = letter.taken;
        return delivery;
    }

private:
    std::string bodyOf(const Letter& letter) const
    {
        sdk::JsonWriter json;
        json.beginObject();
        if (!_secret.empty())
        {
            // The other way round than 钉钉: "seconds\nsecret" is the key, and nothing is what it signs.
            const std::string now = std::to_string(_parts.time.nowMs() / 1000);
            json.key("timestamp").string(now);
            json.key("sign").string(sdk::base64(sdk::hmacSha256(now + "\n" + _secret, "")));
        }
        json.key("msg_type").string("post").key("content").beginObject();
        json.key("post").beginObject().key("zh_cn").beginObject();
        json.key("title").string(letter.title).key("content").beginArray().beginArray();
        json.beginObject().key("tag").string("text").key("text").string(letter.text).endObject();
        json.endArray().endArray().endObject().endObject().endObject().endObject();
        return json.take();
    }

    const ChannelParts _parts;
    HttpPost _post;
    const std::string _secret;
};

} // namespace

std::unique_ptr<Channel> makeFeishu(const ChannelParts& parts, const std::string& url,
                                    const std::string& secret)
{
    parts.redactor.conceal(secret);
    return std::make_unique<Feishu>(parts, url, secret);
}

} // namespace duijie::ops
