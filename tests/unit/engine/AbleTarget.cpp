#include "AbleTarget.h"

#include "duijie/sdk/Services.h"

#include <algorithm>

namespace duijie::engine::test
{

namespace
{

// The one bill of a single delivery.
class One final : public BillSink
{
public:
    Status put(const BillView& bill) noexcept override
    {
        id = sdk::toStd(bill.id);
        number = sdk::toStd(bill.number);
        return {STATUS_OK, 0};
    }

    std::string id;
    std::string number;
};

} // namespace

Status AbleTarget::finish(CallContext& context, StringView, StringView id) noexcept
{
    ++finishes;
    if (!finishFaults.empty())
    {
        const Status status = finishFaults.front();
        finishFaults.pop_front();
        context.fail(sdk::toView("the audit says no"));
        return status;
    }
    return {static_cast<uint32_t>(_book.release(std::string(sdk::toStd(id))) ? STATUS_OK : STATUS_NOT_FOUND),
            0};
}

Status AbleTarget::find(CallContext&, StringView, StringView, StringView naturalKey, BillSink& out) noexcept
{
    ++searches;
    if (!finds)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    for (const BookBill& bill : _book.billsOf(std::string(sdk::toStd(naturalKey))))
    {
        BillView view{};
        view.size = sizeof(BillView);
        view.live = 1;
        view.id = sdk::toView(bill.id);
        view.natural_key = sdk::toView(bill.key);
        out.put(view);
    }
    _book.closeUnseenKey(std::string(sdk::toStd(naturalKey)));
    return {STATUS_OK, 0};
}

uint32_t AbleTarget::largestBatch(StringView) noexcept
{
    return largest;
}

Status AbleTarget::deliverMany(CallContext& context, const DocumentView* documents, uint32_t count,
                               BatchSink& out) noexcept
{
    ++batches;
    for (uint32_t i = 0; i < count; ++i)
    {
        One bill;
        const Status status = _book.deliver(context, documents[i], bill);
        if (std::find(silentOn.begin(), silentOn.end(), i) != silentOn.end())
        {
            continue;
        }
        BillView view{};
        view.size = sizeof(BillView);
        view.id = sdk::toView(bill.id);
        view.number = sdk::toView(bill.number);
        out.put(i, status, view, sdk::toView(status.code == STATUS_OK ? "" : "row refused"));
    }
    return wholeAnswer;
}

void AbleTarget::costs(StringView, DeliveryCosts& out) noexcept
{
    out.deliver = 1;
    out.undo = undoCost;
    out.bucket = sdk::toView("dst-account");
}

} // namespace duijie::engine::test
