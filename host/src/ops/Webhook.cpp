#include "ops/HttpPost.h"
#include "ops/RobotReply.h"
#include "ops/Robots.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Json.h"

namespace duijie::ops
{

namespace
{

constexpr std::size_t MostBytes = 32'000;

class Webhook final : public Channel
{
public:
    Webhook(const ChannelParts& parts, const std::string& url, std::string secret)
        : _parts(parts), _post(url, parts.redactor), _secret(std::move(secret))
    {
    }

    Delivery send(const std::vector<Notice>& notices, CallContext& context) override
    {
        const Letter letter = compose(_parts.sender, notices, Markup::Plain, MostBytes);
        sdk::JsonWriter json;
        json.beginObject().key("label").string(_parts.sender.label);
        json.key("host").string(_parts.sender.machine);
        json.key("title").string(letter.title).key("text").string(letter.text);
        json.key("alerts").beginArray();
        for (std::size_t i = 0; i < letter.taken; ++i)
        {
            putNotice(json, notices[i]);
        }
        json.endArray().endObject();
        Delivery delivery = judgeStatus(_post.send(json.text(), "", headersFor(json.text()), context));
        delivery.taken = letter.taken;
        return delivery;
    }

private:
    // The time is signed too, so that nobody can send an old message again.
    std::vector<std::pair<std::string, std::string>> headersFor(const std::string& body) const
    {
        if (_secret.empty())
        {
            return {};
        }
        const std::string now = std::to_string(_parts.time.nowMs() / 1000);
        return {{"X-Duijie-Timestamp", now},
                {"X-Duijie-Signature", "sha256=" + sdk::hmacSha256Hex(_secret, now + "." + body)}};
    }

    const ChannelParts _parts;
    HttpPost _post;
    const std::string _secret;
};

} // namespace

std::unique_ptr<Channel> makeWebhook(const ChannelParts& parts, const std::string& url,
                                     const std::string& secret)
{
    parts.redactor.conceal(secret);
    return std::make_unique<Webhook>(parts, url, secret);
}

} // namespace duijie::ops
