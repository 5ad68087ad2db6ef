// The host as one connection's plugin sees it: every service behind Host::query.
#pragma once

#include "engine/Alerts.h"
#include "engine/Crew.h"
#include "engine/Environment.h"
#include "engine/QuotaBook.h"
#include "engine/Redactor.h"

#include "store/Store.h"

#include "duijie/abi/host.h"

#include <string>

namespace duijie::engine
{

/// Learns of every call of a vendor's interface as it ends. Thread-safe.
class CallWatch
{
public:
    virtual ~CallWatch() = default;

    virtual void ended(const store::CallRow& call) noexcept = 0;
};

/// What all connections share. Everything outlives the connections.
struct Shared
{
    TimeSource& time;
    LogOutput& log;
    store::Store& store;
    QuotaBook& quota;
    Redactor& redactor;
    const StopFlag& stop;
    SecretResolver secrets;
    Crew& crew = Crew::system();
    AlertChannel* alerts = nullptr; ///< null: the log
    CallWatch* watch = nullptr;     ///< null: nobody counts
};

class ConnectionHost final : public Host,
                             private Log,
                             private Clock,
                             private Secrets,
                             private Lookup,
                             private State
{
public:
    ConnectionHost(Shared& shared, std::string connection);

    void* query(const char* iid) noexcept override;

    /// Reference rows become available after the flows' datasets are there.
    void setRowFinder(RowFinder finder) { _finder = std::move(finder); }

private:
    uint32_t enabled(uint32_t level) noexcept override;
    void write(uint32_t level, StringView message) noexcept override;
    int64_t nowMs() noexcept override;
    int64_t monotonicMs() noexcept override;
    Status resolve(StringView reference, TextSink& out) noexcept override;
    void conceal(StringView value) noexcept override;
    Status find(StringView dataset, StringView field, StringView value, TextSink& out) noexcept override;
    Status get(StringView name, TextSink& out) noexcept override;
    Status put(StringView name, StringView value) noexcept override;

    Shared& _shared;
    const std::string _connection;
    RowFinder _finder;
};

} // namespace duijie::engine
