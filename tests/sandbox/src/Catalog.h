#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace duijie::sandbox
{

/** A measure unit of the account book; its precision is the number of decimals a quantity may have. */
struct Unit
{
    std::string id;
    std::string number;
    std::string name;
    int precision = 0;
};

/** Marks a material without a second unit. */
inline constexpr std::uint32_t kNoUnit = 0xFFFFFFFF;

/** A material of the account book, also sold as goods on the WDT side under the same number. */
struct Material
{
    std::string id;
    std::string number;
    std::string name;
    std::string model;
    std::string barcode;
    std::uint32_t unit = 0;
    std::uint32_t boxUnit = kNoUnit;
    bool enabled = true;
    /** Each asks for something more on every bill line: a batch, a production date, serials, an attribute. */
    bool batch = false;
    bool shelfLife = false;
    bool serial = false;
    bool attribute = false;
    std::int64_t createdSeconds = 0;
    std::int64_t modifiedSeconds = 0;
};

/** A warehouse, known under the same number on both sides. */
struct Store
{
    std::string id;
    std::string number;
    std::string name;
    /** Goods lie in spaces, and every bill line must name one. */
    bool spaces = false;
};

/** A space inside a warehouse. */
struct Space
{
    std::string id;
    std::string number;
    std::string name;
    std::uint32_t store = 0;
};

/** Somebody a bill can name. */
struct Party
{
    std::string id;
    std::string number;
    std::string name;
};

/** The kinds of parties. */
enum class PartyKind : std::uint8_t
{
    Department,
    Customer,
    Supplier,
    Employee
};

/** The base data both vendors share: units, materials and stores, all derived from the seed. */
class Catalog
{
public:
    /** Number of the warehouse the integration plan excludes. */
    static constexpr std::string_view kExcludedWarehouse = "WH2024052601";

    /** Goods numbers the WDT side knows and Kingdee does not. */
    static const std::vector<std::string>& unknownGoods();

    /**
     * Builds the base data; `startSeconds` is the start of the documents, which all base data precedes. With
     * special materials there is also a warehouse with spaces.
     */
    Catalog(std::uint64_t seed, std::uint32_t materials, std::uint32_t special, std::int64_t startSeconds);
    Catalog(const Catalog&) = delete;
    Catalog& operator=(const Catalog&) = delete;

    const std::vector<Unit>& units() const { return _units; }

    const std::vector<Material>& materials() const { return _materials; }

    const std::vector<Store>& stores() const { return _stores; }

    const std::vector<Space>& spaces() const { return _spaces; }

    const std::vector<Party>& parties(PartyKind kind) const;

    /** Materials in use come first; documents pick only from these. */
    std::uint32_t enabledMaterials() const { return _enabled; }

    /** The special materials come last; their number and the index of the first. */
    std::uint32_t specialMaterials() const { return _special; }
    std::uint32_t firstSpecial() const { return static_cast<std::uint32_t>(_materials.size()) - _special; }

    /** Stores ordinary documents use; a store with spaces comes after them. */
    std::uint32_t ordinaryStores() const { return _ordinaryStores; }

    /** Index of the excluded warehouse among the stores. */
    std::uint32_t excludedStore() const { return _excludedStore; }

    /** Index of the row with that id or number, or -1. */
    std::int64_t materialById(std::string_view id) const;
    std::int64_t materialByNumber(std::string_view number) const;
    std::int64_t storeById(std::string_view id) const;
    std::int64_t storeByNumber(std::string_view number) const;
    std::int64_t unitById(std::string_view id) const;
    std::int64_t unitByNumber(std::string_view number) const;
    std::int64_t spaceById(std::string_view id) const;
    std::int64_t spaceByNumber(std::string_view number) const;
    std::int64_t partyById(PartyKind kind, std::string_view id) const;
    std::int64_t partyByNumber(PartyKind kind, std::string_view number) const;

private:
    using Index = std::unordered_map<std::string_view, std::uint32_t>;

    void buildUnits();
    void buildStores(std::uint64_t seed);
    void buildSpaces();
    void buildParties();
    void buildMaterials(std::uint64_t seed, std::uint32_t count, std::int64_t startSeconds);

    std::vector<Unit> _units;
    std::vector<Material> _materials;
    std::vector<Store> _stores;
    std::vector<Space> _spaces;
    std::array<std::vector<Party>, 4> _parties;
    std::uint32_t _enabled = 0;
    std::uint32_t _special = 0;
    std::uint32_t _ordinaryStores = 0;
    std::uint32_t _excludedStore = 0;
    Index _materialIds;
    Index _materialNumbers;
};

} // namespace duijie::sandbox
