#include "World.h"

#include "ChinaTime.h"
#include "Random.h"
#include "Text.h"
#include "WorldShape.h"

#include <algorithm>

namespace duijie::sandbox
{

namespace
{

constexpr std::uint64_t kTimePurpose = 1;
constexpr std::uint64_t kLinePurpose = 3;
constexpr std::uint64_t kLatePurpose = 7;
constexpr std::int64_t kUnit = 10000;

/** A quantity that fits the precision of the unit. */
std::int64_t pickQuantity(Random& random, int precision)
{
    std::int64_t step = kUnit;
    for (int i = 0; i < precision; ++i)
        step /= 10;
    const std::int64_t whole = 1 + random.below(random.oneIn(1, 6) ? 5000 : 60);
    const std::int64_t fraction =
        precision > 0 ? random.below(static_cast<std::uint32_t>(kUnit / step)) * step : 0;
    return whole * kUnit + fraction;
}

} // namespace

std::string_view className(DocumentClass kind)
{
    switch (kind)
    {
    case DocumentClass::Eligible:
        return "eligible";
    case DocumentClass::ExcludedWarehouse:
        return "excluded_warehouse";
    case DocumentClass::OtherType:
        return "other_type";
    case DocumentClass::OtherStatus:
        return "other_status";
    case DocumentClass::UnknownGoods:
        return "unknown_goods";
    case DocumentClass::Invalid:
        return "invalid";
    case DocumentClass::SpecialGoods:
        return "special_goods";
    }
    return "invalid";
}

std::int64_t World::modified(std::uint32_t index) const
{
    const auto moved = _changes.find(index);
    return moved ? moved->key : bornSeconds(index);
}

std::int64_t World::stockinSeconds(std::uint32_t index) const
{
    if (const auto moved = _changes.find(index))
        return moved->bill;
    Random random(streamSeed(index, kTimePurpose) ^ 0x51);
    return bornSeconds(index) - (random.oneIn(1, 4) ? 1 + random.below(8 * 3600) : 0);
}

std::int64_t World::billSeconds(std::uint32_t index) const
{
    return _flow == Flow::Gain ? stockinSeconds(index) : modified(index);
}

std::int64_t World::changedSeconds(std::uint32_t index) const
{
    if (const auto moved = _changes.find(index))
        return moved->changed;
    const bool later = _flow == Flow::Loss && _heads[index].status >= kSentStatus;
    return bornSeconds(index) + (later ? static_cast<std::int64_t>(index % 3) * 1800 : 0);
}

Moved World::moveOf(std::uint32_t index, std::int64_t at) const
{
    const std::int64_t bill = billSeconds(index);
    const std::int64_t day = *parseDate(formatDate(bill));
    const std::int64_t step = std::clamp<std::int64_t>(at - modified(index), 1, 600);
    Moved moved;
    // The day of the bill stays what it was, so that a bill already written stays right.
    moved.bill = std::min(bill + step, day + 86399);
    moved.changed = std::max(at, changedSeconds(index));
    const bool sent = _flow == Flow::Loss && _heads[index].status >= kSentStatus;
    moved.key = sent ? moved.bill : std::max(at, modified(index));
    return moved;
}

bool World::visible(std::uint32_t index, std::int64_t nowMs) const
{
    const std::uint32_t percent = _latePercent.load(std::memory_order_relaxed);
    return percent == 0 || nowMs >= _visibleFromMs.load(std::memory_order_relaxed) ||
           streamSeed(index, kLatePurpose) % 100 >= percent;
}

void World::setLate(std::uint32_t percent, std::int64_t visibleFromMs)
{
    _visibleFromMs = visibleFromMs;
    _latePercent = percent;
}

void World::eachBetween(std::int64_t from, std::int64_t to,
                        const std::function<bool(std::uint32_t)>& visit) const
{
    const std::uint32_t end = firstAt(to + 1);
    _changes.look(
        [&](const Changes::Order& order, auto hasMoved)
        {
            auto moved = order.lower_bound({from, 0});
            const auto movedEnd = order.upper_bound({to, UINT32_MAX});
            const bool none = order.empty();
            for (std::uint32_t i = firstAt(from); i < end; ++i)
            {
                for (; moved != movedEnd && *moved < std::pair(bornSeconds(i), i); ++moved)
                {
                    if (!visit(moved->second))
                        return;
                }
                if ((none || !hasMoved(i)) && !visit(i))
                    return;
            }
            for (; moved != movedEnd; ++moved)
            {
                if (!visit(moved->second))
                    return;
            }
        });
}

std::uint32_t World::firstAt(std::int64_t seconds) const
{
    if (seconds <= _start)
        return 0;
    const auto offset = static_cast<std::uint64_t>(seconds - _start);
    const auto at = std::partition_point(_heads.begin(), _heads.end(),
                                         [&](const DocumentHead& head) { return head.second < offset; });
    return static_cast<std::uint32_t>(at - _heads.begin());
}

std::string World::numbered(std::string_view prefix, std::uint32_t index) const
{
    const std::string day = formatDate(bornSeconds(index));
    std::string number(prefix);
    number.append(day, 2, 2).append(day, 5, 2).append(day, 8, 2);
    appendPadded(number, index + 1, 7);
    return number;
}

std::string World::stockinNo(std::uint32_t index) const
{
    return numbered(shapeOf(_flow).documentPrefix, index);
}

std::string World::orderNo(std::uint32_t index) const
{
    return _heads[index].oddity == Oddity::EmptyOrderNo ? std::string() : stockinNo(index);
}

std::string World::srcOrderNo(std::uint32_t index) const
{
    return numbered(shapeOf(_flow).sourcePrefix, index);
}

std::optional<std::uint32_t> World::findNumbered(std::string_view prefix, std::string_view number) const
{
    if (number.size() != prefix.size() + 13)
        return std::nullopt;
    const auto running = parseDigits(number.substr(number.size() - 7));
    if (!running || *running < 1 || *running > size())
        return std::nullopt;
    const auto index = static_cast<std::uint32_t>(*running - 1);
    if (numbered(prefix, index) != number)
        return std::nullopt;
    return index;
}

std::optional<std::uint32_t> World::findStockin(std::string_view number) const
{
    return findNumbered(shapeOf(_flow).documentPrefix, number);
}

std::optional<std::uint32_t> World::findSource(std::string_view number) const
{
    return findNumbered(shapeOf(_flow).sourcePrefix, number);
}

std::vector<DocumentLine> World::lines(std::uint32_t index) const
{
    const DocumentHead& head = _heads[index];
    Random random(streamSeed(index, kLinePurpose));
    std::vector<DocumentLine> lines(head.lines);
    for (std::size_t i = 0; i < lines.size(); ++i)
    {
        DocumentLine& line = lines[i];
        line.material = random.below(_catalog->enabledMaterials());
        const Material& material = _catalog->materials()[line.material];
        line.quantity = pickQuantity(random, _catalog->units()[material.unit].precision);
        line.price = 1000 + random.below(2'000'000);
        // Equal lines can repeat inside one document and must not be merged.
        if (i > 0 && random.oneIn(1, 40))
            line = lines[i - 1];
    }
    if (lines.empty())
        return lines;
    DocumentLine& odd = lines[random.below(head.lines)];
    odd.emptyGoodsNo = head.oddity == Oddity::EmptyGoodsNo;
    odd.unknown = head.oddity == Oddity::UnknownGoods;
    if (odd.unknown)
        odd.material = random.below(static_cast<std::uint32_t>(Catalog::unknownGoods().size()));
    if (head.special == Special::Goods)
    {
        odd.material = _catalog->firstSpecial() + index % _catalog->specialMaterials();
        odd.quantity = kUnit;
    }
    return lines;
}

std::string World::batchNo(std::uint32_t index) const
{
    std::string number = "PC";
    appendPadded(number, index + 1, 7);
    return number;
}

std::int64_t World::productionSeconds(std::uint32_t index) const
{
    return _start - static_cast<std::int64_t>(10 + index % 60) * 86400;
}

std::string_view World::goodsNo(const DocumentLine& line) const
{
    if (line.emptyGoodsNo)
        return {};
    return line.unknown ? std::string_view(Catalog::unknownGoods()[line.material])
                        : std::string_view(_catalog->materials()[line.material].number);
}

} // namespace duijie::sandbox
