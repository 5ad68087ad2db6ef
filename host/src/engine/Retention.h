// How long the store keeps what only explains: the call log, raw bytes, bodies that were sent.
#pragma once

#include "engine/ConnectionHost.h"

#include "store/Store.h"

#include <cstdint>
#include <optional>

namespace duijie::engine
{

/// Records that are open, and rows as such, are kept for ever.
struct RetentionRules
{
    int64_t callsDays = 90; ///< 0: for ever
    int64_t rawDays = 180;  ///< of finished records, after their last change; 0: for ever
    int64_t mostMiB = 0; ///< the store holds no more than this, free room in its file apart; 0: as it comes
};

/// What was taken away.
struct RetentionReport
{
    int64_t calls = 0;
    int64_t records = 0; ///< whose bytes went
    store::StoreSize size;
    bool tooLarge = false; ///< larger than wanted, and nothing more may go
    std::string error;     ///< the store's, when it failed
};

/// The oldest goes first, in small parts between the store's other writes. By days once a day, by size at
/// each call; nothing of the last two days goes by size. Nothing comes back when nothing was due. Stops when
/// shared.stop is set.
std::optional<RetentionReport> keepWithin(Shared& shared, const RetentionRules& rules);

/// Calls that began earlier were taken away; 0: none.
int64_t callsRemovedBefore(store::Store& store);

} // namespace duijie::engine
