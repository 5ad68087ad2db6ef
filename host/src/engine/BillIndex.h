// What a target already has, by natural key: read once per scope, kept small.
#pragma once

#include "engine/RunContext.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::engine
{

/// Ids of a target's live bills under a hash of their natural key. About 40 bytes a bill, so that a scope
/// with hundreds of thousands of bills stays affordable; a hash hit is settled by reading the bill. One
/// thread.
class BillIndex
{
public:
    explicit BillIndex(RunContext& run) : _run(run) {}

    /// Lists the target between two scopes. Not STATUS_OK: nothing is known about them; `error` says why.
    Status load(const std::string& firstScope, const std::string& lastScope, std::string& error);

    /// Lists a scope that was not listed before.
    Status need(const std::string& scope, std::string& error);

    /// Asks for one key only (TargetFind); STATUS_UNSUPPORTED: the target cannot.
    Status ask(const std::string& scope, const std::string& naturalKey, std::string& error);

    /// Ids of the bills that may carry this key.
    std::vector<std::string> find(std::string_view naturalKey) const;

    std::size_t size() const noexcept { return _entries.size(); }

private:
    class Sink;

    struct Entry
    {
        uint64_t hash = 0;
        uint32_t start = 0;
        uint32_t size = 0;
    };

    void sort();

    RunContext& _run;
    std::set<std::string, std::less<>> _scopes;
    std::vector<Entry> _entries; // sorted by hash
    std::string _ids;
};

} // namespace duijie::engine
