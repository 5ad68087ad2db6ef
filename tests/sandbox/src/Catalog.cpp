#include "Catalog.h"

#include "Random.h"
#include "Text.h"

#include <algorithm>
#include <array>

namespace duijie::sandbox
{

namespace
{

constexpr std::array<std::string_view, 12> kBrands = {"晨光", "云杉", "海纳", "青禾", "北岭", "锦程",
                                                      "乐途", "山溪", "九歌", "朴素", "风帆", "小满"};
constexpr std::array<std::string_view, 16> kKinds = {
    "保温杯",   "毛巾",   "中性笔", "帆布袋", "护手霜",   "抽纸", "洗衣液", "大米",
    "坚果礼盒", "数据线", "台灯",   "雨伞",   "电热水壶", "猫粮", "运动袜", "收纳箱"};
constexpr std::array<std::string_view, 8> kColours = {"白色", "黑色", "雾蓝", "米色",
                                                      "酒红", "墨绿", "银灰", "奶茶色"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kStores = {{
    {"WH01", "主仓"},
    {"WH02", "次仓"},
    {"WH03", "上海嘉定仓"},
    {Catalog::kExcludedWarehouse, "虚拟周转仓"},
    {"WH04", "广州白云仓"},
    {"WH05", "义乌仓"},
    {"WH06", "成都双流仓"},
    {"WH07", "武汉东西湖仓"},
    {"WH08", "天津武清仓"},
    {"WH09", "退货质检仓"},
    {"WH10", "样品仓"},
    {"WH11", "直播间仓"},
}};

constexpr std::int64_t kDay = 86400;

std::int64_t indexOf(const std::unordered_map<std::string_view, std::uint32_t>& index, std::string_view key)
{
    const auto at = index.find(key);
    return at == index.end() ? -1 : static_cast<std::int64_t>(at->second);
}

/** Position of the first row whose text member equals the key, or -1; for the short tables. */
template <typename Row>
std::int64_t scan(const std::vector<Row>& rows, std::string Row::*member, std::string_view key)
{
    const auto at =
        std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.*member == key; });
    return at == rows.end() ? -1 : at - rows.begin();
}

std::string materialNumber(std::uint32_t index)
{
    std::string number = "SPU-";
    appendPadded(number, index + 1, 6);
    // A few numbers carry what breaks careless encoding of a look-up by number.
    if (index % 53 == 7)
        number += " 红/A+B";
    return number;
}

} // namespace

const std::vector<std::string>& Catalog::unknownGoods()
{
    static const std::vector<std::string> goods = {"SPU-U90001", "SPU-U90002", "SPU-U90003", "SPU-U90004",
                                                   "SPU-U90005"};
    return goods;
}

Catalog::Catalog(std::uint64_t seed, std::uint32_t materials, std::uint32_t special,
                 std::int64_t startSeconds)
    : _special(special)
{
    buildUnits();
    buildStores(seed);
    buildSpaces();
    buildParties();
    buildMaterials(seed, materials, startSeconds);
}

void Catalog::buildUnits()
{
    // Ids differ in length on purpose: preset units of a book have short ids, the customer's own have long
    // ones.
    _units = {{"1", "PCS", "个", 0},
              {"2", "JIAN", "件", 0},
              {"785374964223074304", "XIANG", "箱", 0},
              {"8", "M", "米", 4},
              {"5", "KG", "千克", 4},
              {"785374964223074317", "PING", "瓶", 0},
              {"785374964223074318", "BAO", "包", 0},
              {"12", "HE", "盒", 0},
              {"785374964223074321", "TAO", "套", 0},
              {"17", "L", "升", 3}};
}

void Catalog::buildStores(std::uint64_t seed)
{
    for (std::uint32_t i = 0; i < kStores.size(); ++i)
    {
        const std::uint64_t id = 1785369924053785600ULL + i * 65537ULL + mix(seed, 0x5700 + i) % 65521;
        _stores.push_back(
            {std::to_string(id), std::string(kStores[i].first), std::string(kStores[i].second)});
        if (kStores[i].first == kExcludedWarehouse)
            _excludedStore = i;
    }
    _ordinaryStores = static_cast<std::uint32_t>(_stores.size());
    if (_special > 0)
        _stores.push_back({std::to_string(1785369924054785600ULL), "WH12", "立体货架仓", true});
}

void Catalog::buildSpaces()
{
    // Without a store that asks for them the spaces belong to the main store and nobody has to name one.
    const std::uint32_t store = _stores.back().spaces ? _ordinaryStores : 0;
    for (const std::string letter : {"A", "B", "C"})
    {
        const std::uint64_t id = 985369924053000000ULL + _spaces.size() * 7919;
        _spaces.push_back({std::to_string(id), "SP-" + letter + "01", letter + "区01位", store});
    }
}

void Catalog::buildParties()
{
    const std::array<std::pair<std::string_view, std::array<std::string_view, 4>>, 4> kinds = {{
        {"BM", {"仓储部", "采购部", "销售部", "财务部"}},
        {"KH", {"零散客户", "晨光商贸", "北岭连锁", "乐途电商"}},
        {"GYS", {"云杉供应链", "海纳包装", "青禾食品", "锦程物流"}},
        {"ZY", {"王小明", "李工", "张会计", "赵主管"}},
    }};
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
    {
        for (std::size_t i = 0; i < kinds[kind].second.size(); ++i)
        {
            std::string number(kinds[kind].first);
            appendPadded(number, i + 1, 4);
            const std::uint64_t id = 885369924053000000ULL + kind * 100'000'000 + i * 104729;
            _parties[kind].push_back({std::to_string(id), number, std::string(kinds[kind].second[i])});
        }
    }
}

void Catalog::buildMaterials(std::uint64_t seed, std::uint32_t count, std::int64_t startSeconds)
{
    _enabled = count >= 50 ? count - count / 50 : count;
    const std::uint32_t all = count + _special;
    _materials.reserve(all);
    for (std::uint32_t i = 0; i < all; ++i)
    {
        Random random(mix(seed ^ 0x4D41544552ULL, i));
        Material& material = _materials.emplace_back();
        material.id = std::to_string(785369924053000000ULL + i * 1048573ULL + random.below(1048573));
        material.number = materialNumber(i);
        material.name = std::string(kBrands[random.below(kBrands.size())]) +
                        std::string(kKinds[random.below(kKinds.size())]);
        material.model = kColours[random.below(kColours.size())];
        appendPadded(material.barcode, 6900000000000ULL + random.below(1000000000), 13);
        material.unit = random.below(static_cast<std::uint32_t>(_units.size()));
        if (i % 5 == 0 && material.unit != 2)
            material.boxUnit = 2;
        material.enabled = i < _enabled || i >= count;
        if (i >= count)
        {
            const std::uint32_t kind = (i - count) % 4;
            material.batch = kind == 0;
            material.shelfLife = kind == 1;
            material.serial = kind == 2;
            material.attribute = kind == 3;
        }
        material.createdSeconds = startSeconds - 100 * kDay + random.below(60 * kDay);
        material.modifiedSeconds =
            material.createdSeconds + (random.oneIn(1, 4) ? random.below(30 * kDay) : 0);
    }
    for (std::uint32_t i = 0; i < all; ++i)
    {
        _materialIds.emplace(_materials[i].id, i);
        _materialNumbers.emplace(_materials[i].number, i);
    }
}

const std::vector<Party>& Catalog::parties(PartyKind kind) const
{
    return _parties[static_cast<std::size_t>(kind)];
}

std::int64_t Catalog::materialById(std::string_view id) const
{
    return indexOf(_materialIds, id);
}

std::int64_t Catalog::materialByNumber(std::string_view number) const
{
    return indexOf(_materialNumbers, number);
}

std::int64_t Catalog::storeById(std::string_view id) const
{
    return scan(_stores, &Store::id, id);
}

std::int64_t Catalog::storeByNumber(std::string_view number) const
{
    return scan(_stores, &Store::number, number);
}

std::int64_t Catalog::unitById(std::string_view id) const
{
    return scan(_units, &Unit::id, id);
}

std::int64_t Catalog::unitByNumber(std::string_view number) const
{
    return scan(_units, &Unit::number, number);
}

std::int64_t Catalog::spaceById(std::string_view id) const
{
    return scan(_spaces, &Space::id, id);
}

std::int64_t Catalog::spaceByNumber(std::string_view number) const
{
    return scan(_spaces, &Space::number, number);
}

std::int64_t Catalog::partyById(PartyKind kind, std::string_view id) const
{
    return scan(parties(kind), &Party::id, id);
}

std::int64_t Catalog::partyByNumber(PartyKind kind, std::string_view number) const
{
    return scan(parties(kind), &Party::number, number);
}

} // namespace duijie::sandbox
