#include "DocumentText.h"

#include "ChinaTime.h"
#include "Decimal.h"
#include "JsonOut.h"
#include "Random.h"

#include <array>

namespace duijie::sandbox
{

namespace
{

constexpr std::uint64_t kStylePurpose = 5;

constexpr std::array<std::string_view, 5> kRemarks = {"", "盘点差异入库", "备注含\"引号\"与反斜杠\\",
                                                      "第一行\n第二行", "夜班盘点 ✔ 复核"};

/** How one row spells its values; drawn once per document. */
struct RowStyle
{
    bool idsAsText;
    bool statusAsText;
    bool typeAsText;
    bool amountsAsText;
    /** 0 = "3.0000", 1 = 3 or 3.25 as number, 2 = 3.2500 as number. */
    std::uint32_t counts;
    std::uint32_t remark;

    explicit RowStyle(std::uint64_t seed)
    {
        Random random(seed);
        idsAsText = random.oneIn(1, 3);
        statusAsText = random.oneIn(1, 2);
        typeAsText = random.oneIn(1, 2);
        amountsAsText = random.oneIn(2, 3);
        counts = random.below(3);
        remark = random.below(kRemarks.size() + 2);
    }
};

std::string_view orderTypeName(std::uint8_t type)
{
    switch (type)
    {
    case 1:
        return "采购入库";
    case 2:
        return "调拨入库";
    case 4:
        return "盘盈入库";
    case 5:
        return "生产入库";
    case 6:
        return "其他入库";
    case 9:
        return "初始化入库";
    default:
        return "委外入库";
    }
}

/** Writes the fields of one row in the row's style. */
class RowText
{
public:
    RowText(std::string& out, const RowStyle& style) : _out(out), _style(style) {}

    void id(std::string_view name, std::uint64_t value) { digits(name, value, _style.idsAsText); }

    void digits(std::string_view name, std::uint64_t value, bool asText)
    {
        key(name);
        if (asText)
            _out += '"';
        _out += std::to_string(value);
        if (asText)
            _out += '"';
    }

    void count(std::string_view name, std::int64_t tenThousandths)
    {
        key(name);
        if (_style.counts == 1)
        {
            appendTenThousandths(_out, tenThousandths);
            return;
        }
        if (_style.counts == 0)
            _out += '"';
        appendFourDecimals(_out, tenThousandths);
        if (_style.counts == 0)
            _out += '"';
    }

    void amount(std::string_view name, std::int64_t tenThousandths)
    {
        key(name);
        if (_style.amountsAsText)
            _out += '"';
        appendFourDecimals(_out, tenThousandths);
        if (_style.amountsAsText)
            _out += '"';
    }

    void text(std::string_view name, std::string_view value)
    {
        key(name);
        appendQuoted(_out, value);
    }

    void time(std::string_view name, std::int64_t seconds)
    {
        key(name);
        _out += '"';
        appendTime(_out, seconds);
        _out += '"';
    }

    void remark(std::string_view name)
    {
        if (_style.remark == kRemarks.size())
            return;
        key(name);
        if (_style.remark > kRemarks.size())
            _out += "null";
        else
            appendQuoted(_out, kRemarks[_style.remark]);
    }

    void key(std::string_view name)
    {
        if (_out.back() != '{')
            _out += ',';
        _out += '"';
        _out += name;
        _out += "\":";
    }

private:
    std::string& _out;
    const RowStyle& _style;
};

/** The place of a line inside its document. */
struct LinePlace
{
    std::uint32_t document;
    std::uint64_t record;
    std::uint64_t stockinId;
};

void lineCore(RowText& row, const World& world, const DocumentLine& line, const LinePlace& place)
{
    const bool known = !line.unknown;
    const Material* material = known ? &world.catalog().materials()[line.material] : nullptr;
    const std::string_view goods = world.goodsNo(line);
    row.id("rec_id", place.record);
    row.id("stockin_id", place.stockinId);
    row.text("goods_no", goods);
    row.text("goods_name", known ? std::string_view(material->name) : "未建档商品");
    row.text("spec_no", std::string(goods) + "-01");
    row.count("goods_count", line.quantity);
}

void lineRest(RowText& row, const World& world, const DocumentLine& line, const LinePlace& place)
{
    const bool known = !line.unknown;
    const Catalog& catalog = world.catalog();
    const Material* material = known ? &catalog.materials()[line.material] : nullptr;
    const std::int64_t cost = line.quantity / 100 * line.price / 100;
    row.text("spec_name", known ? std::string_view(material->model) : "默认规格");
    row.text("spec_code", "");
    row.text("barcode", known ? std::string_view(material->barcode) : "");
    row.text("goods_unit", known ? std::string_view(catalog.units()[material->unit].name) : "个");
    row.count("num", line.quantity);
    row.count("num2", line.quantity);
    row.amount("cost_price", line.price);
    row.amount("src_price", line.price);
    row.amount("tax_price", line.price);
    row.amount("tax", 0);
    row.amount("tax_amount", 0);
    row.amount("total_cost", cost);
    row.count("right_num", line.quantity);
    row.amount("right_price", line.price);
    row.amount("right_cost", cost);
    row.count("adjust_num", 0);
    row.amount("adjust_price", 0);
    row.text("brand_no", "BR0001");
    row.text("brand_name", "自有品牌");
    row.text("batch_no", "");
    row.text("batch_remark", "");
    row.text("position_no", "ZANCUN");
    row.text("production_date", "0000-00-00 00:00:00");
    row.digits("validity_days", 0, false);
    row.text("expire_date", "0000-00-00 00:00:00");
    row.count("expect_num", line.quantity);
    row.amount("discount", 0);
    row.count("unit_ratio", 10000);
    row.id("src_order_detail_id", place.record + 500000);
    row.id("spec_id", 7000 + line.material);
    row.id("unit_id", known ? material->unit + 1 : 1);
    row.time("modified", world.modified(place.document));
    row.text("remark", "");
}

void appendLines(std::string& out, RowText& row, const World& world, const LinePlace& document)
{
    row.key("details_list");
    out += '[';
    LinePlace place = document;
    for (const DocumentLine& line : world.lines(document.document))
    {
        if (out.back() != '[')
            out += ',';
        out += '{';
        lineCore(row, world, line, place);
        if (!world.options().compact)
            lineRest(row, world, line, place);
        out += '}';
        ++place.record;
    }
    out += ']';
}

void headCore(RowText& row, const World& world, std::uint32_t index, const RowStyle& style)
{
    const DocumentHead& head = world.head(index);
    const Store& store = world.catalog().stores()[head.warehouse];
    row.id("stockin_id", 100001ULL + index);
    row.text("order_no", world.orderNo(index));
    row.text("stockin_no", world.stockinNo(index));
    row.text("src_order_no", world.srcOrderNo(index));
    row.digits("status", head.status, style.statusAsText);
    row.digits("order_type", head.orderType, style.typeAsText);
    row.text("warehouse_no", store.number);
    row.text("warehouse_name", store.name);
    if (head.oddity == Oddity::EmptyStockinTime)
        row.text("stockin_time", "");
    else
        row.time("stockin_time", world.stockinSeconds(index));
    row.time("modified", world.modified(index));
    row.remark("remark");
}

void headRest(RowText& row, const World& world, std::uint32_t index)
{
    const DocumentHead& head = world.head(index);
    std::int64_t count = 0;
    std::int64_t amount = 0;
    for (const DocumentLine& line : world.lines(index))
    {
        count += line.quantity;
        amount += line.quantity / 100 * line.price / 100;
    }
    row.text("outer_no", "");
    row.text("order_type_name", orderTypeName(head.orderType));
    row.id("warehouse_id", head.warehouse + 1U);
    // The audit time can lie on another day than the stock-in time, so that mixing them up shows.
    row.time("check_time", world.stockinSeconds(index) - (index % 7 == 3 ? 86400 : 5));
    row.time("created_time", world.stockinSeconds(index) - 7200);
    row.text("stockin_reason", "");
    row.count("goods_count", count);
    row.digits("goods_type_count", head.lines, false);
    row.amount("goods_amount", amount);
    row.amount("total_price", amount);
    row.amount("discount", 0);
    row.amount("tax_amount", 0);
    row.amount("post_fee", 0);
    row.amount("other_fee", 0);
    row.count("adjust_num", 0);
    row.amount("adjust_price", 0);
    row.count("right_nums", count);
    row.amount("right_price", amount);
    row.id("src_order_id", 300001ULL + index);
    row.digits("src_order_type", head.orderType, false);
    row.id("reason_id", 0);
    row.digits("wms_status", 0, false);
    row.text("wms_result", "");
    row.text("wms_outer_no", "");
    row.digits("flag_id", 0, false);
    row.id("operator_id", 12 + index % 5);
    row.text("operator_name", "仓管员小王");
    row.id("check_operator_id", 8);
    row.text("check_operator_name", "主管李工");
    row.digits("note_count", 0, false);
}

} // namespace

void appendDocument(std::string& out, const World& world, std::uint32_t index)
{
    const RowStyle style(world.streamSeed(index, kStylePurpose));
    RowText row(out, style);
    out += '{';
    headCore(row, world, index, style);
    if (!world.options().compact)
        headRest(row, world, index);
    const std::uint64_t id = 100001ULL + index;
    appendLines(out, row, world, {index, id * 32, id});
    out += '}';
}

} // namespace duijie::sandbox
