#include "World.h"

#include "ChinaTime.h"
#include "Random.h"
#include "Text.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace duijie::sandbox
{

namespace
{

constexpr std::uint64_t kTimePurpose = 1;
constexpr std::uint64_t kHeadPurpose = 2;
constexpr std::uint64_t kLinePurpose = 3;
constexpr std::uint64_t kPlantPurpose = 4;
constexpr std::uint64_t kSpecialPurpose = 6;
constexpr std::int64_t kUnit = 10000;

/** What differs between the documents of the two flows. */
struct FlowShape
{
    std::string_view documentPrefix;
    std::string_view sourcePrefix;
    std::array<std::uint8_t, 6> otherTypes;
    std::array<std::uint8_t, 4> otherStatuses;
    /** The status the integration plan reads. */
    std::uint8_t doneStatus;
};

constexpr FlowShape kGainShape = {"RK", "PD", {1, 2, 6, 5, 9, 12}, {10, 20, 30, 60}, 80};
constexpr FlowShape kLossShape = {"CK", "PK", {2, 7, 3, 5, 8, 13}, {5, 50, 55, 95}, 110};
constexpr std::uint64_t kLossSeed = 0x4C4F5353;

const FlowShape& shapeOf(Flow flow)
{
    return flow == Flow::Gain ? kGainShape : kLossShape;
}

WorldOptions checked(WorldOptions options)
{
    if (options.start.empty())
        options.start = formatDate(nowMilliseconds() / 1000 - 3 * 86400);
    if (!parseDate(options.start))
        throw std::invalid_argument("--start must be a day written yyyy-MM-dd, not \"" + options.start +
                                    "\"");
    if (options.documents < 1 || options.documents > World::kMaxDocuments)
        throw std::invalid_argument("--documents must be 1 to 5000000");
    if (options.losses && (*options.losses < 1 || *options.losses > World::kMaxDocuments))
        throw std::invalid_argument("--loss-documents must be 1 to 5000000");
    if (options.days < 1 || options.days > 366)
        throw std::invalid_argument("--days must be 1 to 366");
    if (options.materials < 1 || options.materials > 50000)
        throw std::invalid_argument("--materials must be 1 to 50000");
    if (options.specialGoods > 1000)
        throw std::invalid_argument("--special-goods must be 0 to 1000");
    return options;
}

/** Few lines are common, twenty are the most. */
std::uint8_t pickLineCount(Random& random)
{
    const std::uint32_t share = random.below(100);
    if (share < 50)
        return static_cast<std::uint8_t>(1 + random.below(4));
    if (share < 85)
        return static_cast<std::uint8_t>(5 + random.below(6));
    return static_cast<std::uint8_t>(11 + random.below(10));
}

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

World::World(const WorldOptions& options)
    : _options(checked(options)), _seed(_options.seed), _start(*parseDate(_options.start)),
      _catalog(
          std::make_shared<const Catalog>(_options.seed, _options.materials, _options.specialGoods, _start)),
      _heads(_options.documents)
{
    build();
}

World::World(const World& gain, Flow flow)
    : _flow(flow), _options(gain._options), _seed(mix(_options.seed, kLossSeed)), _start(gain._start),
      _catalog(gain._catalog), _heads(_options.losses.value_or((gain.size() + 1) / 2))
{
    _options.documents = size();
    build();
}

void World::build()
{
    buildTimes();
    buildHeads();
    plantOddities();
    markSpecial();
    classify();
}

std::uint64_t World::streamSeed(std::uint32_t index, std::uint64_t purpose) const
{
    return mix(mix(_seed, purpose), index);
}

void World::buildTimes()
{
    Random random(streamSeed(0, kTimePurpose));
    const std::uint64_t span = std::uint64_t{_options.days} * 86400;
    const std::uint32_t count = size();
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i < count;)
    {
        // One document in eight opens a burst: a stock-take booked in one go shares one second.
        const std::uint32_t largest = std::min<std::uint32_t>(150, 2 + count / 40);
        const std::uint32_t burst = random.oneIn(1, 8) ? 2 + random.below(largest) : 1;
        const std::uint64_t from = span * i / count;
        const std::uint64_t to = std::max(from + 1, span * (std::uint64_t{i} + 1) / count);
        const auto second =
            static_cast<std::uint32_t>(from + random.below(static_cast<std::uint32_t>(to - from)));
        last = std::max(last, second);
        for (std::uint32_t k = 0; k < burst && i < count; ++k, ++i)
            _heads[i].second = last;
    }
}

void World::buildHeads()
{
    const std::uint32_t stores = _catalog->ordinaryStores();
    const FlowShape& shape = shapeOf(_flow);
    for (std::uint32_t i = 0; i < size(); ++i)
    {
        Random random(streamSeed(i, kHeadPurpose));
        DocumentHead& head = _heads[i];
        head.warehouse = static_cast<std::uint8_t>(random.below(stores));
        head.lines = pickLineCount(random);
        head.status = shape.doneStatus;
        if (random.oneIn(8, 100))
            head.orderType = shape.otherTypes[random.below(shape.otherTypes.size())];
        if (random.oneIn(6, 100))
            head.status = shape.otherStatuses[random.below(shape.otherStatuses.size())];
        if (random.oneIn(1, 100))
            head.oddity = Oddity::UnknownGoods;
        else if (random.oneIn(1, 1000))
            head.oddity = static_cast<Oddity>(1 + random.below(4));
    }
}

void World::plantOddities()
{
    // Five oddities, one excluded warehouse, three other types and four other statuses are always there,
    // spread over the world; a world too small for all of them gets the first ones.
    constexpr std::uint32_t kPlants = 13;
    const FlowShape& shape = shapeOf(_flow);
    const std::uint32_t plants = std::min(kPlants, size() / 3);
    if (plants == 0)
        return;
    const std::uint32_t step = size() / plants;
    const auto offset = static_cast<std::uint32_t>(streamSeed(0, kPlantPurpose) % size());
    for (std::uint32_t k = 0; k < plants; ++k)
    {
        DocumentHead& head = _heads[(offset + k * step) % size()];
        head.orderType = 4;
        head.status = shape.doneStatus;
        head.warehouse =
            k == 5 ? static_cast<std::uint8_t>(_catalog->excludedStore()) : static_cast<std::uint8_t>(k % 3);
        head.oddity = k < 5 ? static_cast<Oddity>(k + 1) : Oddity::None;
        if (k >= 6 && k < 9)
            head.orderType = shape.otherTypes[k - 6];
        if (k >= 9)
            head.status = shape.otherStatuses[k - 9];
    }
}

void World::markSpecial()
{
    if (_catalog->specialMaterials() == 0)
        return;
    for (std::uint32_t i = 0; i < size(); ++i)
    {
        Random random(streamSeed(i, kSpecialPurpose));
        DocumentHead& head = _heads[i];
        const bool plain = head.orderType == 4 && head.status == shapeOf(_flow).doneStatus &&
                           head.oddity == Oddity::None && head.warehouse != _catalog->excludedStore();
        if (!plain || !random.oneIn(1, 30))
            continue;
        head.special = random.oneIn(1, 5) ? Special::Spaces : Special::Goods;
        if (head.special == Special::Spaces)
            head.warehouse = static_cast<std::uint8_t>(_catalog->ordinaryStores());
    }
}

void World::classify()
{
    for (DocumentHead& head : _heads)
    {
        // The vendor could not find a stock-out document by a consign time it does not have.
        if (_flow == Flow::Loss && head.oddity == Oddity::EmptyStockinTime)
            head.oddity = Oddity::EmptyOrderNo;
        if (head.oddity == Oddity::NoLines)
            head.lines = 0;
        if (head.orderType != 4)
            head.kind = DocumentClass::OtherType;
        else if (head.status != shapeOf(_flow).doneStatus)
            head.kind = DocumentClass::OtherStatus;
        else if (head.warehouse == _catalog->excludedStore())
            head.kind = DocumentClass::ExcludedWarehouse;
        else if (head.oddity == Oddity::UnknownGoods)
            head.kind = DocumentClass::UnknownGoods;
        else if (head.oddity != Oddity::None)
            head.kind = DocumentClass::Invalid;
        else
            head.kind = head.special == Special::None ? DocumentClass::Eligible : DocumentClass::SpecialGoods;
    }
}

std::int64_t World::stockinSeconds(std::uint32_t index) const
{
    Random random(streamSeed(index, kTimePurpose) ^ 0x51);
    return modified(index) - (random.oneIn(1, 4) ? 1 + random.below(8 * 3600) : 0);
}

std::int64_t World::billSeconds(std::uint32_t index) const
{
    return _flow == Flow::Gain ? stockinSeconds(index) : modified(index);
}

std::int64_t World::changedSeconds(std::uint32_t index) const
{
    const bool later = _flow == Flow::Loss && _heads[index].status >= 95;
    return modified(index) + (later ? static_cast<std::int64_t>(index % 3) * 1800 : 0);
}

void World::eachBetween(std::int64_t from, std::int64_t to,
                        const std::function<bool(std::uint32_t)>& visit) const
{
    const std::uint32_t end = firstAt(to + 1);
    for (std::uint32_t i = firstAt(from); i < end; ++i)
    {
        if (!visit(i))
            return;
    }
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
    const std::string day = formatDate(modified(index));
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
