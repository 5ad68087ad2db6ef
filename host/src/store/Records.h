// Rows of the store, as plain values.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::store
{

/// States of a record. `mapped` and `checked` of the way of a record exist in memory only: what a crash there
/// leaves is a record still `Received`, which is mapped again from its raw bytes. Numbers are stored; never
/// renumber.
enum class RecordState : int
{
    Received = 0,
    Sending = 1, ///< an intent is durable, the outcome is not
    Done = 2,
    Skipped = 3,    ///< left out by the plan's condition, or replaced by a newer version before it was sent
    Invalid = 4,    ///< can never become a document
    Held = 5,       ///< waits for reference data or a person
    Retrying = 6,   ///< surely not applied; again at nextMs
    Unknown = 7,    ///< may have been applied; only a look-up settles it
    Dead = 8,       ///< given up with a reason
    RolledBack = 9, ///< its bill was undone with its batch, or never written because of it
    ChangedAfterSync = 10, ///< a newer version of a record whose bill exists already
    RollbackStuck = 11,    ///< its bill should go and cannot be removed: a person is needed
    Merged = 12            ///< part of a bundle, which is what is sent; see Bundle
};

/// The word for a state ("received", ...), stable: reports and commands use it.
std::string_view stateName(RecordState state) noexcept;

/// False when there is no such word.
bool stateFromName(std::string_view name, RecordState& out) noexcept;

constexpr int RecordStateCount = 13;

/// First 16 bytes of the SHA-256 of the raw bytes: tells versions of one key apart.
using Digest = std::array<uint8_t, 16>;

/// A record on its way in. Views are valid during the call.
struct NewRecord
{
    std::string_view key;
    std::string_view number;
    int64_t eventMs = 0;
    Digest digest{};
    std::string_view payload;
    RecordState state = RecordState::Received; ///< Received, Skipped or Invalid
    std::string reason;
};

/// A record without its bytes.
struct RecordRow
{
    int64_t seq = 0; ///< order of arrival; identity inside the store
    std::string key;
    std::string number;
    int64_t eventMs = 0;
    int64_t receivedMs = 0;
    RecordState state = RecordState::Received;
    std::string reason; ///< sentence: why it is in this state
    int attempts = 0;
    int64_t nextMs = 0; ///< Retrying, Held, Unknown: not before
    std::string targetId;
    std::string targetNumber;
    int64_t changedMs = 0; ///< of the last state change
    int blind = 0;         ///< attempts whose answer was unclear and whose look-up found nothing
    int64_t batch = 0;     ///< written or undone together with all records of this number; 0: alone
    int64_t bundle = 0;    ///< seq of the bundle it is part of; its own: it is one; 0: neither

    bool isBundle() const noexcept { return bundle != 0 && bundle == seq; }
};

/// A record with its raw bytes.
struct LoadedRecord
{
    RecordRow row;
    std::string payload;
    int64_t removedMs = 0; ///< when retention took the bytes away; 0: they are there
};

/// True while the record has a bill in the target, or may have one.
constexpr bool billMayExist(RecordState state) noexcept
{
    return state == RecordState::Sending || state == RecordState::Unknown || state == RecordState::Done ||
           state == RecordState::RollbackStuck;
}

/// Several records that become one bill: a record of its own, made of theirs. From then on it is sent, looked
/// up and tried again like any other, and they are not.
struct Bundle
{
    std::string flow;
    std::string key;
    std::string number;
    std::string payload; ///< the merged row
    Digest digest{};     ///< of the row and of what it is made of
    int64_t eventMs = 0;
    std::string reason;           ///< of its members from now on: a sentence that names the bundle
    std::vector<int64_t> members; ///< seqs of waiting records
};

/// What must be durable before a byte leaves.
struct Intent
{
    int64_t seq = 0;
    int attempt = 1;
    int64_t createdMs = 0;
    std::string naturalKey;
    std::string scope;
    std::string fingerprint;
    std::string bodyDigest; ///< SHA-256, hexadecimal
    std::string body;
    int64_t runId = 0;
    int64_t batch = 0;     ///< of its record from now on; see RecordRow::batch
    int64_t removedMs = 0; ///< when retention took the body away; only read
};

/// A step on a bill that is there already (audit, unaudit, delete), durable before it is taken.
struct StepRow
{
    int64_t seq = 0; ///< record
    int64_t runId = 0;
    int64_t createdMs = 0; ///< by the store's clock, when it was written
    std::string step;
    std::string targetId;
};

/// A state change with its reason; applied only while the record is still in `from` (compare and set).
struct Transition
{
    int64_t seq = 0;
    RecordState from = RecordState::Received;
    RecordState to = RecordState::Received;
    std::string reason;
    int64_t nextMs = 0;
    int attempts = -1;    ///< -1: as it was
    int blind = -1;       ///< likewise
    int64_t batch = -1;   ///< likewise
    std::string targetId; ///< empty: as it was
    std::string targetNumber;
};

/// One vendor call.
struct CallRow
{
    int64_t id = 0;
    int64_t startedMs = 0;
    uint32_t durationMs = 0;
    std::string connection;
    std::string bucket;
    std::string flow;
    int64_t runId = 0;
    int64_t seq = 0;             ///< record it was made for; 0: none
    std::vector<int64_t> others; ///< further records it was made for; only written
    int attempt = 0;
    std::string operation;
    std::string method;
    std::string path;
    int httpStatus = 0;
    uint32_t outcome = 0; ///< StatusCode
    uint64_t requestBytes = 0;
    uint64_t responseBytes = 0;
    std::string excerpt; ///< beginning of the answer
    std::string message;
    std::string request; ///< beginning of what was sent
};

/// Which calls to list.
struct CallFilter
{
    std::string flow; ///< empty: of every flow
    int64_t sinceMs = 0;
    int64_t record = 0;              ///< seq; 0: of whatever record, or of none
    std::optional<uint32_t> outcome; ///< a StatusCode; none: any
    bool failed = false;             ///< only those that were not STATUS_OK
    int limit = 200;
};

/// One run of a flow; the row exists before its work begins.
struct RunRow
{
    int64_t id = 0;
    std::string flow;
    std::string trigger;
    int64_t startedMs = 0;
    int64_t endedMs = 0;
    std::string state;   ///< running, ok, attention, failed, interrupted
    std::string summary; ///< JSON
};

/// Calls of one operation in a run.
struct CallCount
{
    std::string operation;
    int64_t count = 0;
    int64_t refused = 0; ///< of them, by a limit of the vendor
};

/// Nothing more comes of a record in this state by itself, and no person is waited for.
constexpr bool isFinished(RecordState state) noexcept
{
    return state == RecordState::Done || state == RecordState::Skipped || state == RecordState::Invalid;
}

/// What retention takes away. Rows stay: what a record became, its key, its digest and what was sent of it by
/// digest are kept for ever.
enum class Kept
{
    Calls, ///< of the call log
    Bytes  ///< raw bytes of records, and bodies that were sent
};

/// A small part of the work of retention.
struct Removal
{
    Kept what = Kept::Calls;
    int64_t afterId = 0;  ///< where the last part ended; 0: from the beginning
    int64_t beforeMs = 0; ///< what is older goes: calls by their start, bytes by the record's last change
};

/// What the store takes on the disk.
struct StoreSize
{
    int64_t bytes = 0;     ///< of the file, its log apart
    int64_t freeBytes = 0; ///< of them, free for what comes
};

/// What another flow's inbox gets of a record in the moment it is settled as written.
struct Forwarded
{
    std::string flow; ///< whose inbox
    std::string key;
    std::string number;
    std::string payload;
    Digest digest{};
    int64_t eventMs = 0;
    RecordState state = RecordState::Received; ///< or Invalid, with the reason
    std::string reason;
};

/// Makes it. Called by the thread that writes, inside the transaction, and perhaps twice: depends on the
/// record alone and throws nothing.
using Forward = std::function<Forwarded(const LoadedRecord&)>;

/// By the flow whose records they are made of.
using Forwards = std::map<std::string, Forward>;

/// Counts by state.
using StateCounts = std::array<int64_t, RecordStateCount>;

} // namespace duijie::store
