#include "Fingerprint.h"

#include "duijie/sdk/Decimal.h"
#include "duijie/sdk/Digest.h"

#include <algorithm>
#include <vector>

namespace duijie::jdy
{

namespace
{

constexpr std::size_t DateSize = 10; // a detail answer may carry a time behind the date

bool appendLine(std::string& out, sdk::JsonValue line)
{
    const auto quantity = sdk::Decimal::parse(line.find("qty").text());
    if (!quantity)
    {
        return false;
    }
    for (const std::string_view name : {"material_id", "stock_id", "unit_id"})
    {
        out += line.find(name).text();
        out += '|';
    }
    out += quantity->canonical();
    return true;
}

} // namespace

std::string fingerprintOf(sdk::JsonValue bill)
{
    const sdk::JsonValue entries = bill.find("material_entity");
    std::vector<std::string> lines;
    lines.reserve(entries.size());
    for (const sdk::JsonValue entry : entries)
    {
        if (!appendLine(lines.emplace_back(), entry))
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
