// 企业微信 群机器人: developer.work.weixin.qq.com, 群机器人配置说明 (path 91770).
#pragma once

#include "robots/Receiver.h"

namespace robots
{

class WeComRobot final : public Receiver
{
public:
    WeComRobot(Clock clock, std::string key) : Receiver(std::move(clock)), _key(std::move(key)) {}
    ~WeComRobot() override { close(); }

    std::string url() const { return base() + "/cgi-bin/webhook/send?key=" + _key; }

private:
    Answer judge(const Post& post) override;

    const std::string _key;
};

} // namespace robots
