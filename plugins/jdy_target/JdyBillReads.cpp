// The reading half of JdyBills.
#include "Fingerprint.h"
#include "JdyBills.h"

#include "duijie/sdk/Plugin.h"

#include <charconv>
#include <unordered_set>

namespace duijie::jdy
{

namespace
{

constexpr std::size_t PageSize =
    100; // larger sizes are cut silently. Vendor: list pages, measured by integrators
constexpr int MaxReadings = 3;
constexpr std::size_t DateSize = 10;

int64_t integerOf(sdk::JsonValue value, int64_t fallback)
{
    const std::string_view text = value.text();
    int64_t number = fallback;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Vendor: list page, bill_status.
std::string_view stateWord(std::string_view status) noexcept
{
    if (status == "C")
    {
        return "audited";
    }
    return status == "Z" ? "saved" : status;
}

} // namespace

JdyBill JdyBills::billOf(sdk::JsonValue row) const
{
    JdyBill bill;
    bill.id = row.find("id").text();
    bill.number = row.find("bill_no").text();
    bill.naturalKey = row.find(_naturalKeyField).text();
    bill.state = stateWord(row.find("bill_status").text());
    bill.scope = row.find("bill_date").text().substr(0, DateSize);
    return bill;
}

Status JdyBills::readAll(CallContext& context, const BillForm& form, std::string_view first,
                         std::string_view last, std::vector<JdyBill>& bills, std::string& why)
{
    JdyCall call;
    call.operation = "find";
    call.path = form.api;
    call.query = {{"start_bill_date", std::string(first)},
                  {"end_bill_date", std::string(last)},
                  {"page_size", std::to_string(PageSize)}};
    std::unordered_set<std::string> seen;
    bills.clear();
    int64_t count = 0;
    int64_t page = 0;
    std::size_t rows = 0;
    sdk::JsonDocument answer;
    do
    {
        call.query["page"] = std::to_string(++page);
        const JdyVerdict verdict = _client.call(context, call, false, answer);
        if (verdict.code != STATUS_OK)
        {
            return statusOf(context, verdict);
        }
        const sdk::JsonValue data = answer.root().find("data");
        count = integerOf(data.find("count"), -1);
        rows = data.find("rows").size();
        for (const sdk::JsonValue row : data.find("rows"))
        {
            JdyBill bill = billOf(row);
            if (seen.insert(bill.id).second)
            {
                bills.push_back(std::move(bill));
            }
        }
    } while (rows > 0 && static_cast<int64_t>(bills.size()) < count);
    if (count != static_cast<int64_t>(bills.size()))
    {
        why = "the vendor counts " + std::to_string(count) + " bills, its pages hold " +
              std::to_string(bills.size());
    }
    return sdk::ok();
}

Status JdyBills::list(CallContext& context, std::string_view api, std::string_view first,
                      std::string_view last, BillSink& out)
{
    const BillForm* form = formFor(context, api);
    if (form == nullptr)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    std::vector<JdyBill> bills;
    std::string why;
    for (int reading = 0; reading < MaxReadings; ++reading)
    {
        why.clear();
        const Status status = readAll(context, *form, first, last, bills, why);
        if (status.code != STATUS_OK)
        {
            return status;
        }
        if (why.empty())
        {
            break;
        }
    }
    if (!why.empty())
    {
        return sdk::failed(context, STATUS_UNAVAILABLE,
                           "jdy.target: the list of " + std::string(form->title) + " from " +
                               std::string(first) + " to " + std::string(last) +
                               " could not be read whole: " + why);
    }
    for (const JdyBill& bill : bills)
    {
        if (const Status status = out.put(bill.view()); status.code != STATUS_OK)
        {
            return status;
        }
    }
    return sdk::ok();
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
        verdict.message = "jdy.target: there is no " + std::string(form.title) + " of id " + std::string(id);
    }
    return verdict;
}

Status JdyBills::fetch(CallContext& context, std::string_view api, std::string_view id, BillSink& out)
{
    const BillForm* form = formFor(context, api);
    if (form == nullptr)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    sdk::JsonDocument document;
    const JdyVerdict verdict = readDetail(context, *form, id, document);
    if (verdict.code != STATUS_OK)
    {
        return statusOf(context, verdict);
    }
    const sdk::JsonValue data = document.root().find("data");
    JdyBill bill = billOf(data);
    bill.fingerprint = fingerprintOf(data);
    return out.put(bill.view());
}

} // namespace duijie::jdy
