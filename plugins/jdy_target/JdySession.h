// What the authorisation gives: a grant (who may be asked for tokens) and a session (the token itself).
#pragma once

#include "JdyGate.h"

#include "duijie/sdk/Json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::jdy
{

/// One valid row of the authorisation. Never stored: the secret changes every 24 hours anyway.
struct JdyGrant
{
    std::string appKey;
    std::string appSecret;
    std::string domain;
};

/// A token and where to send it. Kept in the host's state, so that a restart asks for nothing.
struct JdySession
{
    std::string token;
    std::string domain;
    int64_t expiresMs = 0; ///< Unix milliseconds after which it is not used any more

    std::string toJson(std::string_view owner) const;
    /// Nothing when `json` is not of this form, or belongs to another owner.
    static std::optional<JdySession> fromJson(std::string_view json, std::string_view owner);
};

/// Chooses the row that counts: valid (status 1) and, when an account is configured, of that id or name.
/// Nothing on failure, with `why` set. Vendor: authorisation page.
std::optional<JdyGrant> chooseGrant(sdk::JsonValue rows, const std::string& account, std::string& why);

/// When a token received at `nowMs` stops being used: ten minutes before the JWT's own end (a quarter of its
/// life when that is shorter), counted from now so that a wrong clock here does no harm; 23 hours when it is
/// no JWT.
int64_t expiryOf(std::string_view token, int64_t nowMs);

/// Why this routing domain is not to be trusted with bills; empty when it is. A loopback base URL may also be
/// routed to itself: that is a sandbox.
std::string domainProblem(std::string_view domain, const JdyAccount& account);

} // namespace duijie::jdy
