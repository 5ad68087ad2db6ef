// The channels there are. Every one conceals its secrets in the redactor that it is given.
#pragma once

#include "ops/Channel.h"
#include "ops/Letter.h"

#include "engine/Environment.h"
#include "engine/Redactor.h"

#include <memory>
#include <string>

namespace duijie::ops
{

/// What every channel works with. All of it outlives the channel.
struct ChannelParts
{
    const Sender& sender;
    engine::TimeSource& time;
    engine::Redactor& redactor;
};

/// 钉钉 group robot. `secret`: of the security setting 加签; empty: none. Throws Poco::SyntaxException for an
/// address that is none, as the others do.
std::unique_ptr<Channel> makeDingTalk(const ChannelParts& parts, const std::string& url,
                                      const std::string& secret, Markup markup);

/// 企业微信 group robot.
std::unique_ptr<Channel> makeWeCom(const ChannelParts& parts, const std::string& url);

/// 飞书 group robot. `secret`: of the security setting 签名校验; empty: none.
std::unique_ptr<Channel> makeFeishu(const ChannelParts& parts, const std::string& url,
                                    const std::string& secret);

/// Any web address that takes JSON. `secret`: key of the signature in the header; empty: none.
std::unique_ptr<Channel> makeWebhook(const ChannelParts& parts, const std::string& url,
                                     const std::string& secret);

} // namespace duijie::ops
