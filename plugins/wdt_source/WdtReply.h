// One answer of the gateway.
#pragma once

#include "WdtErrors.h"
#include "WdtInterfaces.h"

#include "duijie/sdk/HttpClient.h"
#include "duijie/sdk/Json.h"

#include <cstdint>

namespace duijie::wdt
{

/// A page of rows; its values live in its own document.
struct WdtPage
{
    sdk::JsonDocument document;
    sdk::JsonValue rows; ///< an array, or absent when the answer has no list
    int64_t total = -1;  ///< what the vendor says the window holds; -1 when this answer does not say
};

/// Reads an answer into `page`. `shape.listKey` may be empty: then the only array in the answer is the list.
/// Both error shapes of the platform, 旺店通's own errorcode, missing lists and mistyped numbers are
/// understood.
WdtVerdict readReply(const sdk::HttpReply& reply, const WdtInterface& shape, WdtPage& page);

} // namespace duijie::wdt
