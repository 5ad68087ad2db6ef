#include "JdyBill.h"

#include "duijie/sdk/Text.h"

namespace duijie::jdy
{

namespace
{

constexpr std::size_t DateSize = 10;

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

JdyBill headOf(sdk::JsonValue row, std::string_view keyField)
{
    JdyBill bill;
    bill.id = row.find("id").text();
    bill.number = row.find("bill_no").text();
    bill.naturalKey = row.find(keyField).text();
    bill.state = stateWord(row.find("bill_status").text());
    bill.scope = row.find("bill_date").text().substr(0, DateSize);
    return bill;
}

} // namespace duijie::jdy
