// What the tests of alerts share.
#pragma once

#include "../engine/Clock.h"

#include "ops/Postman.h"
#include "ops/Robots.h"

#include "store/OpenStore.h"

#include "duijie/sdk/Times.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace duijie::ops::test
{

using engine::test::Hour;
using engine::test::Minute;
using engine::test::Noon; // 16:00 in China
using engine::test::Second;

inline Sender sender()
{
    return {"仓库 A", "host-1", [](int64_t ms) { return sdk::formatDateTime(ms); }};
}

inline Notice begun(const std::string& id, int64_t atMs = Noon, bool urgent = false)
{
    return {NoticeKind::Begun, "panying",      id,   urgent, "happened " + id,
            "meaning " + id,   "advice " + id, atMs, 0};
}

inline Notice over(const std::string& id, int64_t atMs = Noon)
{
    return {NoticeKind::Over, "panying", id, false, "happened " + id, "", "", atMs, 0};
}

/// "begun a, over b": what there is to tell.
inline std::string summary(const std::vector<Notice>& notices)
{
    std::string out;
    for (const Notice& notice : notices)
    {
        out += (out.empty() ? "" : ", ") + std::string(kindName(notice.kind)) +
               (notice.id.empty() ? "" : " " + notice.id);
    }
    return out;
}

inline bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// Clock, redactor and the parts for channels that need them.
struct Bench
{
    Sender from = sender();
    engine::test::ManualClock clock;
    engine::Redactor redactor;
    engine::test::TestContext context;

    ChannelParts parts() { return {from, clock, redactor}; }
    std::function<int64_t()> time()
    {
        return [this] { return clock.nowMs(); };
    }
};

} // namespace duijie::ops::test
