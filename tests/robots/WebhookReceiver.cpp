#include "robots/WebhookReceiver.h"

#include "robots/Seal.h"

#include <cstdlib>

namespace robots
{

Answer WebhookReceiver::judge(const Post& post)
{
    const auto header = [&](const char* name)
    {
        const auto found = post.headers.find(name);
        return found == post.headers.end() ? std::string() : found->second;
    };
    if (post.method != "POST" || post.path != "/hooks/duijie" ||
        header("content-type").rfind("application/json", 0) != 0)
    {
        return {404, "not here"};
    }
    if (!_secret.empty())
    {
        const std::string timestamp = header("x-duijie-timestamp");
        if (std::llabs(std::atoll(timestamp.c_str()) - now() / 1000) > 300 ||
            header("x-duijie-signature") != "sha256=" + sealHex(_secret, timestamp + "." + post.body))
        {
            return {401, "the signature is wrong"};
        }
    }
    const auto body = objectOf(post.body);
    if (!body || !body->isArray("alerts") || textOf(body, "text").empty())
    {
        return {400, "not what was agreed"};
    }
    keep(post.body);
    return {204, ""};
}

} // namespace robots
