// What the gateway's and 旺店通's codes and texts mean for a reader.
#pragma once

#include "duijie/abi/types.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::wdt
{

enum class WdtKind
{
    Ok,
    NotFound,      ///< asked for one document, and there is none
    Throttled,     ///< wait, then ask again
    Transient,     ///< ask again soon
    Clock,         ///< our timestamp was refused
    Unauthorized,  ///< key, secret or signature
    Misconfigured, ///< permission, address or another setting
    Rejected,      ///< the request itself
    Unclear        ///< a code nobody knows: reading again later is harmless
};

/// The error members of an answer, under whatever spelling they came.
struct WdtError
{
    std::string_view code;      ///< platform code (code)
    std::string_view text;      ///< its text (message, msg)
    std::string_view subCode;   ///< 旺店通's code (sub_code) or the platform's word for it
    std::string_view subText;   ///< its text (sub_message, sub_msg)
    std::string_view errorCode; ///< 旺店通's own non-zero errorcode
};

/// What came of an answer.
struct WdtVerdict
{
    WdtKind kind = WdtKind::Ok;
    uint64_t waitMs = 0; ///< with Throttled: the silence asked for
    std::string message; ///< sentence, without who and where; empty on success
};

/// What a call that came to this ends with.
StatusCode statusOf(WdtKind kind) noexcept;

/// Every code and every part of a text that is known, with what it means. docs/errors.md lists them all.
std::vector<std::pair<std::string_view, WdtKind>> knownErrors();

/// Reads one error. Texts count before codes: limits are told under many codes.
WdtVerdict judge(const WdtError& error);

/// Milliseconds in "This ban will last for N more seconds" with half a second on top, as clients add it; 0
/// when the text does not say. Vendor: platform error texts.
uint64_t banMs(std::string_view text) noexcept;

} // namespace duijie::wdt
