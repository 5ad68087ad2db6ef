#pragma once

#include "BillReader.h"
#include "Books.h"
#include "JsonOut.h"
#include "Message.h"
#include "Options.h"
#include "Parameters.h"
#include "World.h"

#include <atomic>
#include <mutex>

namespace duijie::sandbox
{

/** The calls around all kinds of bills: save, list, detail and the common operation (vendor: 盘盈单, its
 * siblings and 通用操作). */
class JdyBills
{
public:
    /** All three must outlive this object. */
    JdyBills(const World& world, const Behaviour& behaviour, Books& books);

    /** Saves one bill. With `auditFails` the bill is kept unaudited and an error answered. */
    Response save(std::size_t form, std::string_view body, std::int64_t nowMs, bool auditFails);

    /** Saves the bills of `{data:[…]}`; errcode 0 also when rows failed, each row tells its own success. */
    Response saveBatch(std::size_t form, std::string_view body, std::int64_t nowMs);

    /** Rows without lines, `count` a number. */
    Response list(std::size_t form, const Parameters& parameters, std::int64_t nowMs) const;

    /** One bill by id or number, with lines. */
    Response detail(std::size_t form, const Parameters& parameters) const;

    /** `POST /jdy/v2/sys/common_operate`; the entity number names the kind. With `auditFails` an audit is
     * refused and nothing changed. */
    Response operate(std::string_view body, std::int64_t nowMs, bool auditFails = false);

    /** Closes the period before that day (yyyy-MM-dd), or opens all when it is empty. */
    void closeBefore(std::string day);

    /** Milliseconds until a new bill shows up in the lists from now on. */
    void setListDelay(std::uint32_t milliseconds) { _listDelayMs = milliseconds; }

    /** The first open day, or empty. */
    std::string closedBefore() const;

private:
    std::variant<BillKey, Refusal> saveOne(std::size_t form, const JsonValue& body, std::int64_t nowMs,
                                           bool auditFails);
    void writeHead(JsonOut& out, const Bill& bill) const;
    void writeLines(JsonOut& out, const BillForm& form, const Bill& bill) const;

    const World& _world;
    const Behaviour& _behaviour;
    Books& _books;
    mutable std::mutex _mutex;
    std::string _closedBefore;
    std::atomic<std::uint32_t> _listDelayMs;
};

} // namespace duijie::sandbox
