// What the host offers to a plugin.
//
// Threads. Every function at the boundary carries one of these tags:
//   [control]  the host's control thread; never at the same time as another [control] call on the same object
//   [poll]     the thread that reads a source; one at a time per object
//   [deliver]  a delivery thread; several at the same time on one object: the object guards its own state
//   [any]      any thread, at any time between open and close
//
// Errors. Every function is noexcept: no exception crosses, in either direction.
#pragma once

#include "duijie/abi/types.h"
#include "duijie/abi/version.h"

namespace duijie
{
inline namespace abi1
{

/// Receives text and copies it. Ownership: of the caller; valid during the call it is passed to.
class TextSink
{
public:
    /// [any] Takes a copy of `text`, replacing what was there.
    virtual void put(StringView text) noexcept = 0;

protected:
    ~TextSink() = default;
};

enum LogLevel : uint32_t
{
    LOG_ERROR = 0,
    LOG_WARNING = 1,
    LOG_INFO = 2,
    LOG_DEBUG = 3,
    LOG_PLUGIN_MISBEHAVING = 4, ///< the host says this of a plugin
    LOG_HOST_MISBEHAVING = 5    ///< a plugin says this of the host
};

/// "duijie.log/1". A plugin's own Poco::Logger is connected to nothing.
class Log
{
public:
    static constexpr const char* IID = "duijie.log/1";

    /// [any] 1 when a message of this level would be kept: ask before building an expensive one.
    virtual uint32_t enabled(uint32_t level) noexcept = 0;

    /// [any] Keeps a copy of `message`, with registered secrets blotted out.
    virtual void write(uint32_t level, StringView message) noexcept = 0;

protected:
    ~Log() = default;
};

/// One call to a vendor, told after it ended, however it ended.
struct CallInfo
{
    uint32_t size;       ///< sizeof(CallInfo) of the writer
    int32_t http_status; ///< 0 when no status line arrived
    int64_t started_ms;  ///< Unix milliseconds
    uint32_t duration_ms;
    uint32_t outcome;     ///< a StatusCode
    StringView operation; ///< "poll", "token", "find", "deliver", ...
    StringView method;    ///< HTTP verb
    StringView path;      ///< path only: query strings hold signatures
    StringView bucket;    ///< the quota bucket it was counted on
    uint64_t request_bytes;
    uint64_t response_bytes;
    StringView excerpt; ///< beginning of the answer; may be empty
    StringView message; ///< why it counts as failed; empty on success
    StringView request; ///< beginning of what was sent: business parameters or body, no signatures
};

static_assert(sizeof(CallInfo) == 152, "released layout");

/// Passed to every working call: who is asking, until when, and where the sentence about a failure goes.
/// Ownership: of the host; valid during the call.
class CallContext
{
public:
    /// [any] 1 when the host wants to stop: return STATUS_CANCELLED soon.
    virtual uint32_t cancelled() noexcept = 0;

    /// [any] The sentence that explains the status about to be returned: who, what was found, what was
    /// expected, what to do. The last one given counts.
    virtual void fail(StringView message) noexcept = 0;

    /// [any] Tells of one vendor call as it ends, before the next one of this context leaves. Every call is
    /// told, failed ones too: the call log keeps it, and Quota learns that a call which was answered had
    /// arrived.
    virtual void called(const CallInfo& call) noexcept = 0;

    /// [deliver] Before each step that changes a bill which is already there ("audit", "unaudit", "delete"):
    /// makes durable that it is about to be done to bill `id`, so that a crash between two steps can be
    /// followed. Returns when that is on disk. Anything but STATUS_OK: do not take the step, return the
    /// status.
    virtual Status intend(StringView step, StringView id) noexcept = 0;

protected:
    ~CallContext() = default;
};

/// "duijie.quota/1". A connector never sleeps for a limit and never keeps a counter of its own: the account's
/// limit is shared by every flow, and by every host, that uses it.
class Quota
{
public:
    static constexpr const char* IID = "duijie.quota/1";

    /// [any] Declares that `bucket` allows `limit` calls in any `window_ms`; 0: no limit, calls are only
    /// paused on request. Declaring again changes the limit.
    virtual void declare(StringView bucket, uint32_t limit, uint32_t window_ms) noexcept = 0;

    /// [any] Waits until one call may leave; STATUS_OK then, STATUS_CANCELLED when the host stops first.
    virtual Status acquire(CallContext& context, StringView bucket) noexcept = 0;

    /// [any] The vendor asked for silence: nothing leaves on this bucket for `ms`.
    virtual void pause(StringView bucket, uint32_t ms) noexcept = 0;

protected:
    ~Quota() = default;
};

/// "duijie.secrets/1".
class Secrets
{
public:
    static constexpr const char* IID = "duijie.secrets/1";

    /// [any] Puts the value behind a reference ("secret:NAME", "env:NAME", "file:PATH") into `out`. From then
    /// on the value is blotted out of logs and stored text.
    virtual Status resolve(StringView reference, TextSink& out) noexcept = 0;

    /// [any] Blots out a value that the vendor handed over, for example a token.
    virtual void conceal(StringView value) noexcept = 0;

protected:
    ~Secrets() = default;
};

/// "duijie.clock/1".
class Clock
{
public:
    static constexpr const char* IID = "duijie.clock/1";

    /// [any] Unix milliseconds.
    virtual int64_t nowMs() noexcept = 0;

    /// [any] Milliseconds that never step back; for deadlines and durations only.
    virtual int64_t monotonicMs() noexcept = 0;

protected:
    ~Clock() = default;
};

/// "duijie.lookup/1". Reference rows that the host keeps current.
class Lookup
{
public:
    static constexpr const char* IID = "duijie.lookup/1";

    /// [any] Puts the JSON text of the newest row whose `field` equals `value` into `out`; STATUS_NOT_FOUND
    /// when there is none, STATUS_UNSUPPORTED when nobody fills this dataset. `dataset` is the `api` it is
    /// read from.
    virtual Status find(StringView dataset, StringView field, StringView value, TextSink& out) noexcept = 0;

protected:
    ~Lookup() = default;
};

/// "duijie.state/1". Small texts that survive a restart (tokens and the like); private to the connection.
class State
{
public:
    static constexpr const char* IID = "duijie.state/1";

    /// [any] STATUS_NOT_FOUND when nothing was put.
    virtual Status get(StringView name, TextSink& out) noexcept = 0;

    /// [any] Durable when it returns. An empty value removes.
    virtual Status put(StringView name, StringView value) noexcept = 0;

protected:
    ~State() = default;
};

#if DUIJIE_TARGET_ABI_MINOR >= 1
/// "duijie.audience/1". Those who read what this host shows. Rationale: the sentences of CallContext::fail
/// and of the log reach an operator as they are, and only the host knows the operator's language. A host
/// without it has readers of English.
class Audience
{
public:
    static constexpr const char* IID = "duijie.audience/1";

    /// [any] Puts the language that sentences are read in, as a tag after BCP 47: "en", "zh-CN"; a tag the
    /// connector does not speak is answered in English. The same for as long as the process runs.
    virtual void language(TextSink& out) noexcept = 0;

protected:
    ~Audience() = default;
};
#endif

/// The host as one connection sees it. Ownership: of the host; outlives the connector.
class Host
{
public:
    /// [any] The service of this id, or null when this host does not have it. The answer may be kept until
    /// close.
    virtual void* query(const char* iid) noexcept = 0;

protected:
    ~Host() = default;
};

} // namespace abi1
} // namespace duijie
