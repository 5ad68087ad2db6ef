#include "store/SqliteOperations.h"

#include "text/Catalogue.h"

namespace duijie::store
{

namespace
{

// To "sending" only while no other version of the key has a bill, or may have one: two versions are never
// both sent. No list of states: SQLite would make a table of it at each call.
constexpr char StartSending[] =
    "UPDATE record SET state = 1, attempts = ?, batch = ?, next_ms = 0, reason = '', changed_ms = ?"
    " WHERE seq = ? AND (state = 0 OR state = 6) AND NOT EXISTS (SELECT 1 FROM record AS other"
    " WHERE other.flow = record.flow AND other.key = record.key AND other.seq <> record.seq"
    " AND (other.state = 1 OR other.state = 2 OR other.state = 7 OR other.state = 11))";
constexpr char AddIntent[] =
    "INSERT INTO intent(seq, attempt, created_ms, run_id, natural_key, scope, fingerprint, body_digest, body,"
    " unpacked) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char Change[] = "UPDATE record SET state = ?1, reason = ?2, next_ms = ?3, changed_ms = ?4,"
                          " attempts = CASE WHEN ?5 < 0 THEN attempts ELSE ?5 END,"
                          " target_id = CASE WHEN ?6 = '' THEN target_id ELSE ?6 END,"
                          " target_number = CASE WHEN ?7 = '' THEN target_number ELSE ?7 END,"
                          " blind = CASE WHEN ?10 < 0 THEN blind ELSE ?10 END,"
                          " batch = CASE WHEN ?11 < 0 THEN batch ELSE ?11 END"
                          " WHERE seq = ?8 AND state = ?9";
constexpr char CloseBatch[] = "UPDATE record SET batch = 0 WHERE batch = ?";
constexpr char AddCall[] =
    "INSERT INTO call(started_ms, duration_ms, run_id, seq, attempt, http_status, outcome, request_bytes,"
    " response_bytes, connection, bucket, flow, operation, method, path, excerpt, message, request)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char AddCallRecord[] = "INSERT INTO call_record(seq, call) VALUES(?, ?)";
constexpr char AddStep[] = "INSERT INTO step(seq, run_id, created_ms, step, target_id) VALUES(?, ?, ?, ?, ?)";
constexpr char FindDataset[] = "SELECT id FROM dataset WHERE name = ?";
constexpr char AddDataset[] = "INSERT INTO dataset(name) VALUES(?)";
constexpr char PutDatasetRow[] =
    "INSERT INTO dataset_row(dataset, key, \"order\", json) VALUES(?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET \"order\" = excluded.\"order\", json = excluded.json";
constexpr char MoveDatasetCursor[] = "UPDATE dataset SET cursor = ? WHERE id = ?";
constexpr char AddRun[] = "INSERT INTO run(flow, \"trigger\", started_ms, ended_ms, state, summary)"
                          " VALUES(?, ?, ?, 0, 'running', ?)";
constexpr char EndRun[] =
    "UPDATE run SET ended_ms = ?, state = ?, summary = ? WHERE id = ? AND state = 'running'";
constexpr char PutState[] = "INSERT INTO state(scope, name, value) VALUES(?, ?, ?)"
                            " ON CONFLICT DO UPDATE SET value = excluded.value";
constexpr char InterruptRuns[] =
    "UPDATE run SET state = 'interrupted', ended_ms = ? WHERE flow = ? AND state = 'running'";
constexpr char InterruptSending[] = "UPDATE record SET state = 7, reason = ?, changed_ms = ?, next_ms = ?"
                                    " WHERE flow = (SELECT id FROM flow WHERE name = ?) AND state = 1"
                                    " AND state <> 0 AND state <> 2 AND state <> 3 AND state <> 12";

} // namespace

void SqliteOperations::intents(const std::vector<Intent>& intents, const std::vector<Packed>& bodies,
                               WriteResult& result)
{
    for (std::size_t i = 0; i < intents.size(); ++i)
    {
        const Intent& intent = intents[i];
        const bool starts = _connection.use(StartSending)
                                .bind(intent.attempt)
                                .bind(intent.batch)
                                .bind(intent.createdMs)
                                .bind(intent.seq)
                                .run() == 1;
        result.done.push_back(starts);
        if (!starts)
        {
            continue;
        }
        ++result.applied;
        _connection.use(AddIntent)
            .bind(intent.seq)
            .bind(intent.attempt)
            .bind(intent.createdMs)
            .bind(intent.runId)
            .bind(intent.naturalKey)
            .bind(intent.scope)
            .bind(intent.fingerprint)
            .bind(intent.bodyDigest)
            .bind(bodies[i])
            .run();
    }
}

void SqliteOperations::outcome(const std::vector<Transition>& transitions, const std::vector<CallRow>& calls,
                               const Forwards& forwards, WriteResult& result)
{
    const int64_t now = transitions.empty() ? 0 : _nowMs();
    for (const Transition& transition : transitions)
    {
        const bool changed = _connection.use(Change)
                                 .bind(static_cast<int64_t>(transition.to))
                                 .bind(transition.reason)
                                 .bind(transition.nextMs)
                                 .bind(now)
                                 .bind(transition.attempts)
                                 .bind(transition.targetId)
                                 .bind(transition.targetNumber)
                                 .bind(transition.seq)
                                 .bind(static_cast<int64_t>(transition.from))
                                 .bind(transition.blind)
                                 .bind(transition.batch)
                                 .run() == 1;
        result.done.push_back(changed);
        result.applied += changed ? 1 : 0;
        if (changed && billMayExist(transition.from) && !billMayExist(transition.to))
        {
            yield(transition.seq, now);
        }
        if (changed && transition.to == RecordState::Done && !forwards.empty())
        {
            forward(transition.seq, forwards, now);
        }
    }
    for (const CallRow& call : calls)
    {
        addCall(call);
    }
}

void SqliteOperations::closeBatch(int64_t batch, WriteResult& result)
{
    result.applied = batch == 0 ? 0 : _connection.use(CloseBatch).bind(batch).run();
}

void SqliteOperations::addCall(const CallRow& call)
{
    _connection.use(AddCall)
        .bind(call.startedMs)
        .bind(call.durationMs)
        .bind(call.runId)
        .bind(call.seq)
        .bind(call.attempt)
        .bind(call.httpStatus)
        .bind(call.outcome)
        .bind(static_cast<int64_t>(call.requestBytes))
        .bind(static_cast<int64_t>(call.responseBytes))
        .bind(call.connection)
        .bind(call.bucket)
        .bind(call.flow)
        .bind(call.operation)
        .bind(call.method)
        .bind(call.path)
        .bind(call.excerpt)
        .bind(call.message)
        .bind(call.request)
        .run();
    const int64_t id = call.others.empty() ? 0 : _connection.lastInsertId();
    for (const int64_t seq : call.others)
    {
        _connection.use(AddCallRecord).bind(seq).bind(id).run();
    }
}

void SqliteOperations::step(const StepRow& step, WriteResult& result)
{
    _connection.use(AddStep)
        .bind(step.seq)
        .bind(step.runId)
        .bind(_nowMs())
        .bind(step.step)
        .bind(step.targetId)
        .run();
    result.applied = 1;
}

void SqliteOperations::dataset(const std::string& dataset, const std::vector<DatasetRow>& rows,
                               const std::string& cursor, WriteResult& result)
{
    int64_t id = 0;
    {
        auto find = _connection.use(FindDataset);
        find.bind(dataset);
        id = find.step() ? find.integer(0) : 0;
    }
    if (id == 0)
    {
        _connection.use(AddDataset).bind(dataset).run();
        id = _connection.lastInsertId();
    }
    for (const DatasetRow& row : rows)
    {
        result.applied +=
            _connection.use(PutDatasetRow).bind(id).bind(row.key).bind(row.order).bind(row.json).run();
    }
    // An empty cursor: the dataset is not wholly read yet, its position stays.
    if (!cursor.empty())
    {
        _connection.use(MoveDatasetCursor).bind(cursor).bind(id).run();
    }
}

void SqliteOperations::beginRun(const RunRow& run, WriteResult& result)
{
    result.applied =
        _connection.use(AddRun).bind(run.flow).bind(run.trigger).bind(run.startedMs).bind(run.summary).run();
    result.id = _connection.lastInsertId();
}

void SqliteOperations::endRun(int64_t id, int64_t endedMs, const std::string& state,
                              const std::string& summary, WriteResult& result)
{
    result.applied = _connection.use(EndRun).bind(endedMs).bind(state).bind(summary).bind(id).run();
}

void SqliteOperations::putState(const std::string& scope, const std::string& name, const std::string& value,
                                WriteResult& result)
{
    result.applied = _connection.use(PutState).bind(scope).bind(name).bind(value).run();
}

void SqliteOperations::recover(const std::string& flow, int64_t nowMs, int64_t settleMs, WriteResult& result)
{
    const std::string reason = text::say("store.interrupted_while_sending");
    _connection.use(InterruptRuns).bind(nowMs).bind(flow).run();
    result.applied =
        _connection.use(InterruptSending).bind(reason).bind(nowMs).bind(nowMs + settleMs).bind(flow).run();
}

} // namespace duijie::store
