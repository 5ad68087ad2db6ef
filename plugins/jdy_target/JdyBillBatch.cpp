// Several bills in one call.
#include "JdyBills.h"
#include "JdyRows.h"
#include "JdySay.h"

#include "duijie/sdk/Plugin.h"

#include <algorithm>

namespace duijie::jdy
{

namespace
{

constexpr std::string_view NumberField = "bill_no";

/// The earliest deadline; 0: none has one.
int64_t deadlineOf(const DocumentView* documents, uint32_t count)
{
    int64_t earliest = 0;
    for (uint32_t i = 0; i < count; ++i)
    {
        const int64_t deadline = documents[i].deadline_ms;
        earliest = earliest == 0 || (deadline != 0 && deadline < earliest) ? deadline : earliest;
    }
    return earliest;
}

/// A refusal of the whole call says nothing about any one of several bills.
void widen(JdyVerdict& verdict, uint32_t count)
{
    const bool one = verdict.code == STATUS_REJECTED || verdict.code == STATUS_DUPLICATE;
    if (count > 1 && one)
    {
        verdict.code = STATUS_UNKNOWN;
        verdict.message = say("jdy_target.bills.widened", {verdict.message, std::to_string(count)});
    }
}

} // namespace

uint32_t JdyBills::largestBatch(std::string_view api) const
{
    const Form form = _forms.find(api);
    return form && form->batch ? _settings.batchSize : 1;
}

/// What came of one bill of a batch.
JdyVerdict JdyBills::settleRow(CallContext& context, const BillForm& form, const Parcel& parcel,
                               const JdyRow* row, JdyBill& bill)
{
    JdyVerdict verdict;
    if (row == nullptr)
    {
        verdict.code = STATUS_UNKNOWN;
        verdict.message = say("jdy_target.bills.no_row", {form.api});
        return verdict;
    }
    if (!row->succeeded)
    {
        verdict = verdictOf(*row, STATUS_UNKNOWN);
        verdict.message = say("jdy_target.bills.row", {form.api, verdict.message});
        if (!row->id.empty() && row->id != "0")
        {
            verdict.code = STATUS_UNKNOWN;
            verdict.message = say("jdy_target.bills.row_saved", {verdict.message});
        }
        return verdict;
    }
    if (row->id.empty())
    {
        verdict.code = STATUS_UNKNOWN;
        verdict.message = say("jdy_target.bills.row_no_id", {form.api});
        return verdict;
    }
    bill.id = row->id;
    bill.number = row->number;
    return settle(context, form, parcel, bill);
}

Status JdyBills::deliverMany(CallContext& context, const DocumentView* documents, uint32_t count,
                             BatchSink& out)
{
    if (count == 0)
    {
        return sdk::ok();
    }
    const Form form = formFor(context, sdk::toStd(documents[0].api));
    if (!form || !form->batch)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    if (!mayWrite(context))
    {
        return {STATUS_MISCONFIGURED, 0};
    }
    std::vector<Parcel> parcels(count);
    std::vector<std::string> numbers;
    std::string body = R"({"data":[)";
    bool audits = false;
    for (uint32_t i = 0; i < count; ++i)
    {
        if (const std::string wrong = pack(*form, sdk::toStd(documents[i].body), parcels[i]); !wrong.empty())
        {
            return sdk::failed(context, STATUS_NOT_SENT, wrong);
        }
        body += (i == 0 ? "" : ",") + parcels[i].wire;
        numbers.emplace_back(parcels[i].body.root().find(NumberField).text());
        audits = audits || parcels[i].audits;
    }
    body += "]}";
    sdk::JsonDocument answer;
    JdyVerdict verdict = send(context, *form, body, audits, deadlineOf(documents, count), answer);
    if (verdict.code != STATUS_OK)
    {
        widen(verdict, count);
        return statusOf(context, verdict);
    }
    const std::vector<JdyRow> rows = rowsOf(answer.root().find("data"));
    const std::vector<const JdyRow*> matched = matchRows(rows, numbers);
    for (uint32_t i = 0; i < count; ++i)
    {
        JdyBill bill;
        const JdyVerdict each = settleRow(context, *form, parcels[i], matched[i], bill);
        out.put(i, {each.code, each.waitMs}, bill.view(), sdk::toView(each.message));
    }
    return sdk::ok();
}

} // namespace duijie::jdy
