#include "store/SqliteReader.h"

#include "store/StoreErrors.h"

#include <algorithm>
#include <iterator>

namespace duijie::store
{

namespace
{

// The set of states that the index record_open is for, in the very words of the schema: SQLite uses a partial
// index only when the query repeats its condition.
#define DUIJIE_OPEN "state <> 0 AND state <> 2 AND state <> 3 AND state <> 12"
#define DUIJIE_FLOW "flow = (SELECT id FROM flow WHERE name = ?1)"
#define DUIJIE_COLUMNS                                                                                       \
    "record.seq, record.key, record.number, record.event_ms, record.received_ms, record.state,"              \
    " record.reason, record.attempts, record.next_ms, record.target_id, record.target_number, "              \
    "record.changed_ms, record.blind, record.batch, record.bundle"
// Which rows is decided on an index first; only then are the rows and their bytes fetched. Their order is
// made sure of afterwards, in memory: SQLite's own sort would carry the bytes along.
#define DUIJIE_LOADED(chosen)                                                                                \
    "SELECT " DUIJIE_COLUMNS ", raw.payload, raw.unpacked, raw.removed_ms FROM (" chosen                     \
    ") AS chosen CROSS JOIN record ON record.seq ="                                                          \
    " chosen.seq CROSS JOIN raw ON raw.seq = chosen.seq"
#define DUIJIE_ROWS(chosen)                                                                                  \
    "SELECT " DUIJIE_COLUMNS " FROM (" chosen ") AS chosen CROSS JOIN record ON record.seq = chosen.seq"
#define DUIJIE_LOAD(condition)                                                                               \
    DUIJIE_LOADED("SELECT seq FROM record WHERE " condition " AND seq > ?3 ORDER BY seq LIMIT ?4")
#define DUIJIE_DUE(condition)                                                                                \
    DUIJIE_LOADED("SELECT seq FROM record WHERE " condition                                                  \
                  " AND next_ms <= ?3 ORDER BY next_ms, seq LIMIT ?4")
#define DUIJIE_NEWEST(condition)                                                                             \
    DUIJIE_ROWS("SELECT seq FROM record WHERE " condition " ORDER BY seq DESC LIMIT ?3")
// "+" keeps a term away from the indexes. ?2 is named in each form, so that the parameters are the same.
#define DUIJIE_WAITING DUIJIE_FLOW " AND state = 0 AND +state = ?2"
#define DUIJIE_OPENED DUIJIE_FLOW " AND state = ?2 AND " DUIJIE_OPEN
#define DUIJIE_ANY "+" DUIJIE_FLOW " AND +state = ?2"

/// One query in its three forms: by the index of what waits, by the index of what is open, by a walk over all
/// rows.
struct ByState
{
    const char* waiting;
    const char* open;
    const char* any;

    const char* of(RecordState state) const noexcept
    {
        switch (state)
        {
        case RecordState::Received:
            return waiting;
        case RecordState::Done:
        case RecordState::Skipped:
        case RecordState::Merged:
            return any;
        default:
            return open;
        }
    }
};

constexpr ByState Load = {DUIJIE_LOAD(DUIJIE_WAITING), DUIJIE_LOAD(DUIJIE_OPENED), DUIJIE_LOAD(DUIJIE_ANY)};
constexpr ByState Due = {DUIJIE_DUE(DUIJIE_WAITING), DUIJIE_DUE(DUIJIE_OPENED), DUIJIE_DUE(DUIJIE_ANY)};
constexpr ByState Newest = {DUIJIE_NEWEST(DUIJIE_WAITING), DUIJIE_NEWEST(DUIJIE_OPENED),
                            DUIJIE_NEWEST(DUIJIE_ANY)};
constexpr char NewestOfAll[] = DUIJIE_NEWEST("+" DUIJIE_FLOW " AND ?2 = -1");
constexpr char ByKey[] = DUIJIE_LOADED("SELECT seq FROM record WHERE " DUIJIE_FLOW " AND key = ?2");
// No index on numbers: it would cost every page a random write for a question that only people ask.
constexpr char ByNumber[] = DUIJIE_LOADED("SELECT seq FROM record WHERE +" DUIJIE_FLOW " AND number = ?2");
// No index on bills: every bill written would pay for it, and whoever asks has just paid for a vendor call.
constexpr char OwnerOf[] = "SELECT " DUIJIE_COLUMNS " FROM record WHERE +" DUIJIE_FLOW
                           " AND target_id = ?2 AND target_id <> '' AND key <> ?3 AND state IN (2, 7, 11)"
                           " LIMIT 1";
constexpr char OfBatch[] =
    "SELECT " DUIJIE_COLUMNS " FROM record WHERE batch = ?2 AND batch <> 0 AND +" DUIJIE_FLOW
    " ORDER BY record.seq";
constexpr char One[] = DUIJIE_LOADED("SELECT ?1 AS seq");
constexpr char Members[] =
    "SELECT " DUIJIE_COLUMNS " FROM record WHERE bundle = ?1 AND bundle <> 0 AND seq <> ?1 ORDER BY seq";
constexpr char BrokenBatches[] = "SELECT DISTINCT batch FROM record WHERE " DUIJIE_FLOW
                                 " AND batch <> 0 AND state <> 2 AND +state IN (5, 8, 9, 11)"
                                 " ORDER BY batch";
// One pass with a counter for each state: grouping would sort all rows in memory first.
constexpr char Counts[] =
    "SELECT sum(state = 0), sum(state = 1), sum(state = 2), sum(state = 3), sum(state = 4), sum(state = 5),"
    " sum(state = 6), sum(state = 7), sum(state = 8), sum(state = 9), sum(state = 10), sum(state = 11),"
    " sum(state = 12)"
    " FROM record WHERE +" DUIJIE_FLOW;
// By arrival what waits, and all of what is open: the one is ordered, the other is few.
constexpr char OldestUnsent[] =
    "SELECT min(came) FROM (SELECT * FROM (SELECT received_ms AS came FROM record WHERE " DUIJIE_FLOW
    " AND state = 0 ORDER BY seq LIMIT 1) UNION ALL SELECT min(received_ms) FROM record WHERE " DUIJIE_FLOW
    " AND state = 1 AND " DUIJIE_OPEN " UNION ALL SELECT min(received_ms) FROM record WHERE " DUIJIE_FLOW
    " AND state = 6 AND " DUIJIE_OPEN " UNION ALL SELECT min(received_ms) FROM record WHERE " DUIJIE_FLOW
    " AND state = 7 AND " DUIJIE_OPEN ")";

RecordRow rowOf(SqliteStatement& from)
{
    RecordRow row;
    row.seq = from.integer(0);
    row.key = from.text(1);
    row.number = from.text(2);
    row.eventMs = from.integer(3);
    row.receivedMs = from.integer(4);
    row.state = static_cast<RecordState>(from.integer(5));
    row.reason = from.text(6);
    row.attempts = static_cast<int>(from.integer(7));
    row.nextMs = from.integer(8);
    row.targetId = from.text(9);
    row.targetNumber = from.text(10);
    row.changedMs = from.integer(11);
    row.blind = static_cast<int>(from.integer(12));
    row.batch = from.integer(13);
    row.bundle = from.integer(14);
    return row;
}

bool byArrival(const RecordRow& a, const RecordRow& b) noexcept
{
    return a.seq < b.seq;
}

bool newestFirst(const RecordRow& a, const RecordRow& b) noexcept
{
    return a.seq > b.seq;
}

bool earliestFirst(const RecordRow& a, const RecordRow& b) noexcept
{
    return a.nextMs != b.nextMs ? a.nextMs < b.nextMs : a.seq < b.seq;
}

using Before = bool (*)(const RecordRow&, const RecordRow&) noexcept;

std::vector<LoadedRecord> loadedOf(SqliteStatement& from, Before before)
{
    std::vector<LoadedRecord> out;
    while (from.step())
    {
        out.push_back({rowOf(from), from.unpacked(15, 16), from.integer(17)});
    }
    const auto less = [before](const LoadedRecord& a, const LoadedRecord& b) { return before(a.row, b.row); };
    if (!std::is_sorted(out.begin(), out.end(), less))
    {
        std::sort(out.begin(), out.end(), less);
    }
    return out;
}

} // namespace

SqliteReader::SqliteReader(std::unique_ptr<SqliteConnection> first, std::string path, SqliteUse use,
                           SqliteOptions options)
    : _path(std::move(path)), _use(use), _options(std::move(options))
{
    _idle.push_back(std::move(first));
}

void SqliteReader::read(const Body& body)
{
    try
    {
        auto connection = borrow();
        try
        {
            body(*connection);
        }
        catch (...)
        {
            giveBack(std::move(connection));
            throw;
        }
        giveBack(std::move(connection));
    }
    catch (const SqliteError& error)
    {
        throw withAdvice(storeErrorOf(_path, error, "store.read_failed"));
    }
}

std::unique_ptr<SqliteConnection> SqliteReader::borrow()
{
    {
        std::unique_lock<std::mutex> lock(_mutex);
        _returned.wait(lock, [this] { return !_idle.empty() || _open < _options.readers; });
        if (!_idle.empty())
        {
            auto connection = std::move(_idle.back());
            _idle.pop_back();
            return connection;
        }
        ++_open;
    }
    try
    {
        return std::make_unique<SqliteConnection>(_path, _use, _options);
    }
    catch (...)
    {
        loseOne();
        throw;
    }
}

void SqliteReader::giveBack(std::unique_ptr<SqliteConnection> connection) noexcept
{
    {
        const std::lock_guard<std::mutex> guard(_mutex);
        _idle.push_back(std::move(connection));
    }
    _returned.notify_one();
}

void SqliteReader::loseOne() noexcept
{
    {
        const std::lock_guard<std::mutex> guard(_mutex);
        --_open;
    }
    _returned.notify_one();
}

std::vector<LoadedRecord> SqliteReader::load(const std::string& flow, RecordState state, int64_t afterSeq,
                                             int limit)
{
    std::vector<LoadedRecord> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(Load.of(state));
            query.bind(flow).bind(static_cast<int64_t>(state)).bind(afterSeq).bind(limit);
            out = loadedOf(query, byArrival);
        });
    return out;
}

std::vector<LoadedRecord> SqliteReader::due(const std::string& flow, RecordState state, int64_t nowMs,
                                            int limit)
{
    std::vector<LoadedRecord> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(Due.of(state));
            query.bind(flow).bind(static_cast<int64_t>(state)).bind(nowMs).bind(limit);
            out = loadedOf(query, earliestFirst);
        });
    return out;
}

std::vector<RecordRow> SqliteReader::rows(const std::string& flow, std::optional<RecordState> state,
                                          int limit)
{
    auto out = listOf(state ? Newest.of(*state) : NewestOfAll, [&](SqliteStatement& query)
                      { query.bind(flow).bind(state ? static_cast<int64_t>(*state) : -1).bind(limit); });
    std::sort(out.begin(), out.end(), newestFirst);
    return out;
}

std::optional<RecordRow> SqliteReader::ownerOf(const std::string& flow, const std::string& targetId,
                                               const std::string& otherThanKey)
{
    std::optional<RecordRow> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(OwnerOf);
            query.bind(flow).bind(targetId).bind(otherThanKey);
            if (query.step())
            {
                out = rowOf(query);
            }
        });
    return out;
}

std::vector<LoadedRecord> SqliteReader::find(const std::string& flow, const std::string& keyOrNumber)
{
    std::vector<LoadedRecord> out;
    read(
        [&](SqliteConnection& connection)
        {
            for (const char* sql : {ByKey, ByNumber})
            {
                auto query = connection.use(sql);
                query.bind(flow).bind(keyOrNumber);
                out = loadedOf(query, newestFirst);
                if (!out.empty())
                {
                    return;
                }
            }
        });
    return out;
}

std::vector<LoadedRecord> SqliteReader::loadThese(const std::vector<int64_t>& seqs)
{
    std::vector<LoadedRecord> out;
    read(
        [&](SqliteConnection& connection)
        {
            for (const int64_t seq : seqs)
            {
                auto query = connection.use(One);
                query.bind(seq);
                auto found = loadedOf(query, byArrival);
                std::move(found.begin(), found.end(), std::back_inserter(out));
            }
        });
    return out;
}

std::vector<RecordRow> SqliteReader::members(int64_t bundle)
{
    return listOf(Members, [&](SqliteStatement& query) { query.bind(bundle); });
}

std::vector<RecordRow> SqliteReader::batch(const std::string& flow, int64_t batch)
{
    return listOf(OfBatch, [&](SqliteStatement& query) { query.bind(flow).bind(batch); });
}

std::vector<RecordRow> SqliteReader::listOf(const char* sql,
                                            const std::function<void(SqliteStatement&)>& bind)
{
    std::vector<RecordRow> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(sql);
            bind(query);
            while (query.step())
            {
                out.push_back(rowOf(query));
            }
        });
    return out;
}

std::vector<int64_t> SqliteReader::brokenBatches(const std::string& flow)
{
    std::vector<int64_t> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(BrokenBatches);
            query.bind(flow);
            while (query.step())
            {
                out.push_back(query.integer(0));
            }
        });
    return out;
}

StateCounts SqliteReader::counts(const std::string& flow)
{
    StateCounts out{};
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(Counts);
            query.bind(flow);
            query.step();
            for (std::size_t state = 0; state < out.size(); ++state)
            {
                out[state] = query.integer(static_cast<int>(state));
            }
        });
    return out;
}

int64_t SqliteReader::oldestUnsentMs(const std::string& flow)
{
    int64_t out = 0;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(OldestUnsent);
            query.bind(flow);
            out = query.step() ? query.integer(0) : 0;
        });
    return out;
}

} // namespace duijie::store
