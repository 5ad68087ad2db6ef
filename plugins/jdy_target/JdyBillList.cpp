#include "JdyBillList.h"

#include "JdySay.h"

#include <charconv>

namespace duijie::jdy
{

namespace
{

/// The vendor's count; -1 when that is no whole number: a count that begins like one ("1e3") must not pass
/// for it.
int64_t countOf(sdk::JsonValue value) noexcept
{
    const std::string_view text = value.text();
    int64_t number = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() ? number : -1;
}

} // namespace

bool JdyBillList::add(sdk::JsonValue data)
{
    _count = countOf(data.find("count"));
    const sdk::JsonValue rows = data.find("rows");
    for (const sdk::JsonValue row : rows)
    {
        JdyBill bill = headOf(row, _keyField);
        if (_seen.insert(bill.id).second)
        {
            _bills.push_back(std::move(bill));
        }
    }
    return rows.size() > 0 && static_cast<int64_t>(_bills.size()) < _count;
}

std::string JdyBillList::difference() const
{
    if (_count == static_cast<int64_t>(_bills.size()))
    {
        return {};
    }
    return say("jdy_target.bills.count", {std::to_string(_count), std::to_string(_bills.size())});
}

} // namespace duijie::jdy
