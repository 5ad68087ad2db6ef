#include "ChinaTime.h"
#include "Random.h"
#include "World.h"
#include "WorldShape.h"

#include <algorithm>
#include <stdexcept>

namespace duijie::sandbox
{

namespace
{

constexpr std::uint64_t kTimePurpose = 1;
constexpr std::uint64_t kHeadPurpose = 2;
constexpr std::uint64_t kPlantPurpose = 4;
constexpr std::uint64_t kSpecialPurpose = 6;
constexpr std::uint64_t kLossSeed = 0x4C4F5353;

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

} // namespace

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

} // namespace duijie::sandbox
