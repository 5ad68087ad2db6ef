// Who takes JSON from a webhook and checks its signature as docs/alerts.md says.
#pragma once

#include "robots/Receiver.h"

namespace robots
{

class WebhookReceiver final : public Receiver
{
public:
    WebhookReceiver(Clock clock, std::string secret) : Receiver(std::move(clock)), _secret(std::move(secret))
    {
    }
    ~WebhookReceiver() override { close(); }

    std::string url() const { return base() + "/hooks/duijie"; }

private:
    Answer judge(const Post& post) override;

    const std::string _secret;
};

} // namespace robots
