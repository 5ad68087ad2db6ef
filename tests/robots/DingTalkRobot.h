// 钉钉 "自定义机器人": open.dingtalk.com, 自定义机器人接入, 安全设置, 消息类型.
#pragma once

#include "robots/Receiver.h"

namespace robots
{

class DingTalkRobot final : public Receiver
{
public:
    /// `secret`: of 加签; empty: not asked for. `keyword`: of 自定义关键词; the same.
    DingTalkRobot(Clock clock, std::string token, std::string secret, std::string keyword = "");
    ~DingTalkRobot() override { close(); }

    std::string url() const { return base() + "/robot/send?access_token=" + _token; }

private:
    Answer judge(const Post& post) override;
    std::string wrongSignature(const Post& post) const;

    const std::string _token;
    const std::string _secret;
    const std::string _keyword;
    int64_t _silentUntil = 0;
};

} // namespace robots
