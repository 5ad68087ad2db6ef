// What the vendor's codes and texts mean for a write and for a read.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::jdy
{

/// Classes of a business error. Only what is on a list is anything but Unlisted.
enum class JdyErrorKind
{
    TokenExpired,  ///< a new token is needed; the call was not carried out
    GrantInvalid,  ///< the authorisation itself must be fetched anew; the call was not carried out
    Signature,     ///< client_secret or the clock
    Throttled,     ///< a limit of the account or the app
    Locked,        ///< somebody is editing: passes
    Duplicate,     ///< is there already
    Refused,       ///< understood and refused for good
    Missing,       ///< refused because something does not exist
    Misconfigured, ///< permission, route or configuration
    ServerTrouble, ///< the vendor's own fault: may or may not have been applied
    AuditFailed,   ///< the audit step failed: a draft may have been left
    Unlisted
};

/// Class of an errcode with its description. Vendor: error code tables of the development rules, and texts
/// that integrators measured. Texts count before codes, because general codes carry them.
JdyErrorKind errorKindOf(std::string_view errcode, std::string_view text) noexcept;

/// Every code and every part of a text that is known, with its class. docs/errors.md lists them all.
std::vector<std::pair<std::string_view, JdyErrorKind>> knownErrors();

/// The id of the sentence that says what to do about it; empty when there is nothing to say.
std::string_view adviceFor(JdyErrorKind kind) noexcept;

/// Whom the vendor's ten-digit codes (AABBCCDEEE, AA 20) send to: their digit D says who can help. The id
/// of a sentence; empty for other codes. Vendor: development rules, error codes.
std::string_view adviceForCode(std::string_view errcode) noexcept;

} // namespace duijie::jdy
