#include "TradeSales.h"

#include "ChinaTime.h"
#include "Decimal.h"
#include "Random.h"
#include "Text.h"

#include <algorithm>
#include <iterator>

namespace duijie::sandbox
{

namespace
{

constexpr std::uint64_t kSalePurpose = 9;
constexpr std::uint8_t kCancelled = 5;
/** Vendor: 95 已发货, 105 部分打款, 110 已完成, 113 异常发货. */
constexpr std::uint8_t kLeft[] = {110, 95, 105, 110, 113};
constexpr std::int64_t kOne = 10000;

std::string numbered(std::string_view prefix, std::uint32_t index)
{
    std::string number(prefix);
    appendPadded(number, index + 1, 7);
    return number;
}

/** As many decimals as the unit of the material takes. */
std::int64_t quantityOf(const World& world, std::uint32_t material, std::uint32_t line)
{
    const Catalog& catalog = world.catalog();
    const int precision = catalog.units()[catalog.materials()[material].unit].precision;
    const std::int64_t part = precision == 0 ? 0 : precision == 1 ? 5000 : 2500;
    return (1 + line) * kOne + part;
}

void writeNumber(JsonOut& out, std::string_view name, const std::string& number, bool asText)
{
    if (asText)
        out.field(name, number);
    else
        out.key(name).raw(number);
}

void writeLine(JsonOut& out, const World& world, const SaleLine& line, bool asText)
{
    const Material& material = world.catalog().materials()[line.material];
    std::string count;
    appendFourDecimals(count, line.quantity);
    std::string price;
    appendTenThousandths(price, line.price);
    // Goods with one spec have their own number for it.
    out.field("goods_no", material.number).field("goods_name", material.name);
    out.field("spec_no", material.number);
    writeNumber(out, "goods_count", count, asText);
    writeNumber(out, "sell_price", price, asText);
    out.key("price").raw("12.5000");
}

} // namespace

bool Sale::left() const
{
    return status != kCancelled;
}

Sale saleAt(const World& world, std::uint32_t index)
{
    Random random(world.streamSeed(index, kSalePurpose));
    const Catalog& catalog = world.catalog();
    const std::uint64_t span = std::uint64_t{world.options().days} * 86400;
    Sale sale;
    sale.number = numbered("SB", index);
    sale.source = numbered("SRC", index);
    sale.shop = random.below(static_cast<std::uint32_t>(catalog.parties(PartyKind::Customer).size()));
    sale.store = random.below(catalog.ordinaryStores());
    sale.status = index % 13 == 0 ? kCancelled : kLeft[random.below(std::size(kLeft))];
    sale.modified = world.startSeconds() + static_cast<std::int64_t>(span * index / kSales);
    sale.consigned = sale.modified - 600;
    for (std::uint32_t line = 0; line < 1 + index % 3; ++line)
    {
        const std::uint32_t material = (index * 7 + line) % catalog.enabledMaterials();
        const bool gift = (index + line) % 5 == 2;
        sale.lines.push_back({50001ULL + index * 4ULL + line, material, quantityOf(world, material, line),
                              gift ? 0 : 1 + random.below(9'999'999)});
    }
    return sale;
}

bool namesStatus(std::string_view list, const Sale& sale)
{
    if (list.empty())
        return sale.left();
    const std::string wanted = std::to_string(sale.status);
    while (!list.empty())
    {
        const std::size_t end = std::min(list.find(','), list.size());
        if (list.substr(0, end) == wanted)
            return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

void writeSale(JsonOut& out, const World& world, const Sale& sale, bool asText)
{
    const Catalog& catalog = world.catalog();
    const Store& store = catalog.stores()[sale.store];
    const Party& shop = catalog.parties(PartyKind::Customer)[sale.shop];
    out.field("order_no", sale.number).field("src_order_no", sale.source);
    writeNumber(out, "status", std::to_string(sale.status), asText);
    out.field("shop_no", shop.number).field("shop_name", shop.name);
    out.field("warehouse_no", store.number).field("warehouse_name", store.name);
    out.field("consign_time", formatTime(sale.consigned));
    out.field("created", formatTime(sale.modified - 7200)).field("modified", formatTime(sale.modified));
    out.key("details_list").beginArray();
    for (const SaleLine& line : sale.lines)
    {
        out.beginObject().field("rec_id", line.id);
        writeLine(out, world, line, asText);
        out.endObject();
    }
    out.endArray();
}

} // namespace duijie::sandbox
