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
    CallScope(CallTag tag, const StopFlag& stop, const Redactor& redactor, store::Store* steps = nullptr);

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
    const CallTag _tag;
    const StopFlag& _stop;
    const Redactor& _redactor;
    store::Store* const _steps;
    mutable std::mutex _mutex;
    std::string _message;
    std::vector<store::CallRow> _calls;
};

} // namespace duijie::engine
