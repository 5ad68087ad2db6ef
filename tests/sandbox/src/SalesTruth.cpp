#include "SalesTruth.h"

#include "ChinaTime.h"
#include "Decimal.h"
#include "JsonOut.h"
#include "TradeSales.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace duijie::sandbox
{

namespace
{

std::string plain(std::int64_t tenThousandths)
{
    std::string text;
    appendTenThousandths(text, tenThousandths);
    return text;
}

/** True when the members a bill or line keeps as they were sent have that one. */
bool carries(const std::string& extra, std::string_view name, std::string_view value)
{
    const std::string member = "\"" + std::string(name) + "\":" + std::string(value);
    const std::size_t at = extra.find(member);
    const std::size_t end = at + member.size();
    return at != std::string::npos && (end == extra.size() || extra[end] == ',');
}

/** The first thing in which the line differs from what was sold; empty when there is none. */
std::string_view differenceOf(const World& world, const Sale& sale, const SaleLine& sold,
                              const BillLine& line)
{
    if (line.material != sold.material)
        return "material_number";
    if (line.unit != world.catalog().materials()[sold.material].unit)
        return "unit_id";
    if (line.store != sale.store)
        return "stock_number";
    if (line.quantity != plain(sold.quantity))
        return "qty";
    if (!carries(line.extra, "tax_price", plain(sold.price)))
        return "tax_price";
    return carries(line.extra, "is_free", sold.price == 0 ? "true" : "false") ? "" : "is_free";
}

std::string_view differenceOf(const World& world, const Sale& sale, const Bill& bill)
{
    if (bill.billDate != formatDate(sale.consigned))
        return "bill_date";
    const Party& shop = world.catalog().parties(PartyKind::Customer)[sale.shop];
    if (!carries(bill.extra, "customer_number", "\"" + shop.number + "\""))
        return "customer_number";
    if (!carries(bill.extra, "bill_source", "\"ISV\""))
        return "bill_source";
    if (bill.lines.size() != sale.lines.size())
        return "line_count";
    for (std::size_t i = 0; i < bill.lines.size(); ++i)
    {
        const std::string_view difference = differenceOf(world, sale, sale.lines[i], bill.lines[i]);
        if (!difference.empty())
            return difference;
    }
    return {};
}

void writeList(JsonOut& out, const std::string& name, const std::vector<std::string>& numbers)
{
    out.key(name).beginArray();
    for (const std::string& number : numbers)
        out.string(number);
    out.endArray().field(name + "_count", numbers.size());
}

/** The bills of sales, sorted by what they are. */
struct Sorted
{
    std::uint64_t eligible = 0;
    std::uint64_t cancelled = 0;
    std::uint64_t right = 0;
    std::uint64_t gifts = 0;
    std::vector<std::string> lost;
    std::vector<std::string> doubled;
    std::vector<std::string> unexpected;
    std::vector<std::pair<std::string, std::string_view>> wrong;

    void judge(const World& world, const Sale& sale, const std::vector<Bill>& bills)
    {
        ++eligible;
        for (const SaleLine& line : sale.lines)
            gifts += line.price == 0 ? 1 : 0;
        if (bills.empty())
            lost.push_back(sale.number);
        else if (bills.size() > 1)
            doubled.push_back(sale.number);
        else if (const auto difference = differenceOf(world, sale, bills[0]); !difference.empty())
            wrong.emplace_back(sale.number, difference);
        else
            ++right;
    }
};

std::string textOf(const Sorted& sorted, std::uint64_t bills, std::uint64_t drafts)
{
    std::string text;
    JsonOut out(text);
    out.beginObject().field("documents", kSales).field("eligible", sorted.eligible);
    out.key("excluded").beginObject().field("other_status", sorted.cancelled).endObject();
    out.field("bills", bills).field("drafts", drafts).field("gift_lines", sorted.gifts);
    out.field("right", sorted.right);
    writeList(out, "lost", sorted.lost);
    writeList(out, "doubled", sorted.doubled);
    out.key("wrong").beginArray();
    for (const auto& [number, why] : sorted.wrong)
        out.beginObject().field("order_no", number).field("why", why).endObject();
    out.endArray().field("wrong_count", sorted.wrong.size());
    writeList(out, "unexpected", sorted.unexpected);
    const bool right =
        sorted.lost.empty() && sorted.doubled.empty() && sorted.wrong.empty() && sorted.unexpected.empty();
    out.field("verdict", right ? "right" : "wrong").endObject();
    return text;
}

} // namespace

std::string salesReport(const World& world, const Book& book)
{
    std::unordered_map<std::string, std::vector<Bill>> byNumber;
    std::uint64_t bills = 0;
    std::uint64_t drafts = 0;
    book.eachLive(
        [&](const Bill& bill)
        {
            ++bills;
            drafts += bill.status == Bill::kUnaudited ? 1 : 0;
            byNumber[bill.billNo].push_back(bill);
        });
    Sorted sorted;
    for (std::uint32_t i = 0; i < kSales; ++i)
    {
        const Sale sale = saleAt(world, i);
        if (!sale.left())
        {
            ++sorted.cancelled;
            continue;
        }
        sorted.judge(world, sale, byNumber[sale.number]);
        byNumber.erase(sale.number);
    }
    for (const auto& [number, found] : byNumber)
        sorted.unexpected.push_back(number);
    return textOf(sorted, bills, drafts);
}

} // namespace duijie::sandbox
