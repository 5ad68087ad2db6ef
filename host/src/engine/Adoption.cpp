#include "engine/Adoption.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

namespace duijie::engine
{

namespace
{

class OneBill final : public BillSink
{
public:
    explicit OneBill(Bill& out) : _out(out) {}

    Status put(const BillView& bill) noexcept override
    {
        try
        {
            _out.id = sdk::toStd(bill.id);
            _out.number = sdk::toStd(bill.number);
            _out.naturalKey = sdk::toStd(bill.natural_key);
            _out.state = sdk::toStd(bill.state);
            _out.fingerprint = sdk::toStd(bill.fingerprint);
            _out.scope = sdk::toStd(bill.scope);
            _out.live = bill.live != 0;
            return {STATUS_OK, 0};
        }
        catch (const std::exception&)
        {
            return {STATUS_INTERNAL, 0};
        }
    }

private:
    Bill& _out;
};

// An expectation that takes any state.
std::string_view contentOf(std::string_view expected) noexcept
{
    return expected.substr(0, expected.rfind('/'));
}

LookUp judge(const std::vector<Bill>& ours, const std::string& naturalKey, const std::string& expected)
{
    LookUp result;
    if (ours.empty())
    {
        result.outcome = LookUp::Outcome::NotThere;
        return result;
    }
    result.id = ours.front().id;
    result.number = ours.front().number;
    if (ours.size() > 1)
    {
        result.outcome = LookUp::Outcome::Conflict;
        result.reason = text::say("engine.lookup.several",
                                  {std::to_string(ours.size()), naturalKey, ours[0].number, ours[1].number});
    }
    else if (!meets(ours.front(), expected) && sameContent(ours.front(), expected))
    {
        result.outcome = LookUp::Outcome::Unfinished;
        result.reason =
            text::say("engine.lookup.unfinished", {result.number, naturalKey, ours.front().state});
    }
    else if (!meets(ours.front(), expected))
    {
        result.outcome = LookUp::Outcome::Conflict;
        result.reason = text::say("engine.lookup.differs", {result.number, naturalKey});
    }
    else
    {
        result.outcome = LookUp::Outcome::Ours;
    }
    return result;
}

} // namespace

std::string expectation(std::string_view fingerprint, std::string_view state)
{
    std::string out(fingerprint);
    return state.empty() ? out : out.append("/").append(state);
}

std::string stateWanted(std::string_view expected)
{
    const std::size_t slash = expected.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(expected.substr(slash + 1));
}

bool meets(const Bill& bill, std::string_view expected) noexcept
{
    const std::size_t slash = expected.rfind('/');
    const bool anyState = slash == std::string_view::npos;
    return !bill.fingerprint.empty() && bill.fingerprint == expected.substr(0, slash) &&
           (anyState || bill.state == expected.substr(slash + 1));
}

bool sameContent(const Bill& bill, std::string_view expected) noexcept
{
    return meets(bill, contentOf(expected));
}

Status fetchBill(RunContext& run, const std::string& id, int64_t seq, Bill& out, std::string& error)
{
    OneBill sink(out);
    CallScope scope(run.tag(run.flow.targetConnection, seq), run.shared);
    const Status status =
        run.flow.target->fetch(scope, sdk::toView(run.flow.targetPlan->api()), sdk::toView(id), sink);
    run.shared.store.writeOutcome({}, scope.takeCalls(), [](const store::WriteResult&) {});
    error = scope.message();
    return status;
}

LookUp lookUp(RunContext& run, const std::vector<std::string>& ids, const std::string& naturalKey,
              const std::string& expected, int64_t seq)
{
    std::vector<Bill> ours;
    for (const std::string& id : ids)
    {
        Bill bill;
        std::string error;
        const Status status = fetchBill(run, id, seq, bill, error);
        if (status.code == STATUS_NOT_FOUND)
        {
            continue;
        }
        if (status.code != STATUS_OK)
        {
            LookUp failed;
            failed.reason = error;
            return failed;
        }
        if (bill.live && bill.naturalKey == naturalKey)
        {
            ours.push_back(std::move(bill));
        }
    }
    return judge(ours, naturalKey, expected);
}

} // namespace duijie::engine
