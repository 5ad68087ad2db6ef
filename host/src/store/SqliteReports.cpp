// Reads beside the records: cursors, intents, calls, runs, reference rows.
#include "store/SqliteReader.h"

namespace duijie::store
{

namespace
{

constexpr char Cursor[] =
    "SELECT value FROM cursor WHERE flow = (SELECT id FROM flow WHERE name = ?) AND name = ?";
constexpr char Intents[] =
    "SELECT seq, attempt, created_ms, run_id, natural_key, scope, fingerprint, body_digest, body, unpacked,"
    " removed_ms FROM intent WHERE seq = ? ORDER BY id";
constexpr char LastIntent[] =
    "SELECT seq, attempt, created_ms, run_id, natural_key, scope, fingerprint, body_digest, body, unpacked,"
    " removed_ms FROM intent WHERE seq = ? ORDER BY id DESC LIMIT 1";
#define CALL_COLUMNS                                                                                         \
    "SELECT id, started_ms, duration_ms, run_id, seq, attempt, http_status, outcome, "                       \
    "request_bytes, response_bytes, connection, bucket, flow, operation, method, path, excerpt, message, "   \
    "request FROM call "
constexpr char Calls[] =
    CALL_COLUMNS "WHERE (seq = ?1 AND seq <> 0) OR id IN (SELECT call FROM call_record WHERE seq = ?1)"
                 " ORDER BY id";
#define CALL_CHOSEN                                                                                          \
    "(?1 = '' OR flow = ?1) AND started_ms >= ?2 AND (?3 < 0 OR outcome = ?3) AND (?4 = 0 OR outcome <> 0)"  \
    " ORDER BY id DESC LIMIT ?5"
constexpr char RecentCalls[] = CALL_COLUMNS "WHERE ?6 = 0 AND " CALL_CHOSEN;
// By the indexes of what a record has, and not by a walk over all calls.
constexpr char RecentCallsOf[] =
    CALL_COLUMNS "WHERE id IN (SELECT id FROM call WHERE seq = ?6 AND seq <> 0"
                 " UNION SELECT call FROM call_record WHERE seq = ?6) AND " CALL_CHOSEN;
#undef CALL_CHOSEN
#undef CALL_COLUMNS
constexpr char Steps[] =
    "SELECT seq, run_id, created_ms, step, target_id FROM step WHERE seq = ? ORDER BY id";
constexpr char CallTimes[] =
    "SELECT started_ms FROM call WHERE bucket = ? AND started_ms >= ? ORDER BY started_ms";
constexpr char CallCounts[] =
    "SELECT operation, count(*), sum(outcome = 4) FROM call WHERE run_id = ? AND run_id <> 0 GROUP "
    "BY operation ORDER BY operation";
constexpr char DatasetCursor[] = "SELECT cursor FROM dataset WHERE name = ? AND cursor IS NOT NULL";
constexpr char DatasetRows[] = "SELECT key, json, \"order\" FROM dataset_row WHERE dataset = (SELECT id FROM "
                               "dataset WHERE name = ?) ORDER BY key";
constexpr char State[] = "SELECT value FROM state WHERE scope = ? AND name = ?";
constexpr char Runs[] =
    "SELECT id, flow, \"trigger\", started_ms, ended_ms, state, summary FROM run WHERE flow = ?"
    " ORDER BY id DESC LIMIT ?";

CallRow callOf(SqliteStatement& from)
{
    CallRow call;
    call.id = from.integer(0);
    call.startedMs = from.integer(1);
    call.durationMs = static_cast<uint32_t>(from.integer(2));
    call.runId = from.integer(3);
    call.seq = from.integer(4);
    call.attempt = static_cast<int>(from.integer(5));
    call.httpStatus = static_cast<int>(from.integer(6));
    call.outcome = static_cast<uint32_t>(from.integer(7));
    call.requestBytes = static_cast<uint64_t>(from.integer(8));
    call.responseBytes = static_cast<uint64_t>(from.integer(9));
    call.connection = from.text(10);
    call.bucket = from.text(11);
    call.flow = from.text(12);
    call.operation = from.text(13);
    call.method = from.text(14);
    call.path = from.text(15);
    call.excerpt = from.text(16);
    call.message = from.text(17);
    call.request = from.text(18);
    return call;
}

Intent intentOf(SqliteStatement& from)
{
    Intent intent;
    intent.seq = from.integer(0);
    intent.attempt = static_cast<int>(from.integer(1));
    intent.createdMs = from.integer(2);
    intent.runId = from.integer(3);
    intent.naturalKey = from.text(4);
    intent.scope = from.text(5);
    intent.fingerprint = from.text(6);
    intent.bodyDigest = from.text(7);
    intent.body = from.unpacked(8, 9);
    intent.removedMs = from.integer(10);
    return intent;
}

RunRow runOf(SqliteStatement& from)
{
    RunRow run;
    run.id = from.integer(0);
    run.flow = from.text(1);
    run.trigger = from.text(2);
    run.startedMs = from.integer(3);
    run.endedMs = from.integer(4);
    run.state = from.text(5);
    run.summary = from.text(6);
    return run;
}

StepRow stepOf(SqliteStatement& from)
{
    return {from.integer(0), from.integer(1), from.integer(2), std::string(from.text(3)),
            std::string(from.text(4))};
}

/// What a record has of one kind.
template <typename Row>
std::vector<Row> rowsOf(SqliteConnection& connection, const char* sql, int64_t seq,
                        Row (*make)(SqliteStatement&))
{
    std::vector<Row> out;
    auto query = connection.use(sql);
    query.bind(seq);
    while (query.step())
    {
        out.push_back(make(query));
    }
    return out;
}

} // namespace

std::optional<std::string> SqliteReader::cursor(const std::string& flow, const std::string& name)
{
    std::optional<std::string> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(Cursor);
            query.bind(flow).bind(name);
            if (query.step())
            {
                out = query.text(0);
            }
        });
    return out;
}

std::vector<StepRow> SqliteReader::steps(int64_t seq)
{
    std::vector<StepRow> out;
    read([&](SqliteConnection& connection) { out = rowsOf(connection, Steps, seq, stepOf); });
    return out;
}

std::vector<Intent> SqliteReader::intents(int64_t seq)
{
    std::vector<Intent> out;
    read([&](SqliteConnection& connection) { out = rowsOf(connection, Intents, seq, intentOf); });
    return out;
}

std::optional<Intent> SqliteReader::lastIntent(int64_t seq)
{
    std::optional<Intent> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(LastIntent);
            query.bind(seq);
            if (query.step())
            {
                out = intentOf(query);
            }
        });
    return out;
}

std::vector<CallRow> SqliteReader::calls(int64_t seq)
{
    std::vector<CallRow> out;
    read([&](SqliteConnection& connection) { out = rowsOf(connection, Calls, seq, callOf); });
    return out;
}

std::vector<CallRow> SqliteReader::recentCalls(const CallFilter& filter)
{
    std::vector<CallRow> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(filter.record == 0 ? RecentCalls : RecentCallsOf);
            query.bind(filter.flow).bind(filter.sinceMs);
            query.bind(filter.outcome ? static_cast<int64_t>(*filter.outcome) : int64_t(-1));
            query.bind(filter.failed ? 1 : 0).bind(filter.limit).bind(filter.record);
            while (query.step())
            {
                out.push_back(callOf(query));
            }
        });
    return out;
}

std::vector<int64_t> SqliteReader::callTimes(const std::string& bucket, int64_t sinceMs)
{
    std::vector<int64_t> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(CallTimes);
            query.bind(bucket).bind(sinceMs);
            while (query.step())
            {
                out.push_back(query.integer(0));
            }
        });
    return out;
}

std::vector<CallCount> SqliteReader::callCounts(int64_t runId)
{
    std::vector<CallCount> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(CallCounts);
            query.bind(runId);
            while (query.step())
            {
                out.push_back({query.text(0), query.integer(1), query.integer(2)});
            }
        });
    return out;
}

std::optional<std::string> SqliteReader::datasetCursor(const std::string& dataset)
{
    std::optional<std::string> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(DatasetCursor);
            query.bind(dataset);
            if (query.step())
            {
                out = query.text(0);
            }
        });
    return out;
}

void SqliteReader::datasetRows(const std::string& dataset, const std::function<void(const DatasetRow&)>& each)
{
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(DatasetRows);
            query.bind(dataset);
            DatasetRow row;
            while (query.step())
            {
                row.key = query.view(0);
                row.json = query.view(1);
                row.order = query.integer(2);
                each(row);
            }
        });
}

std::optional<std::string> SqliteReader::state(const std::string& scope, const std::string& name)
{
    std::optional<std::string> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(State);
            query.bind(scope).bind(name);
            if (query.step())
            {
                out = query.text(0);
            }
        });
    return out;
}

std::vector<RunRow> SqliteReader::runs(const std::string& flow, int limit)
{
    std::vector<RunRow> out;
    read(
        [&](SqliteConnection& connection)
        {
            auto query = connection.use(Runs);
            query.bind(flow).bind(limit);
            while (query.step())
            {
                out.push_back(runOf(query));
            }
        });
    return out;
}

StoreSize SqliteReader::size()
{
    StoreSize out;
    read(
        [&](SqliteConnection& connection)
        {
            const int64_t page = connection.number("PRAGMA page_size");
            out.bytes = connection.number("PRAGMA page_count") * page;
            out.freeBytes = connection.number("PRAGMA freelist_count") * page;
        });
    return out;
}

} // namespace duijie::store
