// Bill numbers of our own, and finding bills by them.
#include "JdyBench.h"
#include "JdyPrepare.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;
using duijie::testkit::TestBills;
using duijie::testkit::TestPrepared;
namespace data = boost::unit_test::data;

namespace
{

struct Made
{
    const char* number;
    const char* want; ///< empty: refused; ending in '*': what is before it
};

std::ostream& operator<<(std::ostream& out, const Made& made)
{
    return out << made.number;
}

const std::vector<Made> Mades{
    {"RK2026013100012", "WDT-RK2026013100012"},
    {"rk1", "WDT-RK1"},
    {"A-1", "WDT-A-1"},
    {"A_1", "WDT-A1-*"},
    {"单RK1", "WDT-RK1-*"},
    {"盘盈", "WDT-*"},
    {"", ""},
    {"12345678901234567890123456", "WDT-12345678901234567890123456"},
    {"123456789012345678901234567", ""},
    {"1234567890123456789012_", ""},
};

constexpr const char* ByNumber = R"(,"natural_key":"bill_no")";
const std::string Body = R"({"bill_date":"2026-01-31","material_entity":[)"
                         R"({"material_id":"1","stock_id":"2","unit_id":"3","qty":1}]})";

Status find(JdyBench& bench, TestBills& bills, const char* key, const char* api = GainApi)
{
    return bench.target->find(bench.context, sdk::toView(api), sdk::toView("2026-01-31"), sdk::toView(key),
                              bills);
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdyBillNumbers)

BOOST_DATA_TEST_CASE(MadeOfTheSourcesNumber, data::make(Mades), sample)
{
    std::string why;
    const std::string made = billNumberOf("WDT-", sample.number, why);
    std::string want = sample.want;
    const bool marked = want.ends_with('*');
    want = marked ? want.substr(0, want.size() - 1) : want;
    BOOST_TEST(made.substr(0, want.size()) == want);
    BOOST_TEST(made.size() == want.size() + (marked ? 6u : 0u));
    BOOST_TEST(made.size() <= 30u);
    BOOST_TEST(made.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == std::string::npos);
    BOOST_TEST(made == billNumberOf("WDT-", sample.number, why)); // the same every time
    BOOST_TEST(why.empty() == !made.empty());
}

BOOST_AUTO_TEST_CASE(WhatIsLeftOutStillCounts)
{
    std::string why;
    BOOST_TEST(billNumberOf("", "A_1", why) != billNumberOf("", "A/1", why));
    BOOST_TEST(billNumberOf("", "A_1", why) != billNumberOf("", "A1", why));
}

BOOST_AUTO_TEST_CASE(WrittenWhenTheBodyHasNone)
{
    JdyBench bench(nullptr, R"(,"natural_key":"bill_no","bill_no_prefix":"PY-")");
    TestPrepared prepared;
    BOOST_TEST(bench.prepare(prepared, Body, GainApi, "RK1").code == STATUS_OK);
    BOOST_TEST(prepared.naturalKey == "PY-RK1");
    BOOST_TEST(prepared.body.ends_with(R"(,"bill_no":"PY-RK1"})"));
    BOOST_TEST(bench.prepare(prepared, Body).code == STATUS_OK);
    BOOST_TEST(prepared.naturalKey == "PY-10001"); // the key, where there is no number
    const std::string own = R"({"bill_no":"MINE","bill_date":"2026-01-31",)" + Body.substr(26);
    BOOST_TEST(bench.prepare(prepared, own, GainApi, "RK1").code == STATUS_OK);
    BOOST_TEST(prepared.naturalKey == "MINE");
    BOOST_TEST(prepared.body.find("PY-") == std::string::npos);
    BOOST_TEST(bench.prepare(prepared, Body, GainApi, "1234567890123456789012345678").code ==
               STATUS_REJECTED);
    BOOST_TEST(bench.context.message().find("at most 30 characters") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(OlderSavePathsTakeNone)
{
    JdyBench bench(nullptr, ByNumber);
    TestPrepared prepared;
    BOOST_TEST(bench.prepare(prepared, Body, "/jdy/v2/scm/inv_product_save_v2", "RK1").code ==
               STATUS_REJECTED);
    const std::string own = R"({"bill_no":"MINE","remark":"K",)" + Body.substr(1);
    JdyBench remark(nullptr);
    BOOST_TEST(remark.prepare(prepared, own, "/jdy/v2/scm/inv_product_save_v2").code == STATUS_REJECTED);
    BOOST_TEST(remark.context.message().find("numbers its bills itself") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(FoundByNumberInOneCall)
{
    JdyBench bench(
        [](const RawRequest& request)
        {
            const std::string number = request.query.at("number");
            if (number == "WDT-RK1" || number == "WDT-RK2")
            {
                return RawAnswer::json(R"({"errcode":0,"data":{"id":"5","bill_no":"WDT-RK1","bill_date":)"
                                       R"("2026-01-31","bill_status":"C","material_entity":[{"material_id":)"
                                       R"("1","stock_id":"2","unit_id":"3","qty":1}]}})");
            }
            return RawAnswer::json(number == "WDT-RK3"
                                       ? R"({"errcode":1030002003,"description":"数据不存在"})"
                                       : R"({"errcode":5,"description":"x"})");
        },
        ByNumber);
    TestBills bills;
    BOOST_TEST(find(bench, bills, "WDT-RK1").code == STATUS_OK);
    BOOST_REQUIRE(bills.bills.size() == 1u);
    BOOST_TEST(bills.bills[0].id == "5");
    BOOST_TEST(bills.bills[0].naturalKey == "WDT-RK1");
    BOOST_TEST(bills.bills[0].state == "audited");
    TestPrepared prepared;
    bench.prepare(prepared, Body, GainApi, "RK1");
    BOOST_TEST(bills.bills[0].fingerprint == prepared.fingerprint);
    BOOST_TEST(bench.server.requests().back().path == "/jdy/v2/scm/inv_check_gail_bill_detail");
    BOOST_TEST(bench.context.calls().back().request == "number=WDT-RK1");

    BOOST_TEST(find(bench, bills, "WDT-RK2").code == STATUS_OK); // another number came back: not ours
    BOOST_TEST(find(bench, bills, "WDT-RK3").code == STATUS_OK);
    BOOST_TEST(bills.bills.size() == 1u);
    BOOST_TEST(find(bench, bills, "WDT-RK4").code == STATUS_UNAVAILABLE);
    BOOST_TEST(find(bench, bills, "X", "/jdy/v2/scm/inv_product_save_v2").code == STATUS_UNSUPPORTED);
}

BOOST_AUTO_TEST_CASE(RemarksCannotBeAskedFor)
{
    JdyBench bench(nullptr);
    TestBills bills;
    BOOST_TEST(find(bench, bills, "K1").code == STATUS_UNSUPPORTED);
    BOOST_TEST(bench.server.requests().empty());
}

BOOST_AUTO_TEST_SUITE_END()
