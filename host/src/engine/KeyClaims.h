// Which record a natural key belongs to in this run.
//
// Two documents of the source can lead to one key (an empty number, a constant in place of a field). The
// target would take both bills, and nobody could tell them apart afterwards.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace duijie::engine
{

/// Remembers keys as hashes, 16 bytes each, so that hundreds of thousands stay affordable. Two keys of one
/// hash would be told as one: then a document is not written, which is seen, never written twice. One thread.
class KeyClaims
{
public:
    /// The record that `naturalKey` in `scope` belongs to: `seq` where it was free.
    int64_t claim(std::string_view scope, std::string_view naturalKey, int64_t seq);

private:
    struct Claim
    {
        uint64_t key = 0;
        int64_t owner = 0;
    };

    std::vector<Claim> _settled;                   // sorted by key
    std::unordered_map<uint64_t, int64_t> _recent; // few; merged into the others from time to time
};

} // namespace duijie::engine
