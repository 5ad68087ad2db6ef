// The writing half.
#include "JdyBills.h"

#include "Fingerprint.h"
#include "JdyPrepare.h"

#include "duijie/sdk/Plugin.h"

namespace duijie::jdy
{

namespace
{

constexpr std::string_view OperatePath = "/jdy/v2/sys/common_operate";
constexpr std::string_view NumberField = "bill_no";

bool names(sdk::JsonValue ids, std::string_view id)
{
    for (const sdk::JsonValue value : ids)
    {
        if (value.text() == id)
        {
            return true;
        }
    }
    return false;
}

} // namespace

BillView JdyBill::view() const noexcept
{
    BillView view{};
    view.size = sizeof(view);
    view.live = 1;
    view.id = sdk::toView(id);
    view.number = sdk::toView(number);
    view.natural_key = sdk::toView(naturalKey);
    view.state = sdk::toView(state);
    view.fingerprint = sdk::toView(fingerprint);
    view.scope = sdk::toView(scope);
    return view;
}

JdyBills::JdyBills(const sdk::Services& services, JdyClient& client, std::string naturalKeyField)
    : _services(services), _client(client), _naturalKeyField(std::move(naturalKeyField))
{
}

const BillForm* JdyBills::formFor(CallContext& context, std::string_view api)
{
    const BillForm* form = formOf(api);
    if (form == nullptr)
    {
        const std::string message = "jdy.target: \"" + sdk::excerpt(api, 100) +
                                    "\" is not a bill this connector "
                                    "writes; expected one of " +
                                    knownApis();
        context.fail(sdk::toView(message));
    }
    return form;
}

Status JdyBills::prepare(CallContext& context, const DocumentView& document, PreparedSink& out)
{
    const BillForm* form = formFor(context, sdk::toStd(document.api));
    if (form == nullptr)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    thread_local sdk::JsonDocument mapped;
    const std::string key(sdk::toStd(document.key));
    if (!mapped.parse(sdk::toStd(document.body)))
    {
        return sdk::failed(context, STATUS_REJECTED,
                           "jdy.target: the body made of " + key + " is not JSON: " + mapped.error());
    }
    JdyPrepared bill;
    const std::string problems = prepareBill(*form, mapped.root(), _naturalKeyField, bill);
    if (!problems.empty())
    {
        return sdk::failed(context, STATUS_REJECTED,
                           "jdy.target: " + std::string(form->title) + " made of " + key + ": " + problems);
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

Status JdyBills::deliver(CallContext& context, const DocumentView& document, BillSink& out)
{
    const BillForm* form = formFor(context, sdk::toStd(document.api));
    if (form == nullptr)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    if (_numberIgnored)
    {
        return sdk::failed(
            context, STATUS_MISCONFIGURED,
            "jdy.target: nothing is written any more: this account book ignores bill_no and numbers "
            "bills itself, so bills could not be found again. Set natural_key to remark");
    }
    thread_local sdk::JsonDocument body;
    if (!body.parse(sdk::toStd(document.body)))
    {
        return sdk::failed(context, STATUS_REJECTED,
                           "jdy.target: the prepared body is not JSON: " + body.error());
    }
    JdyCall call;
    call.operation = "deliver";
    call.method = "POST";
    call.path = form->api;
    call.body = sdk::toStd(document.body);
    call.write = true;
    call.deadlineMs = document.deadline_ms;
    thread_local sdk::JsonDocument answer;
    const JdyVerdict verdict = _client.call(context, call, true, answer);
    if (verdict.code != STATUS_OK)
    {
        return statusOf(context, verdict);
    }
    JdyBill bill;
    if (!acceptSaved(body, answer, bill))
    {
        _services.log(LOG_ERROR, "jdy.target: bill " + bill.id + " was sent with bill_no and saved as " +
                                     bill.number + "; this account book ignores bill_no, writing stops");
        _numberIgnored = true;
    }
    out.put(bill.view());
    return sdk::ok();
}

/// Fills `bill`. False when the number we sent is our key and the vendor gave another one.
bool JdyBills::acceptSaved(const sdk::JsonDocument& body, const sdk::JsonDocument& answer, JdyBill& bill)
{
    const sdk::JsonValue sent = body.root();
    bill.id = firstId(answer);
    bill.number = answer.root().find("data").find("id_number_map").find(bill.id).text();
    bill.naturalKey = sent.find(_naturalKeyField).text();
    bill.state = sent.find("operation_key").text() == "audit" ? "audited" : "saved";
    bill.scope = sent.find("bill_date").text();
    return _naturalKeyField != NumberField || bill.number == bill.naturalKey;
}

Status JdyBills::undo(CallContext& context, std::string_view api, std::string_view id)
{
    const BillForm* form = formFor(context, api);
    if (form == nullptr)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    sdk::JsonDocument detail;
    const JdyVerdict read = readDetail(context, *form, id, detail);
    if (read.code == STATUS_NOT_FOUND)
    {
        return sdk::ok(); // it is not there any more
    }
    if (read.code != STATUS_OK)
    {
        return statusOf(context, read);
    }
    // An audited bill cannot be deleted. Vendor: common_operate page, and working clients.
    if (billOf(detail.root().find("data")).state == "audited")
    {
        if (const Status status = operate(context, *form, "unaudit", id); status.code != STATUS_OK)
        {
            return status;
        }
    }
    return operate(context, *form, "delete", id);
}

Status JdyBills::operate(CallContext& context, const BillForm& form, std::string_view operation,
                         std::string_view id)
{
    sdk::JsonWriter body;
    body.beginObject();
    body.key("entity_number").string(form.entity);
    body.key("operate_type").string(operation);
    body.key("ids").beginArray().string(id).endArray();
    body.key("numbers").beginArray().endArray();
    body.key("ignore_warn").boolean(false);
    body.endObject();

    JdyCall call;
    call.operation = operation;
    call.method = "POST";
    call.path = OperatePath;
    call.body = body.text();
    call.write = true;
    sdk::JsonDocument answer;
    JdyVerdict verdict = _client.call(context, call, true, answer);
    if (verdict.code == STATUS_REJECTED && verdict.missing)
    {
        return sdk::ok();
    }
    if (verdict.code == STATUS_OK && !names(answer.root().find("data").find("ids"), id))
    {
        verdict.code = STATUS_UNKNOWN;
        verdict.message = "jdy.target: " + std::string(operation) + " of bill " + std::string(id) +
                          " was answered with success for other bills; look at it in 金蝶云星辰";
    }
    return statusOf(context, verdict);
}

} // namespace duijie::jdy
