// 飞书 自定义机器人: open.feishu.cn, 自定义机器人使用指南.
#pragma once

#include "robots/Receiver.h"

namespace robots
{

class FeishuRobot final : public Receiver
{
public:
    /// `secret`: of 签名校验; empty: not asked for.
    FeishuRobot(Clock clock, std::string id, std::string secret);
    ~FeishuRobot() override { close(); }

    std::string url() const { return base() + "/open-apis/bot/v2/hook/" + _id; }

private:
    Answer judge(const Post& post) override;

    const std::string _id;
    const std::string _secret;
};

} // namespace robots
