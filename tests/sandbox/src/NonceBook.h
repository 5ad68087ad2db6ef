#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

namespace duijie::sandbox
{

/**
 * Remembers the nonces of signed calls for as long as their timestamp would still be accepted. Kept as 64-bit
 * hashes in one open-addressing table per minute, so that millions of calls stay small and old minutes go at
 * once.
 */
class NonceBook
{
public:
    /** Notes the nonce of a call signed at that time; false when it was used before within the window. */
    bool enter(std::string_view nonce, std::int64_t timestampMs);

private:
    /** The nonces whose timestamps fall into one minute. */
    struct Minute
    {
        std::int64_t minute = -1;
        std::size_t used = 0;
        std::vector<std::uint64_t> slots;

        bool contains(std::uint64_t hash) const;
        void insert(std::uint64_t hash);
    };

    /** Timestamps of 5 minutes back to 5 minutes ahead are accepted, so 11 minutes can be alive at once. */
    static constexpr std::size_t kMinutes = 12;

    std::mutex _mutex;
    std::array<Minute, kMinutes> _minutes;
};

} // namespace duijie::sandbox
