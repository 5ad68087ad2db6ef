// The reading half of JdyBills.
#include "Fingerprint.h"
#include "JdyBills.h"
#include "JdyDifferences.h"
#include "JdySay.h"

#include "duijie/sdk/Plugin.h"

namespace duijie::jdy
{

namespace
{

constexpr std::size_t PageSize =
    100; // larger sizes are cut silently. Vendor: list pages, measured by integrators
constexpr int MaxReadings = 3;
constexpr std::string_view NumberField = "bill_no";

Status hand(const std::vector<JdyBill>& bills, BillSink& out)
{
    for (const JdyBill& bill : bills)
    {
        if (const Status status = out.put(bill.view()); status.code != STATUS_OK)
        {
            return status;
        }
    }
    return sdk::ok();
}

} // namespace

JdyBill JdyBills::billOf(sdk::JsonValue row) const
{
    return headOf(row, _settings.key.field);
}

JdyBill JdyBills::billOf(const BillForm& form, sdk::JsonValue detail) const
{
    JdyBill bill = billOf(detail);
    bill.fingerprint = fingerprintOf(form, detail);
    return bill;
}

Status JdyBills::readAll(CallContext& context, const BillForm& form, std::string_view first,
                         std::string_view last, JdyBillList& list)
{
    JdyCall call;
    call.operation = "find";
    call.path = form.list;
    call.query = {{"start_bill_date", std::string(first)},
                  {"end_bill_date", std::string(last)},
                  {"page_size", std::to_string(PageSize)}};
    int64_t page = 0;
    sdk::JsonDocument answer;
    do
    {
        call.query["page"] = std::to_string(++page);
        const JdyVerdict verdict = _client.call(context, call, false, answer);
        if (verdict.code != STATUS_OK)
        {
            return statusOf(context, verdict);
        }
    } while (list.add(answer.root().find("data")));
    return sdk::ok();
}

Status JdyBills::list(CallContext& context, std::string_view api, std::string_view first,
                      std::string_view last, BillSink& out)
{
    const Form form = formFor(context, api);
    if (!form)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    std::string why;
    for (int reading = 0; reading < MaxReadings; ++reading)
    {
        JdyBillList list(_settings.key.field);
        const Status status = readAll(context, *form, first, last, list);
        why = list.difference();
        if (status.code != STATUS_OK || why.empty())
        {
            return status.code == STATUS_OK ? hand(list.bills(), out) : status;
        }
    }
    return sdk::failed(context, STATUS_UNAVAILABLE,
                       say("jdy_target.bills.list", {form->title, first, last, why}));
}

JdyVerdict JdyBills::readDetail(CallContext& context, const BillForm& form, std::string_view id,
                                sdk::JsonDocument& document)
{
    JdyCall call;
    call.operation = "fetch";
    call.path = form.detail;
    call.query["id"] = std::string(id);
    JdyVerdict verdict = _client.call(context, call, false, document);
    const bool absent = verdict.code == STATUS_OK && document.root().find("data").find("id").text() != id;
    if ((verdict.code == STATUS_REJECTED && verdict.missing) || absent)
    {
        verdict.code = STATUS_NOT_FOUND;
        verdict.message = say("jdy_target.bills.absent", {form.title, id});
    }
    return verdict;
}

Status JdyBills::fetch(CallContext& context, std::string_view api, std::string_view id, BillSink& out)
{
    const Form form = formFor(context, api);
    if (!form)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    sdk::JsonDocument document;
    const JdyVerdict verdict = readDetail(context, *form, id, document);
    if (verdict.code != STATUS_OK)
    {
        return statusOf(context, verdict);
    }
    return out.put(billOf(*form, document.root().find("data")).view());
}

Status JdyBills::find(CallContext& context, std::string_view api, std::string_view key, BillSink& out)
{
    const Form form = formFor(context, api);
    if (!form || _settings.key.field != NumberField || !form->numbered)
    {
        return {STATUS_UNSUPPORTED, 0}; // nothing but the number can be asked for
    }
    JdyCall call;
    call.operation = "find";
    call.path = form->detail;
    call.query["number"] = std::string(key);
    sdk::JsonDocument document;
    const JdyVerdict verdict = _client.call(context, call, false, document);
    if (verdict.code == STATUS_REJECTED && verdict.missing)
    {
        return sdk::ok();
    }
    if (verdict.code != STATUS_OK)
    {
        return statusOf(context, verdict);
    }
    const sdk::JsonValue data = document.root().find("data");
    // The number is unique among the bills of its kind, whatever their date: no scope is needed.
    return data.find(NumberField).text() == key ? out.put(billOf(*form, data).view()) : sdk::ok();
}

Status JdyBills::compare(CallContext& context, const DocumentView& document, std::string_view id,
                         DifferenceSink& out)
{
    const Form form = formFor(context, sdk::toStd(document.api));
    sdk::JsonDocument sent;
    if (!form || !sent.parse(sdk::toStd(document.body)))
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    sdk::JsonDocument detail;
    const JdyVerdict verdict = readDetail(context, *form, id, detail);
    if (verdict.code != STATUS_OK)
    {
        return statusOf(context, verdict);
    }
    for (const JdyDifference& each : differencesOf(*form, sent.root(), detail.root().find("data")))
    {
        Difference difference{};
        difference.size = sizeof(difference);
        difference.path = sdk::toView(each.path);
        difference.expected = sdk::toView(each.expected);
        difference.found = sdk::toView(each.found);
        out.put(difference);
    }
    return sdk::ok();
}

void JdyBills::naturalKeys(std::string_view api, TextSink& field, TextSink& prefix) const
{
    const Form form = _forms.find(api);
    const bool made = _settings.key.field == NumberField && form && form->numbered;
    field.put(sdk::toView(_settings.key.field));
    prefix.put(sdk::toView(made ? _settings.key.prefix : std::string_view()));
}

} // namespace duijie::jdy
