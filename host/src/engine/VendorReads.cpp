#include "engine/VendorReads.h"

#include "engine/Door.h"

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

// Judges and shapes what a source hands over. Has the calls of each page logged with it: a reading takes
// minutes, and a crash in it must not make the quota forget what was spent.
class ReadingSink final : public RecordSink
{
public:
    ReadingSink(RunContext& run, CallScope& scope, const plan::SourcePlan& plan, DocumentSink& inner)
        : _run(run), _scope(scope), _plan(plan), _inner(inner)
    {
    }

    Status record(const RecordView& record) noexcept override
    {
        try
        {
            SourceDocument document = judge(_plan, _document, record);
            const bool whole = document.kind != SourceDocument::Kind::Ready || !_plan.shapes();
            return whole ? _inner.document(std::move(document)) : shaped(record);
        }
        catch (const std::exception& exception)
        {
            _failure = exception.what();
            return {STATUS_CANCELLED, 0};
        }
    }

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

    /// Why the host itself could not go on; empty mostly.
    const std::string& failure() const noexcept { return _failure; }

private:
    Status shaped(const RecordView& record)
    {
        std::string problem;
        if (!_plan.shape(_document.root(), _run.flow.offsetMinutes, _rows, problem))
        {
            return _inner.document({record, SourceDocument::Kind::Unreadable, std::move(problem)});
        }
        Status status{STATUS_OK, 0};
        for (std::size_t i = 0; i < _rows.size() && status.code == STATUS_OK; ++i)
        {
            const std::string key = std::string(sdk::toStd(record.key)) + _rows[i].suffix;
            RecordView row = record;
            row.key = sdk::toView(key);
            row.payload = sdk::toView(_rows[i].json);
            status = _inner.document({row, SourceDocument::Kind::Ready, {}});
        }
        return status;
    }

    RunContext& _run;
    CallScope& _scope;
    const plan::SourcePlan& _plan;
    DocumentSink& _inner;
    sdk::JsonDocument _document;
    std::vector<plan::ShapedRow> _rows;
    std::string _failure;
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

Status readSource(RunContext& run, const SourceRead& read, DocumentSink& sink, std::string& error)
{
    plan::TimeVariables times;
    times.lastSyncMs = read.fromMs;
    times.currentMs = read.toMs;
    times.nowMs = run.shared.time.nowMs();
    times.offsetMinutes = run.flow.offsetMinutes;
    const plan::Mapped request = read.remedy ? read.plan.remedyRequest(times, run.references)
                                             : read.plan.request(times, run.references);
    if (!request.ok())
    {
        error = text::say("engine.dataset.parameter",
                          {request.errors.front().path, request.errors.front().message});
        return {STATUS_HOLD, 0};
    }

    PollRequest poll{};
    poll.size = sizeof(PollRequest);
    poll.plan = sdk::toView(request.body);
    poll.from_ms = read.fromMs;
    poll.to_ms = read.toMs;
    poll.number = sdk::toView(read.number);

    CallScope scope(run.tag(read.connection), run.shared);
    ReadingSink reading(run, scope, read.plan, sink);
    const Status status =
        finish(run, scope, read.connection, "poll", read.source.poll(scope, poll, reading), error);
    error = reading.failure().empty() ? error : reading.failure();
    return status;
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
