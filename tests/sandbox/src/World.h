#pragma once

#include "Catalog.h"
#include "Changes.h"
#include "Flow.h"
#include "Options.h"

#include <functional>
#include <memory>
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
    Invalid,
    /** Needs more than the plan carries: batch, production date, serials, attribute or a space. */
    SpecialGoods
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

/** What a special document asks for. */
enum class Special : std::uint8_t
{
    None,
    /** One line is of a special material. */
    Goods,
    /** The warehouse has spaces. */
    Spaces
};

/** The few bytes kept per document; all else is derived again whenever it is asked for. */
struct DocumentHead
{
    /** The time the vendor filters by, in seconds after the start of the world. */
    std::uint32_t second = 0;
    std::uint8_t orderType = 4;
    std::uint8_t status = 80;
    std::uint8_t warehouse = 0;
    std::uint8_t lines = 1;
    DocumentClass kind = DocumentClass::Eligible;
    Oddity oddity = Oddity::None;
    Special special = Special::None;
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

/** The deterministic documents of one flow, and the base data both flows share. */
class World
{
public:
    /** Largest number of documents; their running number must fit the seven digits of the order number. */
    static constexpr std::uint32_t kMaxDocuments = 5'000'000;

    /** Builds the world; throws std::invalid_argument with a clear sentence on impossible options. */
    explicit World(const WorldOptions& options);

    /** The stock-out documents beside a world of stock-in documents, over the same base data. */
    World(const World& gain, Flow flow);

    Flow flow() const { return _flow; }

    /** The options, with the start day filled in; `documents` is the number of this flow's documents. */
    const WorldOptions& options() const { return _options; }

    const Catalog& catalog() const { return *_catalog; }

    std::uint32_t size() const { return static_cast<std::uint32_t>(_heads.size()); }

    const DocumentHead& head(std::uint32_t index) const { return _heads[index]; }

    /** Start of the world, seconds since 1970 UTC. */
    std::int64_t startSeconds() const { return _start; }

    /**
     * The time the vendor filters a document by, seconds since 1970 UTC: the modified time of a stock-in
     * document; the consign time of a stock-out document that has been sent, its modified time before that.
     */
    std::int64_t modified(std::uint32_t index) const;

    /** What modified() was when the world was built; numbers are made of it. */
    std::int64_t bornSeconds(std::uint32_t index) const { return _start + _heads[index].second; }

    /** Stock-in time: mostly the modified time, sometimes earlier and then possibly on the day before. */
    std::int64_t stockinSeconds(std::uint32_t index) const;

    /** The modified time the row shows; a sent stock-out document changes some time after its consignment. */
    std::int64_t changedSeconds(std::uint32_t index) const;

    /** The time whose day the bill must carry: stock-in time or consign time. */
    std::int64_t billSeconds(std::uint32_t index) const;

    /** Where a document goes that is modified at that time. */
    Moved moveOf(std::uint32_t index, std::int64_t at) const;

    /** The documents modified on command. */
    Changes& changes() { return _changes; }
    const Changes& changes() const { return _changes; }

    /** That share of the documents, in percent, shows up in no answer before the given moment. */
    void setLate(std::uint32_t percent, std::int64_t visibleFromMs);

    /** False while a document is late. */
    bool visible(std::uint32_t index, std::int64_t nowMs) const;

    /** First document whose original time is not before the given second. */
    std::uint32_t firstAt(std::int64_t seconds) const;

    /** The vendor's document number (stockin_no or stockout_no), unique, never empty. */
    std::string stockinNo(std::uint32_t index) const;

    /** The order number as the row shows it: the document number, or empty where that is the oddity. */
    std::string orderNo(std::uint32_t index) const;

    /** Document number of the upper-level document. */
    std::string srcOrderNo(std::uint32_t index) const;

    /** The document with that document number, or nothing. */
    std::optional<std::uint32_t> findStockin(std::string_view number) const;

    /** Calls `visit` in the order of the vendor's pages for the documents between both times, both included,
     * until it returns false. */
    void eachBetween(std::int64_t from, std::int64_t to,
                     const std::function<bool(std::uint32_t)>& visit) const;

    /** The document with that upper-level number, or nothing. */
    std::optional<std::uint32_t> findSource(std::string_view number) const;

    /** The lines of a document. */
    std::vector<DocumentLine> lines(std::uint32_t index) const;

    /** The goods number a line shows. */
    std::string_view goodsNo(const DocumentLine& line) const;

    /** The batch number and the production day (seconds since 1970 UTC) of the special goods of a document.
     */
    std::string batchNo(std::uint32_t index) const;
    std::int64_t productionSeconds(std::uint32_t index) const;

    /** A stream of random numbers of a document, for one purpose. */
    std::uint64_t streamSeed(std::uint32_t index, std::uint64_t purpose) const;

private:
    void build();
    void buildTimes();
    void buildHeads();
    void plantOddities();
    void markSpecial();
    void classify();
    std::optional<std::uint32_t> findNumbered(std::string_view prefix, std::string_view number) const;
    std::string numbered(std::string_view prefix, std::uint32_t index) const;

    Flow _flow = Flow::Gain;
    WorldOptions _options;
    std::uint64_t _seed;
    std::int64_t _start;
    std::shared_ptr<const Catalog> _catalog;
    std::vector<DocumentHead> _heads;
    Changes _changes;
    std::atomic<std::uint32_t> _latePercent{0};
    std::atomic<std::int64_t> _visibleFromMs{0};
};

} // namespace duijie::sandbox
