#include "Truth.h"

#include "ChinaTime.h"
#include "Decimal.h"
#include "JsonOut.h"

#include <array>
#include <vector>

namespace duijie::sandbox
{

namespace
{

constexpr std::size_t kMaxListed = 50;

/** First difference found between a bill and its document. */
enum class Difference : std::uint8_t
{
    None,
    BillDate,
    LineCount,
    Material,
    Unit,
    Store,
    Quantity,
    Unaudited,
    BatchNo,
    ProductionDate
};

std::string_view differenceText(Difference difference)
{
    constexpr std::array<std::string_view, 10> texts = {"",         "bill_date", "line_count", "material_id",
                                                        "unit_id",  "stock_id",  "qty",        "unaudited",
                                                        "batch_no", "kf_date"};
    return texts[static_cast<std::size_t>(difference)];
}

std::string quantityText(std::int64_t tenThousandths)
{
    std::string text;
    appendTenThousandths(text, tenThousandths);
    return text;
}

std::string_view remarkPrefix(Flow flow)
{
    return flow == Flow::Gain ? "旺店通盘盈单" : "旺店通盘亏单";
}

bool carries(const BillLine& line, std::string_view name, std::string_view value)
{
    std::string member;
    appendQuoted(member, name);
    member += ':';
    appendQuoted(member, value);
    return line.extra.find(member) != std::string::npos;
}

/** What the goods of a special document ask for must be the document's own. */
Difference compareSpecial(const World& world, std::uint32_t index, const BillLine& line)
{
    const Material& material = world.catalog().materials()[line.material];
    if (material.batch && !carries(line, "batch_no", world.batchNo(index)))
        return Difference::BatchNo;
    if (material.shelfLife && !carries(line, "kf_date", formatDate(world.productionSeconds(index))))
        return Difference::ProductionDate;
    return Difference::None;
}

Difference compareLines(const World& world, std::uint32_t index, const Bill& bill)
{
    const std::vector<DocumentLine> lines = world.lines(index);
    if (lines.size() != bill.lines.size())
        return Difference::LineCount;
    for (std::size_t i = 0; i < lines.size(); ++i)
    {
        const BillLine& line = bill.lines[i];
        if (line.material != lines[i].material)
            return Difference::Material;
        if (line.unit != world.catalog().materials()[line.material].unit)
            return Difference::Unit;
        if (line.store != world.head(index).warehouse)
            return Difference::Store;
        if (line.quantity != quantityText(lines[i].quantity))
            return Difference::Quantity;
        if (const Difference special = compareSpecial(world, index, line); special != Difference::None)
            return special;
    }
    return Difference::None;
}

Difference compare(const World& world, std::uint32_t index, const Bill& bill)
{
    if (bill.billDate != formatDate(world.billSeconds(index)))
        return Difference::BillDate;
    const Difference lines = compareLines(world, index, bill);
    if (lines != Difference::None)
        return lines;
    return bill.status == Bill::kAudited ? Difference::None : Difference::Unaudited;
}

/** The further fields of a line a special document's bill needs. */
void writeSpecial(JsonOut& out, const World& world, std::uint32_t index, const DocumentLine& line)
{
    const Catalog& catalog = world.catalog();
    const Material& material = catalog.materials()[line.material];
    if (material.batch)
        out.field("batch_no", world.batchNo(index));
    if (material.shelfLife)
        out.field("kf_date", formatDate(world.productionSeconds(index)))
            .field("kf_period", 365)
            .field("kf_type", 1);
    if (material.serial)
        out.field("sn_list", "SN" + std::to_string(index));
    if (material.attribute)
        out.field("aux_prop_id", "1");
    if (catalog.stores()[world.head(index).warehouse].spaces)
        out.field("sp_id", catalog.spaces().front().id);
}

/** Names found, with their count and the first fifty of them. */
struct Listing
{
    std::uint64_t count = 0;
    std::vector<std::string> names;

    void add(std::string name)
    {
        if (count++ < kMaxListed)
            names.push_back(std::move(name));
    }

    void write(JsonOut& out, std::string_view name) const
    {
        out.key(name).beginArray();
        for (const std::string& text : names)
            out.string(text);
        out.endArray().field(std::string(name) + "_count", count);
    }
};

/** What the live bills say about each document. */
class Findings
{
public:
    Findings(const World& world, const TruthRange& range) : _world(world), _range(range), _found(world.size())
    {
    }

    void look(const Bill& bill)
    {
        ++_bills;
        const std::string_view remark = bill.remark;
        const std::string_view prefix = remarkPrefix(_world.flow());
        const auto index =
            remark.starts_with(prefix) ? _world.findStockin(remark.substr(prefix.size())) : std::nullopt;
        if (!index || !mayHaveBill(_world, *index))
        {
            _unexpected.add(bill.remark);
            return;
        }
        Found& found = _found[*index];
        if (found.count++ == 0)
            found.difference = compare(_world, *index, bill);
        if (bill.status != Bill::kAudited && inRange(*index))
            ++_unaudited;
    }

    std::string report()
    {
        for (std::uint32_t i = 0; i < _world.size(); ++i)
        {
            if (inRange(i))
                judge(i);
        }
        std::string text;
        JsonOut out(text);
        out.beginObject();
        writeCounts(out);
        writeFindings(out);
        out.endObject();
        return text;
    }

private:
    struct Found
    {
        std::uint32_t count = 0;
        Difference difference = Difference::None;
    };

    bool inRange(std::uint32_t index) const
    {
        const std::int64_t modified = _world.modified(index);
        return modified >= _range.from && modified <= _range.to;
    }

    void judge(std::uint32_t index)
    {
        ++_documents;
        const DocumentClass kind = _world.head(index).kind;
        const Found& found = _found[index];
        if (kind == DocumentClass::Eligible && found.count == 0 && !_world.visible(index, _range.nowMs))
        {
            ++_late;
            return;
        }
        ++_classes[static_cast<std::size_t>(kind)];
        // A special document may be left out or be posted with all it asks for; only a wrong bill is wrong.
        if (kind != DocumentClass::Eligible && !(kind == DocumentClass::SpecialGoods && found.count > 0))
            return;
        if (found.count == 0)
            _lost.add(_world.orderNo(index));
        else if (found.count > 1)
            _doubled.add(_world.orderNo(index));
        else if (found.difference == Difference::None)
            ++_right;
        else if (_wrongCount++ < kMaxListed)
            _wrong.emplace_back(index, found.difference);
    }

    void writeCounts(JsonOut& out) const
    {
        const auto count = [&](DocumentClass kind) { return _classes[static_cast<std::size_t>(kind)]; };
        out.field("documents", _documents).field("eligible", count(DocumentClass::Eligible));
        out.key("excluded").beginObject().field("warehouse", count(DocumentClass::ExcludedWarehouse));
        out.field("other_type", count(DocumentClass::OtherType))
            .field("other_status", count(DocumentClass::OtherStatus));
        out.field("unknown_goods", count(DocumentClass::UnknownGoods))
            .field("invalid", count(DocumentClass::Invalid));
        if (_world.options().specialGoods > 0)
            out.field("special_goods", count(DocumentClass::SpecialGoods));
        if (_late > 0)
            out.field("late", _late);
        out.endObject().field("bills", _bills).field("right", _right);
    }

    void writeFindings(JsonOut& out) const
    {
        _lost.write(out, "lost");
        _doubled.write(out, "doubled");
        out.key("wrong").beginArray();
        for (const auto& [index, difference] : _wrong)
        {
            out.beginObject()
                .field("order_no", _world.orderNo(index))
                .field("why", differenceText(difference));
            out.endObject();
        }
        out.endArray().field("wrong_count", _wrongCount);
        _unexpected.write(out, "unexpected");
        out.field("unaudited_count", _unaudited);
        const bool right = _lost.count + _doubled.count + _wrongCount + _unexpected.count + _unaudited == 0;
        out.field("verdict", right ? "right" : "wrong");
    }

    const World& _world;
    const TruthRange& _range;
    std::vector<Found> _found;
    std::array<std::uint64_t, 7> _classes{};
    std::uint64_t _documents = 0;
    std::uint64_t _bills = 0;
    std::uint64_t _right = 0;
    std::uint64_t _unaudited = 0;
    std::uint64_t _late = 0;
    std::uint64_t _wrongCount = 0;
    std::vector<std::pair<std::uint32_t, Difference>> _wrong;
    Listing _lost;
    Listing _doubled;
    Listing _unexpected;
};

} // namespace

bool mayHaveBill(const World& world, std::uint32_t index)
{
    const DocumentClass kind = world.head(index).kind;
    return kind == DocumentClass::Eligible || kind == DocumentClass::SpecialGoods;
}

std::string expectedRemark(const World& world, std::uint32_t index)
{
    return std::string(remarkPrefix(world.flow())) + world.orderNo(index);
}

std::string expectedBody(const World& world, std::uint32_t index)
{
    const Catalog& catalog = world.catalog();
    std::string body;
    JsonOut out(body);
    out.beginObject().field("bill_date", formatDate(world.billSeconds(index)));
    out.field("remark", expectedRemark(world, index)).field("operation_key", "audit");
    out.key("material_entity").beginArray();
    for (const DocumentLine& line : world.lines(index))
    {
        const Material& material = catalog.materials()[line.material];
        out.beginObject().field("material_id", material.id);
        out.field("stock_id", catalog.stores()[world.head(index).warehouse].id);
        out.field("unit_id", catalog.units()[material.unit].id).key("qty").raw(quantityText(line.quantity));
        writeSpecial(out, world, index, line);
        out.endObject();
    }
    out.endArray().endObject();
    return body;
}

std::string truthReport(const World& world, const Book& book, const TruthRange& range)
{
    Findings findings(world, range);
    book.eachLive([&](const Bill& bill) { findings.look(bill); });
    return findings.report();
}

} // namespace duijie::sandbox
