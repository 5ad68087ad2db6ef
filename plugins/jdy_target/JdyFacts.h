// What is known of materials, stores and units, as the host keeps their rows. Rationale: a row is found and
// parsed once in a while, not for every line of every bill.
#pragma once

#include "duijie/abi/host.h"
#include "duijie/sdk/Services.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace duijie::jdy
{

struct MaterialFacts
{
    std::string number;
    bool enabled = true;
    bool batch = false;
    bool shelfLife = false;
    bool serial = false;
    bool attributes = false;
    std::vector<std::string> units; ///< ids and numbers; empty: not told
};

struct StoreFacts
{
    std::string number;
    bool enabled = true;
    bool places = false; ///< storage places are in use
};

struct UnitFacts
{
    int precision = -1; ///< decimals of a quantity; -1: not told
};

/// An answer: facts, or why there are none.
template <typename Facts> struct Known
{
    std::shared_ptr<const Facts> facts;
    bool missing = false; ///< the rows are kept, and there is none of this id; else nobody keeps them
};

/// Facts by id, each kept for a few seconds; emptied when it grows over its bound. Thread-safe.
template <typename Facts> class FactCache
{
public:
    std::shared_ptr<const Facts> find(std::string_view key, int64_t nowMs) const
    {
        const std::shared_lock lock(_mutex);
        const auto at = _entries.find(key);
        const bool fresh = at != _entries.end() && nowMs - at->second.madeMs < AgeMs;
        return fresh ? at->second.facts : nullptr;
    }

    void put(std::string_view key, std::shared_ptr<const Facts> facts, int64_t nowMs)
    {
        const std::unique_lock lock(_mutex);
        if (_entries.size() >= MaxEntries)
        {
            _entries.clear();
        }
        _entries[std::string(key)] = {std::move(facts), nowMs};
    }

private:
    static constexpr int64_t AgeMs = 5000;
    static constexpr std::size_t MaxEntries = 20'000;

    struct Entry
    {
        std::shared_ptr<const Facts> facts;
        int64_t madeMs = 0;
    };
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    mutable std::shared_mutex _mutex;
    std::unordered_map<std::string, Entry, Hash, std::equal_to<>> _entries;
};

/// Thread-safe.
class JdyFacts
{
public:
    /// `lookup`: null when the host has none; nothing is known then.
    JdyFacts(Lookup* lookup, const sdk::Services& services);

    /// By "id" or "number".
    Known<MaterialFacts> material(std::string_view field, std::string_view value);
    Known<StoreFacts> store(std::string_view field, std::string_view value);
    Known<UnitFacts> unit(std::string_view id);

private:
    template <typename Facts, typename Read>
    Known<Facts> known(FactCache<Facts>& cache, std::string_view dataset, std::string_view field,
                       std::string_view value, Read&& read);

    Lookup* _lookup;
    const sdk::Services& _services;
    FactCache<MaterialFacts> _materials;
    FactCache<StoreFacts> _stores;
    FactCache<UnitFacts> _units;
};

} // namespace duijie::jdy
