#pragma once

#include "Options.h"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace duijie::sandbox
{

/** The appSecret that rotates and the app-tokens made with it. Tokens carry their own proof and survive a
 * restart. */
class JdyAccess
{
public:
    /** What a token is worth now. */
    enum class TokenState
    {
        Good,
        Missing,
        Unknown,
        Expired
    };

    /** Access of the one account book of the sandbox. */
    JdyAccess(std::uint64_t seed, const Credentials& credentials);

    /** The appSecret handed out by the authorisation call now. */
    std::string appSecret() const;

    /** The `app_signature` the token endpoint accepts now. */
    std::string appSignature() const;

    /** A new token of 24 hours. */
    std::string issueToken(std::int64_t nowMs);

    /** Looks at a token as a business call presents it. */
    TokenState inspect(std::string_view token, std::int64_t nowMs);

    /** Every credential handed out or accepted so far, oldest first: what must never appear in a log. */
    std::vector<std::string> handedOut() const;

    /** Replaces the appSecret; tokens already given stay good. */
    void rotate();

    /** Ends every token given so far. */
    void expireTokens();

    /** How often the appSecret has rotated and all tokens have been ended. */
    std::uint64_t rotations() const { return _secretVersion - 1; }
    std::uint64_t expirations() const { return _tokenEpoch - 1; }

private:
    /** A token whose signature has been checked. */
    struct Known
    {
        std::int64_t expires;
        std::uint64_t epoch;
    };

    bool verify(std::string_view token, Known& known) const;

    std::string _appKey;
    std::string _tokenKey;
    std::atomic<std::uint64_t> _secretVersion{1};
    std::atomic<std::uint64_t> _tokenEpoch{1};
    std::atomic<std::uint64_t> _serial{1};
    void note(const std::string& credential) const;

    mutable std::mutex _mutex;
    mutable std::vector<std::string> _handedOut;
    std::unordered_map<std::string, Known> _known;
};

} // namespace duijie::sandbox
