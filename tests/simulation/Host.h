// What one life of the process is made of.
#pragma once

#include "BookTarget.h"
#include "OrderSource.h"

#include "engine/ByHand.h"
#include "engine/QuotaBook.h"
#include "engine/Redactor.h"

#include "store/SqliteStore.h"

#include <memory>
#include <string>
#include <vector>

namespace duijie::simulation
{

/// Store, quota and services of one life. Made and ended within Scheduler::run().
class Host
{
public:
    Host(Scheduler& scheduler, uint64_t seed, const DiskMood& disk, const std::string& storeUrl);
    ~Host();

    /// Connects the connectors, as a start does.
    void open(OrderSource& source, BookTarget& target, Gateway& sourceGate, Gateway& targetGate);

    engine::Shared& shared() noexcept { return _shared; }

    /// Rows that did not get to the disk.
    std::size_t droppedRows() const noexcept { return _queue->droppedRows(); }

private:
    class NoLog final : public engine::LogOutput
    {
    public:
        void write(const engine::LogEntry&) override {}
        bool enabled(LogLevel, std::string_view) const override { return false; }
    };

    NoLog _log;
    CommitQueue* _queue = nullptr; // the store's
    std::unique_ptr<store::Store> _store;
    engine::QuotaBook _quota;
    engine::Redactor _redactor;
    engine::Shared _shared;
    engine::ConnectionHost _sourceHost;
};

/// What `duijie retry`, `replay` and `skip` do to a record, newest version first. False: refused.
bool handWork(engine::RunContext& run, engine::HandWish wish, const std::vector<store::RecordRow>& versions);

} // namespace duijie::simulation
