// Preparing and writing.
#include "JdyBills.h"

#include "Fingerprint.h"
#include "JdyPrepare.h"
#include "JdyRows.h"
#include "JdySay.h"

#include "duijie/sdk/PerThread.h"
#include "duijie/sdk/Plugin.h"

namespace duijie::jdy
{

namespace
{

constexpr std::string_view NumberField = "bill_no";
constexpr std::string_view OperationField = "operation_key";
constexpr uint32_t DeliverCalls = 1;
constexpr uint32_t ConfirmedCalls = 3; // save, read back, audit
constexpr uint32_t UndoCalls = 3;      // read, unaudit, delete

/// `body` without its operation_key.
std::string withoutOperation(sdk::JsonValue body)
{
    sdk::JsonWriter json;
    json.beginObject();
    for (const sdk::JsonValue member : body)
    {
        if (member.name() != OperationField)
        {
            json.key(member.name()).raw(member.raw());
        }
    }
    json.endObject();
    return json.take();
}

} // namespace

JdyBills::JdyBills(const sdk::Services& services, JdyClient& client, Lookup* lookup, JdyBillSettings settings)
    : _services(services), _client(client), _settings(std::move(settings)), _facts(lookup, services),
      _precheck(_facts, _settings)
{
}

JdyBills::Form JdyBills::formFor(CallContext& context, std::string_view api) const
{
    Form form = _forms.find(api);
    if (!form)
    {
        context.fail(sdk::toView(say("jdy_target.bills.unknown", {sdk::excerpt(api, 100), knownApis()})));
    }
    return form;
}

Status JdyBills::configure(CallContext& context, std::string_view api, std::string_view options)
{
    const std::string problems = _forms.configure(api, options);
    return problems.empty()
               ? sdk::ok()
               : sdk::failed(context, STATUS_MISCONFIGURED,
                             say("jdy_target.bills.document", {sdk::excerpt(api, 100), problems}));
}

Status JdyBills::prepare(CallContext& context, const DocumentView& document, PreparedSink& out)
{
    const Form form = formFor(context, sdk::toStd(document.api));
    if (!form)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    DUIJIE_PER_THREAD(sdk::JsonDocument, mapped);
    const std::string key(sdk::toStd(document.key));
    if (!mapped.parse(sdk::toStd(document.body)))
    {
        return sdk::failed(context, STATUS_REJECTED, say("jdy_target.bills.no_json", {key, mapped.error()}));
    }
    const std::string_view number = sdk::toStd(document.number);
    JdyPrepared bill;
    std::string problems =
        prepareBill(*form, mapped.root(), _settings.key, number.empty() ? key : number, bill);
    const PrecheckResult checked = _precheck.check(*form, mapped.root());
    const bool wrong = !problems.empty() || checked.wrong;
    const bool both = !problems.empty() && !checked.problems.empty();
    problems += (both ? say("jdy_target.between") : std::string()) + checked.problems;
    if (!problems.empty())
    {
        return sdk::failed(context, wrong ? STATUS_REJECTED : STATUS_HOLD,
                           say("jdy_target.bills.made_of", {form->title, key, problems}));
    }
    Prepared prepared{};
    prepared.size = sizeof(prepared);
    prepared.body = sdk::toView(bill.body);
    prepared.natural_key = sdk::toView(bill.naturalKey);
    prepared.fingerprint = sdk::toView(bill.fingerprint);
    prepared.scope = sdk::toView(bill.scope);
    prepared.state = sdk::toView(bill.state);
    out.put(prepared);
    return sdk::ok();
}

bool JdyBills::mayWrite(CallContext& context) const
{
    if (_numberIgnored)
    {
        context.fail(sdk::toView(say("jdy_target.bills.stopped")));
    }
    return !_numberIgnored;
}

/// Returns what is wrong with a prepared body; empty when nothing is.
std::string JdyBills::pack(const BillForm& form, std::string_view body, Parcel& out) const
{
    if (!out.body.parse(body))
    {
        return say("jdy_target.bills.prepared", {form.title, out.body.error()});
    }
    const bool audits = out.body.root().find(OperationField).text() == "audit";
    out.auditsLater = audits && _settings.auditAfterConfirm;
    out.audits = audits && !out.auditsLater;
    out.wire = out.auditsLater ? withoutOperation(out.body.root()) : std::string(body);
    return {};
}

JdyVerdict JdyBills::send(CallContext& context, const BillForm& form, std::string_view body, bool audits,
                          int64_t deadlineMs, sdk::JsonDocument& answer)
{
    JdyCall call;
    call.operation = "deliver";
    call.method = "POST";
    call.path = form.api;
    call.body = body;
    call.write = true;
    call.audits = audits;
    call.deadlineMs = deadlineMs;
    return _client.call(context, call, !form.batch, answer);
}

Status JdyBills::deliver(CallContext& context, const DocumentView& document, BillSink& out)
{
    const Form form = formFor(context, sdk::toStd(document.api));
    if (!form)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    if (!mayWrite(context))
    {
        return {STATUS_MISCONFIGURED, 0};
    }
    DUIJIE_PER_THREAD(Parcel, parcel);
    if (const std::string wrong = pack(*form, sdk::toStd(document.body), parcel); !wrong.empty())
    {
        return sdk::failed(context, STATUS_REJECTED, wrong);
    }
    DUIJIE_PER_THREAD(sdk::JsonDocument, answer);
    const std::string body = form->batch ? R"({"data":[)" + parcel.wire + "]}" : std::move(parcel.wire);
    JdyVerdict verdict = send(context, *form, body, parcel.audits, document.deadline_ms, answer);
    if (verdict.code != STATUS_OK)
    {
        return statusOf(context, verdict);
    }
    const sdk::JsonValue data = answer.root().find("data");
    JdyBill bill;
    if (form->batch)
    {
        const std::vector<JdyRow> rows = rowsOf(data);
        const std::string number(parcel.body.root().find(NumberField).text());
        verdict = settleRow(context, *form, parcel, matchRows(rows, {number})[0], bill);
    }
    else
    {
        bill.id = firstId(answer);
        bill.number = data.find("id_number_map").find(bill.id).text();
        verdict = settle(context, *form, parcel, bill);
    }
    if (verdict.code == STATUS_OK)
    {
        out.put(bill.view());
    }
    return statusOf(context, verdict);
}

/// Completes a bill whose id and number were told; confirms and audits it where that is still to be done.
JdyVerdict JdyBills::settle(CallContext& context, const BillForm& form, const Parcel& parcel, JdyBill& bill)
{
    const sdk::JsonValue sent = parcel.body.root();
    bill.naturalKey = sent.find(_settings.key.field).text();
    bill.state = parcel.audits || parcel.auditsLater ? "audited" : "saved";
    bill.scope = sent.find("bill_date").text();
    if (_settings.key.field == NumberField && bill.number != bill.naturalKey)
    {
        _services.log(LOG_ERROR, say("jdy_target.bills.renumbered", {bill.id, bill.number}));
        _numberIgnored = true;
    }
    return parcel.auditsLater ? confirm(context, form, sent, bill.id) : JdyVerdict{};
}

DeliveryCosts JdyBills::costs(std::string_view bucket) const noexcept
{
    DeliveryCosts costs{};
    costs.size = sizeof(costs);
    costs.deliver = _settings.auditAfterConfirm ? ConfirmedCalls : DeliverCalls;
    costs.undo = UndoCalls;
    costs.bucket = sdk::toView(bucket);
    return costs;
}

} // namespace duijie::jdy
