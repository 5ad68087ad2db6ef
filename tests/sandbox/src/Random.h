#pragma once

#include <cstdint>

namespace duijie::sandbox
{

/** Mixes two numbers into one well spread number (SplitMix64 finaliser). */
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t z = a + (b + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/** Small generator whose numbers are the same on every machine (std distributions are not). */
class Random
{
public:
    /** Starts a stream; equal seeds give equal streams. */
    constexpr explicit Random(std::uint64_t seed) : _state(seed) {}

    /** The next 64 bits. */
    constexpr std::uint64_t next()
    {
        _state += 0x9E3779B97F4A7C15ULL;
        return mix(_state, 0);
    }

    /** A number of 0 … bound-1; bound must be above 0. */
    constexpr std::uint32_t below(std::uint32_t bound)
    {
        return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
    }

    /** True in `count` of `of` cases. */
    constexpr bool oneIn(std::uint32_t count, std::uint32_t of) { return below(of) < count; }

private:
    std::uint64_t _state;
};

} // namespace duijie::sandbox
