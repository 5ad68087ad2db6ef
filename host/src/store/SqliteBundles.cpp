// Records that become one: made, and taken apart again while nothing of it was sent.
#include "store/SqliteOperations.h"

#include "text/Catalogue.h"

namespace duijie::store
{

namespace
{

constexpr char Waits[] = "SELECT 1 FROM record WHERE seq = ? AND flow = ? AND state = 0 AND bundle = 0";
constexpr char SameVersion[] = "SELECT 1 FROM record WHERE flow = ? AND key = ? AND digest = ?";
constexpr char BeBundle[] = "UPDATE record SET bundle = seq WHERE seq = ?";
constexpr char Join[] = "UPDATE record SET state = 12, bundle = ?, reason = ?, next_ms = 0, changed_ms = ?"
                        " WHERE seq = ? AND state = 0";
constexpr char Leave[] = "UPDATE record SET state = 0, bundle = 0, reason = '', changed_ms = ?"
                         " WHERE bundle = ?2 AND bundle <> 0 AND seq <> ?2";
constexpr char EndBundle[] =
    "UPDATE record SET state = 3, reason = ?, next_ms = 0, changed_ms = ? WHERE seq = ?";
constexpr char ChangedMembers[] =
    "SELECT member.seq FROM record AS member WHERE member.bundle = ?1 AND member.bundle <> 0"
    " AND member.seq <> ?1 AND EXISTS (SELECT 1 FROM record AS newer WHERE newer.flow = member.flow"
    " AND newer.key = member.key AND newer.seq > member.seq AND newer.state = 10)";

} // namespace

bool SqliteOperations::allWait(int64_t flow, const std::vector<int64_t>& members)
{
    for (const int64_t member : members)
    {
        auto row = _connection.use(Waits);
        row.bind(member).bind(flow);
        if (!row.step())
        {
            return false;
        }
    }
    return !members.empty();
}

void SqliteOperations::bundle(const Bundle& bundle, WriteResult& result)
{
    const int64_t flow = flowId(bundle.flow);
    bool known = false;
    {
        auto same = _connection.use(SameVersion);
        same.bind(flow).bind(bundle.key).bindBytes(bundle.digest.data(), bundle.digest.size());
        known = same.step();
    }
    result.done.push_back(!known && allWait(flow, bundle.members));
    if (!result.done.back())
    {
        return;
    }
    NewRecord record;
    record.key = bundle.key;
    record.number = bundle.number;
    record.eventMs = bundle.eventMs;
    record.digest = bundle.digest;
    record.payload = bundle.payload;
    const int64_t now = _nowMs();
    result.id = insert(flow, record, pack(record.payload), RecordState::Received, {}, now);
    _connection.use(BeBundle).bind(result.id).run();
    for (const int64_t member : bundle.members)
    {
        result.applied +=
            _connection.use(Join).bind(result.id).bind(bundle.reason).bind(now).bind(member).run();
    }
}

// Its members wait again; whoever calls this puts a newer version in the place of one of them.
void SqliteOperations::dissolve(int64_t bundle, int64_t nowMs)
{
    _connection.use(Leave).bind(nowMs).bind(bundle).run();
    const std::string reason = text::say("store.dissolved");
    _connection.use(EndBundle).bind(reason).bind(nowMs).bind(bundle).run();
}

// A bundle came to its end without a bill. Had its members changed later, it would have been taken apart.
void SqliteOperations::yieldBundle(int64_t bundle, int64_t nowMs)
{
    std::vector<int64_t> changed;
    {
        auto members = _connection.use(ChangedMembers);
        members.bind(bundle);
        while (members.step())
        {
            changed.push_back(members.integer(0));
        }
    }
    if (!changed.empty())
    {
        dissolve(bundle, nowMs);
    }
    for (const int64_t member : changed)
    {
        yield(member, nowMs);
    }
}

} // namespace duijie::store
