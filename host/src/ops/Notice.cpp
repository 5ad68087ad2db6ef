#include "ops/Notice.h"

#include <array>
#include <charconv>

namespace duijie::ops
{

namespace
{

constexpr std::array<std::string_view, 6> Names = {"begun", "over", "passed", "alive", "dropped", "test"};

int64_t timeOf(sdk::JsonValue value)
{
    const std::string_view text = value.text();
    int64_t ms = 0;
    std::from_chars(text.data(), text.data() + text.size(), ms);
    return ms;
}

} // namespace

std::string_view kindName(NoticeKind kind) noexcept
{
    return Names[static_cast<std::size_t>(kind)];
}

void putNotice(sdk::JsonWriter& json, const Notice& notice)
{
    json.beginObject().key("event").string(kindName(notice.kind));
    json.key("flow").string(notice.flow).key("id").string(notice.id);
    json.key("severity").string(notice.urgent ? "urgent" : "normal");
    json.key("happened").string(notice.happened).key("meaning").string(notice.meaning);
    json.key("advice").string(notice.advice).key("at_ms").number(notice.atMs);
    json.key("end_ms").number(notice.endMs).endObject();
}

std::optional<Notice> noticeOf(sdk::JsonValue value)
{
    for (std::size_t i = 0; i < Names.size(); ++i)
    {
        if (value.find("event").text() == Names[i])
        {
            Notice notice;
            notice.kind = static_cast<NoticeKind>(i);
            notice.flow = value.find("flow").text();
            notice.id = value.find("id").text();
            notice.urgent = value.find("severity").text() == "urgent";
            notice.happened = value.find("happened").text();
            notice.meaning = value.find("meaning").text();
            notice.advice = value.find("advice").text();
            notice.atMs = timeOf(value.find("at_ms"));
            notice.endMs = timeOf(value.find("end_ms"));
            return notice;
        }
    }
    return std::nullopt;
}

} // namespace duijie::ops
