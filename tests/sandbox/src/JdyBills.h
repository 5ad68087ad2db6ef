#pragma once

#include "Book.h"
#include "JsonOut.h"
#include "Message.h"
#include "Options.h"
#include "Parameters.h"
#include "World.h"

namespace duijie::sandbox
{

/** The calls around the gain bill: save, list, detail and the common operation (vendor: 盘盈单 and 通用操作).
 */
class JdyBills
{
public:
    /** All three must outlive this object. */
    JdyBills(const World& world, const Behaviour& behaviour, Book& book);

    /** `POST /jdy/v2/scm/inv_check_gail_bill`. With `auditFails` the bill is kept unaudited and an error
     * answered. */
    Response save(std::string_view body, std::int64_t nowMs, bool auditFails);

    /** `GET /jdy/v2/scm/inv_check_gail_bill`: rows without lines, `count` a number. */
    Response list(const Parameters& parameters, std::int64_t nowMs) const;

    /** `GET /jdy/v2/scm/inv_check_gail_bill_detail` by id or number, with lines. */
    Response detail(const Parameters& parameters) const;

    /** `POST /jdy/v2/sys/common_operate` for the entity `inv_check_gain_bill`. */
    Response operate(std::string_view body, std::int64_t nowMs);

private:
    void writeHead(JsonOut& out, const Bill& bill) const;
    void writeLines(JsonOut& out, const Bill& bill) const;

    const World& _world;
    const Behaviour& _behaviour;
    Book& _book;
};

} // namespace duijie::sandbox
