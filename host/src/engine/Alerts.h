// What a person must know of, told once when it begins and once when it is over.
#pragma once

#include "engine/Environment.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::store
{
class Store;
}

namespace duijie::engine
{

class RunContext;

/// What alerts there are; docs/errors.md says of each what to do.
enum class AlertKind
{
    Failing,       ///< the flow stands still
    RollbackStuck, ///< a bill must go and cannot be removed
    Unclear,       ///< a write has been unclear for long
    Dead,          ///< records were given up
    Audit          ///< the audit found differences
};

constexpr int AlertKindCount = 5;

/// The word that ids of such alerts begin with, in every language.
std::string_view alertName(AlertKind kind) noexcept;

/// One thing that needs a person, or does no more.
struct Alert
{
    std::string id;       ///< what tells it from others of its flow: "rollback_stuck:42"; see alertId
    std::string happened; ///< sentence
    std::string meaning;  ///< sentence
    std::string advice;   ///< sentence: what to do
    bool urgent = false;  ///< worth waking somebody: what is wrong does harm while it stands
};

/// Id of the one alert of this kind in its flow, or with `record` of the one about that record.
std::string alertId(AlertKind kind, int64_t record = 0);

/// Where alerts go. Thread-safe.
class AlertChannel
{
public:
    virtual ~AlertChannel() = default;

    virtual void begun(const std::string& flow, const Alert& alert) = 0;
    virtual void over(const std::string& flow, const std::string& id, const std::string& happened) = 0;

    /// All of a round was told, and is about to be remembered in the store: what must not be lost is given to
    /// the store now, before that.
    virtual void told() {}
};

/// The log: an error when something begins, a warning when it is over.
class LogAlerts final : public AlertChannel
{
public:
    explicit LogAlerts(LogOutput& log) : _log(log) {}

    void begun(const std::string& flow, const Alert& alert) override;
    void over(const std::string& flow, const std::string& id, const std::string& happened) override;

private:
    LogOutput& _log;
};

/// Compares what stands now with what was told, which the store remembers under `group` (so that a restart
/// tells nothing twice), and tells the rest. Told first and remembered then: a crash between the two tells it
/// again.
void tellAlerts(store::Store& store, AlertChannel& channel, const std::string& flow, const std::string& group,
                const std::vector<Alert>& standing);

/// What stands after a run: bills that must go and cannot be removed, writes that stay unclear, a flow that
/// stands still, records given up. `state`, `error`: what the run came to.
std::vector<Alert> standingAlerts(const RunContext& run, const std::string& state, const std::string& error);

/// What stands after the run of a remedy: that remedies fail.
std::vector<Alert> remedyAlerts(const RunContext& run, const std::string& state, const std::string& error);

} // namespace duijie::engine
