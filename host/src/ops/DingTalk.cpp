#include "ops/HttpPost.h"
#include "ops/RobotReply.h"
#include "ops/Robots.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Json.h"

namespace duijie::ops
{

namespace
{

// A message may have 20,000 bytes, and a text nobody reads to its end has fewer.
constexpr std::size_t MostBytes = 5000;

constexpr int64_t TenMinutes = 600'000; // a robot that sent more than 20 in a minute is silenced for so long

} // namespace

// Codes: "自定义机器人" and the global list of open.dingtalk.com.
const RobotDialect& dingTalkDialect()
{
    static const RobotDialect one = {"errcode",
                                     "errmsg",
                                     TenMinutes,
                                     {{-1, Outcome::Unreachable, "ops.advice.unreachable"},
                                      {310000, Outcome::Refused, "ops.advice.dingtalk.check"},
                                      {130101, Outcome::Throttled, "ops.advice.throttled"},
                                      {410100, Outcome::Throttled, "ops.advice.throttled"},
                                      {300001, Outcome::Refused, "ops.advice.address"},
                                      {400013, Outcome::Refused, "ops.advice.address"},
                                      {400101, Outcome::Refused, "ops.advice.address"},
                                      {400102, Outcome::Refused, "ops.advice.address"},
                                      {400106, Outcome::Refused, "ops.advice.address"},
                                      {430101, Outcome::BadMessage, "ops.advice.message"},
                                      {430102, Outcome::BadMessage, "ops.advice.message"},
                                      {430104, Outcome::BadMessage, "ops.advice.message"},
                                      {460101, Outcome::BadMessage, "ops.advice.message"}}};
    return one;
}

namespace
{

class DingTalk final : public Channel
{
public:
    DingTalk(const ChannelParts& parts, const std::string& url, std::string secret, Markup markup)
        : _parts(parts), _post(url, parts.redactor), _secret(std::move(secret)), _markup(markup)
    {
    }

    Delivery send(const std::vector<Notice>& notices, CallContext& context) override
    {
        const Letter letter = compose(_parts.sender, notices, _markup, MostBytes);
        Delivery delivery = judge(_post.send(bodyOf(letter), signature(), {}, context), dingTalkDialect());
        delivery.taken = letter.taken;
        return delivery;
    }

private:
    std::string bodyOf(const Letter& letter) const
    {
        sdk::JsonWriter json;
        json.beginObject();
        if (_markup == Markup::Markdown)
        {
            json.key("msgtype").string("markdown").key("markdown").beginObject();
            json.key("title").string(letter.title);
            json.key("text").string("#### " + escapeMarkdown(letter.title) + "\n\n" + letter.text);
        }
        else
        {
            json.key("msgtype").string("text").key("text").beginObject();
            json.key("content").string(letter.title + "\n\n" + letter.text);
        }
        json.endObject().endObject();
        return json.take();
    }

    // In the query: HMAC-SHA256 of "milliseconds\nsecret" under the secret; no older than an hour.
    std::string signature() const
    {
        if (_secret.empty())
        {
            return {};
        }
        const std::string now = std::to_string(_parts.time.nowMs());
        return "timestamp=" + now +
               "&sign=" + sdk::percentEncode(sdk::base64(sdk::hmacSha256(_secret, now + "\n" + _secret)));
    }

    const ChannelParts _parts;
    HttpPost _post;
    const std::string _secret;
    const Markup _markup;
};

} // namespace

std::unique_ptr<Channel> makeDingTalk(const ChannelParts& parts, const std::string& url,
                                      const std::string& secret, Markup markup)
{
    parts.redactor.conceal(secret);
    return std::make_unique<DingTalk>(parts, url, secret, markup);
}

} // namespace duijie::ops
