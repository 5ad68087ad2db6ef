#pragma once

#include "Bill.h"
#include "BillForm.h"
#include "Journal.h"

#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace duijie::sandbox
{

/** A business refusal of the account book. */
struct Refusal
{
    std::int64_t errcode;
    std::string text;
};

/** Id and number of a bill, as save and operate answer them. */
struct BillKey
{
    std::string id;
    std::string billNo;
};

/** What is wanted of a bill list. */
struct BillFilter
{
    std::string billNo;
    /** "Z", "C" or empty. */
    std::string status;
    /** yyyy-MM-dd or empty, both ends included. */
    std::string dateFrom;
    std::string dateTo;
    std::int64_t createdFrom = 0;
    std::int64_t createdTo = INT64_MAX;
    std::int64_t modifiedFrom = 0;
    std::int64_t modifiedTo = INT64_MAX;
    /** Bills created after this moment are not visible in the list yet. */
    std::int64_t visibleUntil = INT64_MAX;
    bool newestFirst = false;
};

/** The bills of one kind, safe for many threads; every change is journalled before it returns. */
class Book
{
public:
    /** A book of the kind at that position of billForms(), with a journal that must outlive it. */
    explicit Book(Journal& journal, std::size_t form = 0);

    /**
     * Adds a new bill or, when `bill.id` is set, replaces that one. An empty number is numbered by the book.
     * The number must not be taken by another bill that is not deleted.
     */
    std::variant<BillKey, Refusal> save(Bill bill, std::int64_t nowMs);

    /** audit, unaudit, delete, invalid or valid on all the bills named, or on none of them. */
    std::variant<std::vector<BillKey>, Refusal> operate(std::string_view operation,
                                                        const std::vector<std::string>& ids,
                                                        const std::vector<std::string>& numbers,
                                                        std::int64_t nowMs);

    /** Applies a journal line of an earlier run. */
    void replay(const JsonValue& line);

    /** A copy of the bill of that id or that number, unless there is none or it is deleted. */
    std::optional<Bill> findById(std::string_view id) const;
    std::optional<Bill> findByNumber(std::string_view number) const;

    /** Calls `row` for the matching bills from position `first`, `size` of them; returns the count of all
     * matches. */
    std::int64_t list(const BillFilter& filter, std::int64_t first, std::int64_t size,
                      const std::function<void(const Bill&)>& row) const;

    /** Calls `row` for every bill that counts. */
    void eachLive(const std::function<void(const Bill&)>& row) const;

    /** Forgets all bills; the journal of all books is emptied with them. */
    void reset();

private:
    /** The few bytes of a bill a list is filtered by, kept apart so that a scan of many bills stays cheap. */
    struct Hot
    {
        std::int64_t createdMs;
        std::int64_t modifiedMs;
        std::uint32_t date;
        char status;
        bool deleted;
    };

    struct Bounds;

    std::optional<std::size_t> indexOfId(std::string_view id) const;
    std::optional<std::size_t> indexOfNumber(std::string_view number) const;
    std::string idOf(std::size_t index) const;
    std::string nextNumber(const std::string& billDate);
    void add(Bill bill);
    void replace(std::size_t index, Bill bill);
    void refresh(std::size_t index);
    std::optional<Refusal> maySave(const Bill& bill, std::size_t index) const;
    std::optional<Refusal> locate(const std::vector<std::string>& ids,
                                  const std::vector<std::string>& numbers,
                                  std::vector<std::size_t>& found) const;
    std::optional<Refusal> mayOperate(std::string_view operation, const Bill& bill) const;
    void apply(std::string_view operation, std::size_t index, std::int64_t nowMs);
    bool matches(const BillFilter& filter, const Bounds& bounds, std::size_t index) const;

    /** What the journal calls this kind; nothing for gain bills, the first kind there was. */
    std::string_view journalName() const;

    Journal& _journal;
    const BillForm& _form;
    std::uint64_t _firstId;
    mutable std::shared_mutex _mutex;
    std::vector<Bill> _bills;
    std::vector<Hot> _hot;
    std::unordered_map<std::string, std::size_t> _numbers;
    std::unordered_map<std::string, std::uint32_t> _dayCounters;
    std::int64_t _lastCreatedMs = 0;
};

} // namespace duijie::sandbox
