// One thing to be told to people.
#pragma once

#include "duijie/sdk/Json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::ops
{

enum class NoticeKind
{
    Begun,   ///< stands now
    Over,    ///< stood, and was told; stands no more
    Passed,  ///< began and ended before it could be told
    Alive,   ///< the daily sign of life
    Dropped, ///< older notices could not be kept
    Test
};

struct Notice
{
    NoticeKind kind = NoticeKind::Begun;
    std::string flow;
    std::string id; ///< tells it from others of its flow
    bool urgent = false;
    std::string happened; ///< sentences; no secrets in them
    std::string meaning;
    std::string advice;
    int64_t atMs = 0;  ///< Unix milliseconds
    int64_t endMs = 0; ///< Passed: when it was over
};

/// "begun", "over", ...: the word in JSON.
std::string_view kindName(NoticeKind kind) noexcept;

void putNotice(sdk::JsonWriter& json, const Notice& notice);

/// Nothing when it is no notice.
std::optional<Notice> noticeOf(sdk::JsonValue value);

} // namespace duijie::ops
