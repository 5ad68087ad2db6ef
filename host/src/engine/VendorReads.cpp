#include "engine/VendorReads.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

namespace duijie::engine
{

namespace
{

void log(RunContext& run, CallScope& scope)
{
    std::vector<store::CallRow> calls = scope.takeCalls();
    if (!calls.empty())
    {
        run.shared.store.writeOutcome({}, std::move(calls), [](const store::WriteResult&) {});
    }
}

// Has the calls of each page logged with it: a reading takes minutes, and a crash in it must not make the
// quota forget what was spent.
class LoggingSink final : public RecordSink
{
public:
    LoggingSink(RunContext& run, CallScope& scope, RecordSink& inner)
        : _run(run), _scope(scope), _inner(inner)
    {
    }

    Status record(const RecordView& record) noexcept override { return _inner.record(record); }

    Status pageEnd(int64_t total) noexcept override
    {
        try
        {
            log(_run, _scope);
        }
        catch (const std::exception&)
        {
            return {STATUS_CANCELLED, 0}; // no memory
        }
        return _inner.pageEnd(total);
    }

private:
    RunContext& _run;
    CallScope& _scope;
    RecordSink& _inner;
};

Status finish(RunContext& run, CallScope& scope, const std::string& connection, const char* what,
              Status status, std::string& error)
{
    log(run, scope);
    if (status.code != STATUS_OK)
    {
        error = scope.message(text::say("engine.plugin.silent", {connection, what}));
    }
    return status;
}

} // namespace

Status readSource(RunContext& run, const SourceRead& read, RecordSink& sink, std::string& error)
{
    plan::TimeVariables times;
    times.lastSyncMs = read.fromMs;
    times.currentMs = read.toMs;
    times.nowMs = run.shared.time.nowMs();
    times.offsetMinutes = run.flow.offsetMinutes;
    const std::string request = read.plan.request(times);

    PollRequest poll{};
    poll.size = sizeof(PollRequest);
    poll.plan = sdk::toView(request);
    poll.from_ms = read.fromMs;
    poll.to_ms = read.toMs;
    poll.number = sdk::toView(read.number);

    CallScope scope(run.tag(read.connection), run.shared);
    LoggingSink logging(run, scope, sink);
    return finish(run, scope, read.connection, "poll", read.source.poll(scope, poll, logging), error);
}

Status listBills(RunContext& run, std::string_view firstScope, std::string_view lastScope, BillSink& sink,
                 std::string& error)
{
    CallScope scope(run.tag(run.flow.targetConnection), run.shared);
    const Status status = run.flow.target->list(scope, sdk::toView(run.flow.targetPlan->api()),
                                                sdk::toView(firstScope), sdk::toView(lastScope), sink);
    return finish(run, scope, run.flow.targetConnection, "list", status, error);
}

Status findBills(RunContext& run, std::string_view scope, std::string_view naturalKey, BillSink& sink,
                 std::string& error)
{
    CallScope call(run.tag(run.flow.targetConnection), run.shared);
    const Status status = run.flow.find->find(call, sdk::toView(run.flow.targetPlan->api()),
                                              sdk::toView(scope), sdk::toView(naturalKey), sink);
    return finish(run, call, run.flow.targetConnection, "find", status, error);
}

} // namespace duijie::engine
