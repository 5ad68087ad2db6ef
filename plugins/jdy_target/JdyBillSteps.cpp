// What happens to a bill after it was saved: confirmed, audited, removed.
#include "Fingerprint.h"
#include "JdyBills.h"
#include "JdyRows.h"
#include "JdySay.h"

#include "duijie/sdk/Plugin.h"

namespace duijie::jdy
{

namespace
{

constexpr std::string_view OperatePath = "/jdy/v2/sys/common_operate";

bool holds(std::string_view text, std::string_view word) noexcept
{
    return text.find(word) != std::string_view::npos;
}

/// True when a refusal says that nothing is left to be done.
bool saysDone(std::string_view operation, const JdyVerdict& verdict)
{
    if (operation == "audit")
    {
        return false; // a word such as 已审核 may speak of another bill; the caller reads the state instead
    }
    const bool unaudited = holds(verdict.vendorText, "未审核") || holds(verdict.vendorText, "已反审核");
    return verdict.missing || (operation == "unaudit" && unaudited);
}

std::string shownState(const std::string& state)
{
    if (state == "audited")
    {
        return say("jdy_target.state.audited");
    }
    return state == "closed" ? say("jdy_target.state.closed") : say("jdy_target.state.other", {state});
}

bool isAudited(std::string_view state) noexcept
{
    return state == "audited" || state == "closed";
}

} // namespace

JdyVerdict JdyBills::operate(CallContext& context, const BillForm& form, std::string_view operation,
                             std::string_view id)
{
    if (const Status durable = context.intend(sdk::toView(operation), sdk::toView(id));
        durable.code != STATUS_OK)
    {
        JdyVerdict verdict;
        verdict.code = static_cast<StatusCode>(durable.code);
        verdict.message = say("jdy_target.bills.no_note", {id, operation});
        return verdict;
    }
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
    JdyVerdict verdict = _client.call(context, call, false, answer);
    if (verdict.code == STATUS_OK)
    {
        verdict = operationVerdict(answer.root().find("data"), operation, id);
        verdict.message =
            verdict.message.empty() ? std::string() : say("jdy_target.failed", {verdict.message});
    }
    return saysDone(operation, verdict) ? JdyVerdict{} : verdict;
}

/// Reads a saved bill back, compares it with what was sent, and audits it. Whatever is not clear is unknown:
/// the bill is there, and the host looks it up.
JdyVerdict JdyBills::confirm(CallContext& context, const BillForm& form, sdk::JsonValue sent,
                             std::string_view id)
{
    sdk::JsonDocument document;
    JdyVerdict verdict = readDetail(context, form, id, document);
    const bool read = verdict.code == STATUS_OK;
    const std::string mine = fingerprintOf(form, sent);
    const bool equal = read && !mine.empty() && fingerprintOf(form, document.root().find("data")) == mine;
    if (read && !equal)
    {
        verdict.message = say("jdy_target.bills.otherwise", {form.title, id});
    }
    if (equal)
    {
        verdict = operate(context, form, "audit", id);
    }
    if (!equal || verdict.code != STATUS_OK)
    {
        verdict.code = STATUS_UNKNOWN;
        verdict.message = say("jdy_target.bills.unaudited", {verdict.message, id});
    }
    return verdict;
}

Status JdyBills::finish(CallContext& context, std::string_view api, std::string_view id)
{
    const Form form = formFor(context, api);
    if (!form)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    sdk::JsonDocument detail;
    const JdyVerdict read = readDetail(context, *form, id, detail);
    if (read.code != STATUS_OK)
    {
        return statusOf(context, read);
    }
    if (isAudited(billOf(detail.root().find("data")).state))
    {
        return sdk::ok();
    }
    const JdyVerdict audited = operate(context, *form, "audit", id);
    if (holds(audited.vendorText, "已审核") && readDetail(context, *form, id, detail).code == STATUS_OK &&
        isAudited(billOf(detail.root().find("data")).state))
    {
        return sdk::ok();
    }
    return statusOf(context, audited);
}

Status JdyBills::withdraw(CallContext& context, std::string_view api, std::string_view id)
{
    const Form form = formFor(context, api);
    if (!form)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    sdk::JsonDocument detail;
    const JdyVerdict read = readDetail(context, *form, id, detail);
    if (read.code == STATUS_NOT_FOUND)
    {
        return sdk::ok();
    }
    if (read.code != STATUS_OK)
    {
        return statusOf(context, read);
    }
    const JdyBill bill = billOf(detail.root().find("data"));
    if (bill.state != "saved")
    {
        return sdk::failed(
            context, STATUS_REJECTED,
            say("jdy_target.bills.no_draft", {form->title, bill.number, shownState(bill.state)}));
    }
    // Audited by somebody in this very moment: the vendor refuses to delete an audited bill.
    return statusOf(context, operate(context, *form, "delete", id));
}

Status JdyBills::undo(CallContext& context, std::string_view api, std::string_view id)
{
    const Form form = formFor(context, api);
    if (!form)
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
    if (isAudited(billOf(detail.root().find("data")).state))
    {
        if (const JdyVerdict verdict = operate(context, *form, "unaudit", id); verdict.code != STATUS_OK)
        {
            return statusOf(context, verdict);
        }
    }
    return statusOf(context, operate(context, *form, "delete", id));
}

} // namespace duijie::jdy
