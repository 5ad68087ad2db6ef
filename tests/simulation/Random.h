// The chance of a simulated world: the same seed, the same world.
#pragma once

#include <cstdint>
#include <random>
#include <utility>

namespace duijie::simulation
{

class Random
{
public:
    explicit Random(uint64_t seed) : _engine(seed) {}

    uint64_t next() { return _engine(); }

    /// 0 to `limit` - 1.
    int64_t below(int64_t limit) { return static_cast<int64_t>(next() % static_cast<uint64_t>(limit)); }

    int64_t between(int64_t least, int64_t most) { return least + below(most - least + 1); }
    bool chance(int percent) { return below(100) < percent; }

    template <typename... T> auto oneOf(T... choices)
    {
        const std::common_type_t<T...> all[] = {choices...};
        return all[below(sizeof...(choices))];
    }

private:
    std::mt19937_64 _engine;
};

} // namespace duijie::simulation
