// What grows old: taken away a few rows at a time, so that no other write waits long.
#include "store/SqliteOperations.h"

namespace duijie::store
{

namespace
{

constexpr int64_t CallsAtOnce = 500;
constexpr int64_t RecordsAtOnce = 200; // some 1.5 MB

#define DUIJIE_FINISHED "state IN (2, 3, 4)"
#define DUIJIE_OVER "state IN (2, 3, 4, 12)" // a member's calls are of the time before it was one
static_assert(isFinished(RecordState::Done) && isFinished(RecordState::Skipped) &&
              isFinished(RecordState::Invalid));

constexpr char FirstCall[] = "SELECT id, started_ms FROM call WHERE id > ? ORDER BY id LIMIT 1";
constexpr char RemoveCalls[] =
    "DELETE FROM call WHERE id >= ?1 AND id < ?2 AND started_ms < ?3"
    " AND NOT EXISTS (SELECT 1 FROM record WHERE record.seq = call.seq AND NOT " DUIJIE_OVER ")"
    " AND NOT EXISTS (SELECT 1 FROM call_record JOIN record ON record.seq = call_record.seq"
    " WHERE call_record.call = call.id AND NOT " DUIJIE_OVER ")";
constexpr char RemoveCallRecords[] = "DELETE FROM call_record WHERE call >= ?1 AND call < ?2"
                                     " AND NOT EXISTS (SELECT 1 FROM call WHERE call.id = call_record.call)";
constexpr char FirstBytes[] =
    "SELECT raw.seq, record.received_ms FROM raw CROSS JOIN record ON record.seq = raw.seq"
    " WHERE raw.seq > ? AND raw.removed_ms = 0 ORDER BY raw.seq LIMIT 1";
// A body goes with the raw bytes of its record, those of a member not before its bundle is finished.
#define DUIJIE_OLD(table)                                                                                    \
    " WHERE " table ".seq >= ?1 AND " table ".seq < ?2 AND removed_ms = 0 AND EXISTS (SELECT 1 FROM record"  \
    " WHERE record.seq = " table ".seq AND (" DUIJIE_FINISHED " OR state = 12 AND EXISTS (SELECT 1 FROM"     \
    " record AS bundle WHERE bundle.seq = record.bundle AND bundle." DUIJIE_FINISHED                         \
    " AND bundle.changed_ms < ?3)) AND changed_ms < ?3)"
// A row that only gets shorter keeps its page to itself. One that is moved away leaves the page to its
// neighbours, and is short when it comes back.
constexpr char ShortenRaw[] =
    "UPDATE raw SET seq = -seq, payload = x'', unpacked = 0, removed_ms = ?4" DUIJIE_OLD("raw");
constexpr char BringRawBack[] = "UPDATE raw SET seq = -seq WHERE seq < 0";
constexpr char ShortenBodies[] =
    "UPDATE intent SET id = -id, body = x'', unpacked = 0, removed_ms = ?4" DUIJIE_OLD("intent");
constexpr char BringBodiesBack[] = "UPDATE intent SET id = -id WHERE id < 0";

} // namespace

void SqliteOperations::remove(const Removal& removal, WriteResult& result)
{
    const bool calls = removal.what == Kept::Calls;
    int64_t first = 0;
    {
        auto query = _connection.use(calls ? FirstCall : FirstBytes);
        query.bind(removal.afterId);
        if (!query.step())
        {
            return;
        }
        first = query.integer(0);
        result.atMs = query.integer(1);
    }
    // In order of arrival: what comes after this one is no older.
    if (result.atMs < removal.beforeMs)
    {
        calls ? removeCalls(first, removal.beforeMs, result) : removeBytes(first, removal.beforeMs, result);
    }
}

void SqliteOperations::removeCalls(int64_t from, int64_t beforeMs, WriteResult& result)
{
    const int64_t until = from + CallsAtOnce;
    result.applied = _connection.use(RemoveCalls).bind(from).bind(until).bind(beforeMs).run();
    _connection.use(RemoveCallRecords).bind(from).bind(until).run();
    result.id = until - 1;
}

void SqliteOperations::removeBytes(int64_t from, int64_t beforeMs, WriteResult& result)
{
    const int64_t until = from + RecordsAtOnce;
    const int64_t now = _nowMs();
    result.applied = _connection.use(ShortenRaw).bind(from).bind(until).bind(beforeMs).bind(now).run();
    _connection.use(BringRawBack).run();
    _connection.use(ShortenBodies).bind(from).bind(until).bind(beforeMs).bind(now).run();
    _connection.use(BringBodiesBack).run();
    result.id = until - 1;
}

} // namespace duijie::store
