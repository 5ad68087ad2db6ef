#include "Fingerprint.h"

#include "duijie/sdk/Decimal.h"
#include "duijie/sdk/Digest.h"

#include <algorithm>
#include <vector>

namespace duijie::jdy
{

namespace
{

constexpr std::string_view Quantity = "qty";
constexpr std::size_t DateSize = 10; // a detail answer may carry a time behind the date

bool appendLine(std::string& out, sdk::JsonValue line, const BillForm& form,
                const std::vector<std::string_view>& names)
{
    const bool counted = form.line.find(Quantity) != nullptr;
    const auto quantity = sdk::Decimal::parse(counted ? line.find(Quantity).text() : "0");
    if (!quantity)
    {
        return false;
    }
    for (const std::string_view name : names)
    {
        out += line.find(name).text();
        out += '|';
    }
    out += quantity->canonical();
    return true;
}

} // namespace

std::string fingerprintOf(const BillForm& form, sdk::JsonValue bill)
{
    const std::vector<std::string_view> names = form.compared();
    const sdk::JsonValue entries = bill.find(form.lines);
    std::vector<std::string> lines;
    lines.reserve(entries.size());
    for (const sdk::JsonValue entry : entries)
    {
        if (!appendLine(lines.emplace_back(), entry, form, names))
        {
            return {};
        }
    }
    std::sort(lines.begin(), lines.end());
    std::string text(bill.find("bill_date").text().substr(0, DateSize));
    for (const std::string& line : lines)
    {
        text += '\n';
        text += line;
    }
    return sdk::sha256Hex(text);
}

} // namespace duijie::jdy
