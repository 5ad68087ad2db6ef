#include "Host.h"

#include "QuietVfs.h"

#include <utility>

namespace duijie::simulation
{

namespace
{

const std::string Scheme = "sqlite:";

std::unique_ptr<store::Store> openStore(Scheduler& scheduler, uint64_t seed, const DiskMood& disk,
                                        const std::string& url, CommitQueue*& queue)
{
    store::SqliteOptions options;
    options.vfs = quietVfs();
    options.pageSize = 4096;
    store::OpenedFile file = store::openSqliteFile(url.substr(Scheme.size()), store::Access::Own, options);
    auto made = std::make_unique<CommitQueue>(scheduler, seed, disk, std::move(file.writer));
    queue = made.get();
    return store::makeSqliteStore(std::move(file), std::move(made), options);
}

std::optional<std::string> noSecret(std::string_view, std::string& error)
{
    error = "there are no secrets here";
    return std::nullopt;
}

} // namespace

Host::Host(Scheduler& scheduler, uint64_t seed, const DiskMood& disk, const std::string& storeUrl)
    : _store(openStore(scheduler, seed, disk, storeUrl, _queue)),
      _quota(scheduler, *_store, scheduler), _shared{scheduler,        _log,     *_store,  _quota, _redactor,
                                                     scheduler.stop(), noSecret, scheduler},
      _sourceHost(_shared, "src")
{
}

Host::~Host() = default;

void Host::open(OrderSource& source, BookTarget& target, Gateway& sourceGate, Gateway& targetGate)
{
    sourceGate.declare(_shared);
    targetGate.declare(_shared);
    source.open(_sourceHost);
    target.open(*_store);
}

bool handWork(engine::RunContext& run, engine::HandWish wish, const std::vector<store::RecordRow>& versions)
{
    std::string refusal;
    const store::RecordRow& row = versions.front();
    const auto to = engine::stateByHand(wish, versions, refusal);
    if (!to || (row.state == store::RecordState::Done && !engine::billIsGone(run, row, refusal)))
    {
        return false;
    }
    store::Transition change;
    change.seq = row.seq;
    change.from = row.state;
    change.to = *to;
    change.reason = "by hand";
    change.attempts = 0;
    store::Store& store = run.shared.store;
    return store.durably([&](store::Done done) { store.writeOutcome({change}, {}, std::move(done)); })
               .applied == 1;
}

} // namespace duijie::simulation
