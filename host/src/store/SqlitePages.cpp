// Records on their way in: what is new, what was there, what replaces what.
#include "store/SqliteOperations.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::store
{

namespace
{

constexpr char FindFlow[] = "SELECT id FROM flow WHERE name = ?";
constexpr char AddFlow[] = "INSERT INTO flow(name) VALUES(?)";
constexpr char Versions[] =
    "SELECT seq, digest, state, batch, bundle FROM record WHERE flow = ? AND key = ? AND bundle <> seq";
constexpr char BundleOf[] = "SELECT state, key FROM record WHERE seq = ?";
constexpr char Replace[] =
    "UPDATE record SET state = 3, reason = ?, next_ms = 0, changed_ms = ? WHERE seq = ?";
constexpr char AddRecord[] =
    "INSERT INTO record(flow, state, attempts, next_ms, changed_ms, event_ms, received_ms, key, digest, "
    "number,"
    " reason, admitted, batch, target_id, target_number) VALUES(?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', "
    "'')";
constexpr char VersionsOf[] =
    "SELECT record.seq, record.state, record.admitted, one.bundle, record.bundle FROM record JOIN record AS "
    "one"
    " ON one.seq = ? AND record.flow = one.flow AND record.key = one.key"
    " AND (record.bundle = record.seq) = (one.bundle = one.seq) ORDER BY record.seq";
constexpr char Admit[] = "UPDATE record SET state = ?1, changed_ms = ?2,"
                         " reason = CASE WHEN ?1 = 0 THEN '' ELSE reason END WHERE seq = ?3";
constexpr char Written[] =
    "SELECT flow.name, record.key, record.number, record.event_ms, record.target_id, record.target_number,"
    " raw.payload, raw.unpacked FROM record JOIN flow ON flow.id = record.flow LEFT JOIN raw ON raw.seq = "
    "record.seq"
    " WHERE record.seq = ?";
constexpr char AddRaw[] = "INSERT INTO raw(seq, payload, unpacked) VALUES(?, ?, ?)";
constexpr char MoveCursor[] =
    "INSERT INTO cursor(flow, name, value) VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value";

/// Why a newer version of a record whose bill exists, or may exist, waits for a person.
std::string changedReason(const NewRecord& record, const std::string& bundle)
{
    if (!bundle.empty())
    {
        return text::say("store.changed_in_bundle", {bundle, changedReason(record, {})});
    }
    switch (record.state)
    {
    case RecordState::Skipped:
        return text::say("store.changed_now_left_out", {record.reason});
    case RecordState::Invalid:
        return text::say("store.changed_now_invalid", {record.reason});
    default:
        return text::say("store.changed_after_sync");
    }
}

/// A version that would otherwise still be worked on. Rolled back is an end; skipped is one already.
bool isReplaceable(RecordState state) noexcept
{
    return state == RecordState::Received || state == RecordState::Held || state == RecordState::Retrying ||
           state == RecordState::Dead || state == RecordState::Invalid ||
           state == RecordState::ChangedAfterSync;
}

} // namespace

int64_t SqliteOperations::flowId(const std::string& flow)
{
    const auto known = _flows.find(flow);
    if (known != _flows.end())
    {
        return known->second;
    }
    int64_t id = 0;
    {
        auto find = _connection.use(FindFlow);
        find.bind(flow);
        id = find.step() ? find.integer(0) : 0;
    }
    if (id == 0)
    {
        _connection.use(AddFlow).bind(flow).run();
        id = _connection.lastInsertId();
    }
    return _flows[flow] = id;
}

void SqliteOperations::page(const PageWrite& page, const std::vector<Packed>& payloads, WriteResult& result)
{
    const int64_t flow = flowId(page.flow);
    for (std::size_t i = 0; i < page.records.size(); ++i)
    {
        addRecord(flow, page.records[i], payloads[i], page.nowMs, result);
    }
    if (page.moveCursor)
    {
        _connection.use(MoveCursor).bind(flow).bind(page.cursorName).bind(page.cursor).run();
    }
    result.applied = result.inserted + result.replaced;
}

SqliteOperations::Standing SqliteOperations::standing(int64_t flow, const NewRecord& record)
{
    const std::string_view digest(reinterpret_cast<const char*>(record.digest.data()), record.digest.size());
    Standing found = Standing::Alone;
    _replaceable.clear();
    _dissolvable.clear();
    _billedBundle.clear();
    _batch = 0;
    auto versions = _connection.use(Versions);
    versions.bind(flow).bind(record.key);
    while (versions.step())
    {
        auto state = static_cast<RecordState>(versions.integer(2));
        if (versions.view(1) == digest)
        {
            return Standing::Repeated;
        }
        if (state == RecordState::Merged)
        {
            state = ofItsBundle(versions.integer(4));
        }
        if (billMayExist(state))
        {
            found = Standing::Billed;
        }
        else if (isReplaceable(state))
        {
            _replaceable.push_back(versions.integer(0));
            _batch = std::max(_batch, versions.integer(3));
        }
    }
    return found;
}

// A member stands as its bundle does.
RecordState SqliteOperations::ofItsBundle(int64_t bundle)
{
    auto row = _connection.use(BundleOf);
    row.bind(bundle);
    if (!row.step())
    {
        return RecordState::Merged;
    }
    const auto state = static_cast<RecordState>(row.integer(0));
    if (billMayExist(state))
    {
        _billedBundle = row.text(1);
    }
    else if (isReplaceable(state))
    {
        _dissolvable.push_back(bundle);
    }
    return state;
}

void SqliteOperations::addRecord(int64_t flow, const NewRecord& record, const Packed& payload, int64_t nowMs,
                                 WriteResult& result)
{
    int64_t waiting = 0;
    switch (standing(flow, record))
    {
    case Standing::Repeated:
        ++result.repeated;
        result.done.push_back(false);
        result.waiting.push_back(0);
        return;
    case Standing::Billed:
        insert(flow, record, payload, RecordState::ChangedAfterSync, changedReason(record, _billedBundle),
               nowMs);
        ++result.changed;
        break;
    case Standing::Alone:
        for (const int64_t bundle : _dissolvable)
        {
            dissolve(bundle, nowMs);
        }
        for (const int64_t seq : _replaceable)
        {
            replace(seq, nowMs);
            ++result.replaced;
        }
        waiting = insert(flow, record, payload, record.state, record.reason, nowMs, _batch);
        break;
    }
    ++result.inserted;
    result.done.push_back(true);
    result.waiting.push_back(record.state == RecordState::Received ? waiting : 0);
}

void SqliteOperations::replace(int64_t seq, int64_t nowMs)
{
    const std::string reason = text::say("store.replaced");
    _connection.use(Replace).bind(reason).bind(nowMs).bind(seq).run();
}

// A version came to its end without a bill: a newer one that waited for a person takes its place, as it would
// have if it had come later.
void SqliteOperations::yield(int64_t seq, int64_t nowMs)
{
    int64_t newest = 0;
    int64_t admitted = 0;
    bool isBundle = false;
    _replaceable.clear();
    {
        auto versions = _connection.use(VersionsOf);
        versions.bind(seq);
        while (versions.step())
        {
            const auto state = static_cast<RecordState>(versions.integer(1));
            if (billMayExist(state) || (state == RecordState::Merged && versions.integer(4) != 0))
            {
                return;
            }
            isBundle = versions.integer(3) == seq;
            if (isReplaceable(state))
            {
                _replaceable.push_back(versions.integer(0));
            }
            if (state == RecordState::ChangedAfterSync && versions.integer(0) > seq)
            {
                newest = versions.integer(0);
                admitted = versions.integer(2);
            }
        }
    }
    if (isBundle)
    {
        yieldBundle(seq, nowMs);
        return;
    }
    for (const int64_t other : _replaceable)
    {
        if (newest != 0 && other != newest)
        {
            replace(other, nowMs);
        }
    }
    if (newest != 0)
    {
        _connection.use(Admit).bind(admitted).bind(nowMs).bind(newest).run();
    }
}

// What becomes of it in the other inbox is as if it had been read: known already, new, or a change.
void SqliteOperations::forward(int64_t seq, const Forwards& forwards, int64_t nowMs)
{
    LoadedRecord written;
    Forwards::const_iterator found;
    {
        auto row = _connection.use(Written);
        row.bind(seq);
        found = row.step() ? forwards.find(row.text(0)) : forwards.end();
        if (found == forwards.end())
        {
            return;
        }
        written.row.seq = seq;
        written.row.key = row.text(1);
        written.row.number = row.text(2);
        written.row.eventMs = row.integer(3);
        written.row.state = RecordState::Done;
        written.row.targetId = row.text(4);
        written.row.targetNumber = row.text(5);
        written.row.changedMs = nowMs;
        written.payload = row.unpacked(6, 7);
    }
    const Forwarded made = found->second(written);
    NewRecord record;
    record.key = made.key;
    record.number = made.number;
    record.eventMs = made.eventMs;
    record.digest = made.digest;
    record.payload = made.payload;
    record.state = made.state;
    record.reason = made.reason;
    WriteResult told; // of another flow: the caller counts its own
    addRecord(flowId(made.flow), record, pack(record.payload), nowMs, told);
}

int64_t SqliteOperations::insert(int64_t flow, const NewRecord& record, const Packed& payload,
                                 RecordState state, std::string_view reason, int64_t nowMs, int64_t batch)
{
    _connection.use(AddRecord)
        .bind(flow)
        .bind(static_cast<int64_t>(state))
        .bind(nowMs)
        .bind(record.eventMs)
        .bind(nowMs)
        .bind(record.key)
        .bindBytes(record.digest.data(), record.digest.size())
        .bind(record.number)
        .bind(reason)
        .bind(static_cast<int64_t>(record.state))
        .bind(batch)
        .run();
    const int64_t seq = _connection.lastInsertId();
    _connection.use(AddRaw).bind(seq).bind(payload).run();
    return seq;
}

} // namespace duijie::store
