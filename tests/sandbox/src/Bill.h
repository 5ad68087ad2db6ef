#pragma once

#include "JsonTree.h"

#include <cstdint>
#include <string>
#include <vector>

namespace duijie::sandbox
{

/** One line of a bill; base data is held by its index in the catalog. */
struct BillLine
{
    std::uint32_t material = 0;
    std::uint32_t store = 0;
    std::uint32_t unit = 0;
    /** Canonical decimal text of the quantity. */
    std::string quantity;
    /** The other known line fields as sent, as JSON members without the braces; mostly empty. */
    std::string extra;
};

/** One bill of the account book. */
struct Bill
{
    static constexpr char kUnaudited = 'Z';
    static constexpr char kAudited = 'C';

    std::string id;
    std::string billNo;
    std::string billDate;
    std::string remark;
    /** The known head fields a kind has beside these, as JSON members without the braces; mostly empty. */
    std::string extra;
    char status = kUnaudited;
    bool voided = false;
    bool deleted = false;
    std::int64_t createdMs = 0;
    std::int64_t modifiedMs = 0;
    std::int64_t auditedMs = 0;
    std::vector<BillLine> lines;

    /** True when the bill counts in the book. */
    bool live() const { return !voided && !deleted; }
};

/** The journal line of a saved bill; `update` tells that it replaces the bill of the same id. An empty form
 * means a gain bill. */
std::string billToJournal(const Bill& bill, std::string_view form, bool update);

/** The bill of a journal line written by billToJournal. */
Bill billFromJournal(const JsonValue& line);

} // namespace duijie::sandbox
