#include "engine/Probe.h"

#include "engine/Datasets.h"
#include "engine/DocumentSink.h"
#include "engine/RunContext.h"
#include "engine/VendorReads.h"

#include "duijie/sdk/Times.h"

#include <functional>
#include <optional>

namespace duijie::engine
{

namespace
{

constexpr int64_t SpanMs = 60'000;

// Has seen enough with the first that is put: the account answers.
class FirstOnly final : public DocumentSink, public BillSink
{
public:
    Status document(SourceDocument) noexcept override { return enough(); }
    Status pageEnd(int64_t) noexcept override { return {STATUS_OK, 0}; }
    Status put(const BillView&) noexcept override { return enough(); }

    bool any() const noexcept { return _any; }

private:
    Status enough() noexcept
    {
        _any = true;
        return {STATUS_CANCELLED, 0};
    }

    bool _any = false;
};

class Prober
{
public:
    Prober(const FlowParts& flow, Shared& shared, std::set<std::string>& known)
        : _run(flow, shared, _counters, 0), _known(known)
    {
    }

    std::vector<ProbedAccount> probe()
    {
        const FlowParts& flow = _run.flow;
        if (flow.target != nullptr)
        {
            ask(flow.targetConnection,
                [&](FirstOnly& sink, std::string& error)
                {
                    const std::string today = sdk::formatDate(_run.shared.time.nowMs(), flow.offsetMinutes);
                    return listBills(_run, today, today, sink, error);
                });
        }
        if (flow.source != nullptr && !flow.fed)
        {
            read(*flow.source, *flow.sourcePlan, flow.sourceConnection);
        }
        for (const DatasetPart& part : flow.datasets)
        {
            read(*part.source, *part.plan, part.connection);
        }
        return std::move(_accounts);
    }

private:
    void read(Source& source, const plan::SourcePlan& plan, const std::string& connection)
    {
        ask(connection,
            [&](FirstOnly& sink, std::string& error)
            {
                std::optional<Datasets> references;
                if (!plan.datasets().empty())
                {
                    _run.references = &references.emplace(_run.flow, _run.shared.store);
                }
                int64_t to = _run.shared.time.nowMs() - _run.flow.lagMs;
                to -= to % 1000; // vendors' times have whole seconds
                return readSource(_run, {source, plan, connection, to - SpanMs, to}, sink, error);
            });
    }

    void ask(const std::string& connection, const std::function<Status(FirstOnly&, std::string&)>& call)
    {
        if (_run.stopping() || !_known.insert(connection).second)
        {
            return;
        }
        const int64_t began = _run.shared.time.monotonicMs();
        ProbedAccount account;
        account.connection = connection;
        FirstOnly sink;
        const Status status = call(sink, account.error);
        account.answered = status.code == STATUS_OK || sink.any();
        account.tookMs = _run.shared.time.monotonicMs() - began;
        _accounts.push_back(std::move(account));
    }

    Progress _counters;
    RunContext _run;
    std::set<std::string>& _known;
    std::vector<ProbedAccount> _accounts;
};

} // namespace

std::vector<ProbedAccount> probeAccounts(const FlowParts& flow, Shared& shared, std::set<std::string>& known)
{
    return Prober(flow, shared, known).probe();
}

} // namespace duijie::engine
