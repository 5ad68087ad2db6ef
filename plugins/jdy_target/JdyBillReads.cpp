// The reading half of JdyBills.
#include "Fingerprint.h"
#include "JdyBills.h"
#include "JdyDifferences.h"

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
constexpr std::string_view NumberField = "bill_no";
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
    if (status == "S" || status == "H")
    {
        return "closed"; // orders only, and only once audited
    }
    return status == "Z" ? "saved" : status;
}

} // namespace

JdyBill JdyBills::billOf(sdk::JsonValue row) const
{
    JdyBill bill;
    bill.id = row.find("id").text();
    bill.number = row.find("bill_no").text();
    bill.naturalKey = row.find(_settings.key.field).text();
    bill.state = stateWord(row.find("bill_status").text());
    bill.scope = row.find("bill_date").text().substr(0, DateSize);
    return bill;
}

JdyBill JdyBills::billOf(const BillForm& form, sdk::JsonValue detail) const
{
    JdyBill bill = billOf(detail);
    bill.fingerprint = fingerprintOf(form, detail);
    return bill;
}

Status JdyBills::readAll(CallContext& context, const BillForm& form, std::string_view first,
                         std::string_view last, std::vector<JdyBill>& bills, std::string& why)
{
    JdyCall call;
    call.operation = "find";
    call.path = form.list;
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
    const Form form = formFor(context, api);
    if (!form)
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
                           "jdy.target: the list of " + form->title + " from " + std::string(first) + " to " +
                               std::string(last) + " could not be read whole: " + why);
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
        verdict.message = "jdy.target: there is no " + form.title + " of id " + std::string(id);
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
