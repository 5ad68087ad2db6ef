// The context of one working call into a plugin: collects its sentence and its vendor calls.
#pragma once

#include "engine/Environment.h"
#include "engine/Redactor.h"

#include "store/Store.h"

#include "duijie/abi/host.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::engine
{

struct Shared;
class CallWatch;
class QuotaBook;

/// Who a call is made for.
struct CallTag
{
    std::string flow;
    std::string connection;
    int64_t runId = 0;
    int64_t seq = 0; ///< record; 0: none
    int attempt = 0;
};

/// Whom a call is made for, for services that share something out among flows.
class CallOwner
{
public:
    virtual std::string_view flow() const noexcept = 0;

protected:
    ~CallOwner() = default;
};

/// One CallContext. Lives for one call into a plugin; the plugin may use it from its own threads meanwhile.
class CallScope final : public CallContext, public CallOwner
{
public:
    /// `steps`: where the plugin's steps on bills are made durable; without it the plugin may take none.
    CallScope(CallTag tag, const Shared& shared, store::Store* steps = nullptr);
    /// For calls that reach no vendor.
    CallScope(CallTag tag, const StopFlag& stop, const Redactor& redactor, store::Store* steps = nullptr);
    ~CallScope();
    CallScope(const CallScope&) = delete;
    CallScope& operator=(const CallScope&) = delete;

    /// The innermost call that was begun on this thread and is not over; null: none.
    static const CallScope* ofThisThread() noexcept;

    /// A log line about this call. It holds views of the arguments and of this object.
    LogEntry entry(LogLevel level, std::string_view component, std::string_view message) const noexcept;

    uint32_t cancelled() noexcept override;
    void fail(StringView message) noexcept override;
    void called(const CallInfo& call) noexcept override;
    Status intend(StringView step, StringView id) noexcept override;
    std::string_view flow() const noexcept override { return _tag.flow; }

    /// The plugin's sentence, secrets blotted out; `fallback` when it gave none.
    std::string message(std::string_view fallback = {}) const;

    /// Calls so far; leaves none behind.
    std::vector<store::CallRow> takeCalls();

private:
    void tellOf(const store::CallRow& row) const;

    const CallTag _tag;
    const int64_t _number;
    const StopFlag& _stop;
    const Redactor& _redactor;
    store::Store* const _steps;
    LogOutput* const _log;   // null: none
    CallWatch* const _watch; // null: none
    QuotaBook* const _quota; // null: none
    mutable std::mutex _mutex;
    std::string _message;
    std::vector<store::CallRow> _calls;
};

} // namespace duijie::engine
