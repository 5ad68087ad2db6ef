#pragma once

#include "Catalog.h"
#include "Options.h"

#include <optional>
#include <string>
#include <vector>

namespace duijie::sandbox
{

/** What the integration must make of a document. */
enum class DocumentClass : std::uint8_t
{
    Eligible,
    ExcludedWarehouse,
    OtherType,
    OtherStatus,
    UnknownGoods,
    Invalid
};

/** A planted peculiarity of a document. */
enum class Oddity : std::uint8_t
{
    None,
    EmptyOrderNo,
    EmptyGoodsNo,
    EmptyStockinTime,
    NoLines,
    UnknownGoods
};

/** The few bytes kept per document; all else is derived again whenever it is asked for. */
struct DocumentHead
{
    /** Modified time in seconds after the start of the world. */
    std::uint32_t second = 0;
    std::uint8_t orderType = 4;
    std::uint8_t status = 80;
    std::uint8_t warehouse = 0;
    std::uint8_t lines = 1;
    DocumentClass kind = DocumentClass::Eligible;
    Oddity oddity = Oddity::None;
};

/** One line of a document. Quantities and prices are exact counts of ten-thousandths. */
struct DocumentLine
{
    /** Index of the material; for unknown goods an index into Catalog::unknownGoods(). */
    std::uint32_t material = 0;
    bool unknown = false;
    bool emptyGoodsNo = false;
    std::int64_t quantity = 0;
    std::int64_t price = 0;
};

/** Name of a class as the truth report spells it. */
std::string_view className(DocumentClass kind);

/** The whole deterministic world: base data and WDT documents. */
class World
{
public:
    /** Largest number of documents; their running number must fit the seven digits of the order number. */
    static constexpr std::uint32_t kMaxDocuments = 5'000'000;

    /** Builds the world; throws std::invalid_argument with a clear sentence on impossible options. */
    explicit World(const WorldOptions& options);

    /** The options, with the start day filled in. */
    const WorldOptions& options() const { return _options; }

    const Catalog& catalog() const { return _catalog; }

    std::uint32_t size() const { return static_cast<std::uint32_t>(_heads.size()); }

    const DocumentHead& head(std::uint32_t index) const { return _heads[index]; }

    /** Start of the world, seconds since 1970 UTC. */
    std::int64_t startSeconds() const { return _start; }

    /** Modified time of a document, seconds since 1970 UTC. */
    std::int64_t modified(std::uint32_t index) const { return _start + _heads[index].second; }

    /** Stock-in time: mostly the modified time, sometimes earlier and then possibly on the day before. */
    std::int64_t stockinSeconds(std::uint32_t index) const;

    /** First document whose modified time is not before the given second. */
    std::uint32_t firstAt(std::int64_t seconds) const;

    /** The vendor's document number, unique, never empty. */
    std::string stockinNo(std::uint32_t index) const;

    /** The order number as the row shows it: the document number, or empty where that is the oddity. */
    std::string orderNo(std::uint32_t index) const;

    /** Document number of the upper-level document. */
    std::string srcOrderNo(std::uint32_t index) const;

    /** The document with that stock-in number, or nothing. */
    std::optional<std::uint32_t> findStockin(std::string_view number) const;

    /** The document with that upper-level number, or nothing. */
    std::optional<std::uint32_t> findSource(std::string_view number) const;

    /** The lines of a document. */
    std::vector<DocumentLine> lines(std::uint32_t index) const;

    /** The goods number a line shows. */
    std::string_view goodsNo(const DocumentLine& line) const;

    /** A stream of random numbers of a document, for one purpose. */
    std::uint64_t streamSeed(std::uint32_t index, std::uint64_t purpose) const;

private:
    void buildTimes();
    void buildHeads();
    void plantOddities();
    void classify();
    std::optional<std::uint32_t> findNumbered(std::string_view prefix, std::string_view number) const;
    std::string numbered(std::string_view prefix, std::uint32_t index) const;

    WorldOptions _options;
    std::int64_t _start;
    Catalog _catalog;
    std::vector<DocumentHead> _heads;
};

} // namespace duijie::sandbox
