// What a group robot's answer means: HTTP 200 alone says nothing.
#pragma once

#include "ops/Channel.h"

#include "duijie/sdk/HttpClient.h"

#include <string_view>
#include <vector>

namespace duijie::ops
{

/// What a code of a vendor means, and the sentence that says what to do.
struct RobotCode
{
    int64_t code;
    Outcome outcome;
    const char* advice; ///< id in the catalogue
};

/// How one vendor's robots answer.
struct RobotDialect
{
    std::string_view code;        ///< member that is 0 when the message was taken
    std::string_view message;     ///< member with the reason
    int64_t throttledMs;          ///< how long the vendor is silent after too many messages
    std::vector<RobotCode> codes; ///< others are refusals
};

/// The three vendors of group robots.
const RobotDialect& dingTalkDialect();
const RobotDialect& weComDialect();
const RobotDialect& feishuDialect();

Delivery judge(const sdk::HttpReply& reply, const RobotDialect& dialect);

/// The same for an answer that says all with its HTTP status.
Delivery judgeStatus(const sdk::HttpReply& reply);

} // namespace duijie::ops
