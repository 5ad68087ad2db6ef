// Lines against the reference rows of the host.
#include "JdyBench.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <ostream>
#include <thread>
#include <vector>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;
using duijie::testkit::TestPrepared;
namespace data = boost::unit_test::data;

namespace
{

const std::vector<std::string> Materials{
    R"({"id":"1","number":"SKU1","enable":"1","base_unit_id":"3","is_multi_unit":false,"is_batch":false})",
    R"({"id":"2","number":"SKU2","enable":"0","base_unit_id":"3"})",
    R"({"id":"4","number":"SKU4","base_unit_id":"3","units":[{"unit_id":"3"},{"unit_id":"8"}]})",
    R"({"id":"5","number":"SKU5","base_unit_id":"3","is_batch":true})",
    R"({"id":"6","number":"SKU6","base_unit_id":"3","is_kf_period":"true"})",
    R"({"id":"7","number":"SKU7","base_unit_id":"3","is_serial":1})",
    R"({"id":"8","number":"SKU8","base_unit_id":"3","is_asst_attr":true})",
    R"({"id":"9","number":"SKU9","base_unit_id":"3","is_multi_unit":true})",
};
const std::vector<std::string> Stores{
    R"({"id":"2","number":"WH2","enable":"1","is_allow_freight":false})",
    R"({"id":"3","number":"WH3","enable":"0"})",
    R"({"id":"4","number":"WH4","enable":"1","is_allow_freight":true})",
};
const std::vector<std::string> Units{R"({"id":"3","number":"g","precision":"2"})",
                                     R"({"id":"8","number":"box","precision":0})"};

std::string line(const std::string& material, const std::string& stock = "2", const std::string& more = "",
                 const std::string& unit = "3", const std::string& qty = "1")
{
    return R"({"material_id":")" + material + R"(","stock_id":")" + stock + R"(","unit_id":")" + unit +
           R"(","qty":)" + qty + more + "}";
}

std::string bill(const std::string& lines, const std::string& date = "2026-01-31")
{
    return R"({"bill_date":")" + date + R"(","remark":"K1","material_entity":[)" + lines + "]}";
}

void keepAll(JdyBench& bench)
{
    bench.rows.keep("/jdy/v2/bd/material", Materials);
    bench.rows.keep("/jdy/v2/bd/store", Stores);
    bench.rows.keep("/jdy/v2/bd/measure_unit", Units);
}

struct Case
{
    std::string body;
    StatusCode code;
    std::vector<std::string> words;
};

std::ostream& operator<<(std::ostream& out, const Case& c)
{
    return out << c.body;
}

const std::vector<Case> Cases{
    {bill(line("1")), STATUS_OK, {}},
    {bill(line("77")), STATUS_HOLD, {"line 1", "no material 77"}},
    {bill(line("1") + "," + line("2")), STATUS_HOLD, {"line 2 (goods SKU2)", "disabled"}},
    {bill(line("1", "2", "", "8")), STATUS_REJECTED, {"line 1 (goods SKU1)", "unit 8 is no unit"}},
    {bill(line("4", "2", "", "8")), STATUS_OK, {}},
    {bill(line("4", "2", "", "9")), STATUS_REJECTED, {"goods SKU4", "unit 9"}},
    {bill(line("9", "2", "", "8")), STATUS_OK, {}}, // several units, none told: nothing is proven
    {bill(line("5")), STATUS_REJECTED, {"goods SKU5", "batch_no is empty"}},
    {bill(line("5", "2", R"(,"batch_no":"B1")")), STATUS_OK, {}},
    {bill(line("6")), STATUS_REJECTED, {"goods SKU6", "kf_date or valid_date is empty"}},
    {bill(line("6", "2", R"(,"kf_date":"2026-01-01")")), STATUS_OK, {}},
    {bill(line("6", "2", R"(,"valid_date":"2026-01-01")")), STATUS_OK, {}},
    {bill(line("7")), STATUS_REJECTED, {"goods SKU7", "sn_list or sn_list_id is empty"}},
    {bill(line("7", "2", R"(,"sn_list":"SN1:;SN2")")), STATUS_OK, {}},
    {bill(line("8")), STATUS_REJECTED, {"goods SKU8", "aux_prop_id or aux_id1 is empty"}},
    {bill(line("8", "2", R"(,"aux_prop_id":"1")")), STATUS_OK, {}},
    {bill(line("1", "99")), STATUS_HOLD, {"line 1 (goods SKU1)", "no store 99"}},
    {bill(line("1", "3")), STATUS_HOLD, {"store WH3 is disabled"}},
    {bill(line("1", "4")), STATUS_REJECTED, {"store WH4 has storage places", "sp_id is empty"}},
    {bill(line("1", "4", R"(,"sp_id":"1")")), STATUS_OK, {}},
    {bill(line("1", "2", "", "3", "1.25")), STATUS_OK, {}},
    {bill(line("1", "2", "", "3", "1.2500")), STATUS_OK, {}},
    {bill(line("1", "2", "", "3", "1.255")), STATUS_REJECTED, {"goods SKU1", "qty 1.255", "(2)"}},
    {bill(line("4", "2", "", "8", "1.5")), STATUS_REJECTED, {"qty 1.5", "(0)"}},
    {bill(line("5") + "," + line("77")), STATUS_REJECTED, {"line 1", "batch_no", "line 2", "no material 77"}},
    {bill(line("77") + "," + line("2", "99")), STATUS_HOLD, {"line 1", "line 2 (goods SKU2)", "no store 99"}},
    {bill(line("5", "2", R"(,"nonsense":1)")), STATUS_REJECTED, {"nonsense", "batch_no is empty"}},
};

} // namespace

BOOST_AUTO_TEST_SUITE(JdyPrechecks)

BOOST_DATA_TEST_CASE(EveryLineIsChecked, data::make(Cases), sample)
{
    JdyBench bench(nullptr);
    keepAll(bench);
    TestPrepared prepared;
    BOOST_TEST(bench.prepare(prepared, sample.body).code == sample.code);
    const std::string message = bench.context.message();
    for (const std::string& word : sample.words)
    {
        BOOST_TEST(message.find(word) != std::string::npos, word << " in " << message);
    }
    BOOST_TEST(bench.server.requests().empty());
}

BOOST_DATA_TEST_CASE(RowsNobodyKeepsProveNothing, data::make(Cases), sample)
{
    JdyBench bench(nullptr);
    TestPrepared prepared;
    const bool mapping = sample.body.find("nonsense") != std::string::npos;
    BOOST_TEST(bench.prepare(prepared, sample.body).code == (mapping ? STATUS_REJECTED : STATUS_OK));
}

BOOST_DATA_TEST_CASE(SwitchedOff, data::make(Cases), sample)
{
    JdyBench bench(nullptr, R"(,"precheck":false)");
    keepAll(bench);
    TestPrepared prepared;
    const bool mapping = sample.body.find("nonsense") != std::string::npos;
    BOOST_TEST(bench.prepare(prepared, sample.body).code == (mapping ? STATUS_REJECTED : STATUS_OK));
    BOOST_TEST(bench.rows.asked() == 0);
}

BOOST_AUTO_TEST_CASE(ByNumbersWhereABillTakesThem)
{
    JdyBench bench(nullptr);
    keepAll(bench);
    const auto check = [&bench](const std::string& material, const std::string& stock)
    {
        TestPrepared prepared;
        const std::string body = R"({"bill_date":"2026-01-31","remark":"K1","material_entity":[)"
                                 R"({"material_number":")" +
                                 material + R"(","stock_number":")" + stock + R"(","unit_id":"3","qty":1}]})";
        return bench.prepare(prepared, body, "/jdy/v2/scm/inv_other_in").code;
    };
    BOOST_TEST(check("SKU1", "WH2") == STATUS_OK);
    BOOST_TEST(check("SKU0", "WH2") == STATUS_HOLD);
    BOOST_TEST(bench.context.message().find("line 1 (goods SKU0): there is no material SKU0") !=
               std::string::npos);
    BOOST_TEST(check("SKU1", "WH0") == STATUS_HOLD);
    BOOST_TEST(check("SKU5", "WH2") == STATUS_REJECTED);
}

BOOST_AUTO_TEST_CASE(BothStoresOfAMove)
{
    JdyBench bench(nullptr);
    keepAll(bench);
    TestPrepared prepared;
    const std::string body =
        R"({"bill_date":"2026-01-31","remark":"K1","material_entity":[{"material_id":"1",)"
        R"("in_stock_id":"4","out_stock_id":"99","unit_id":"3","qty":1}]})";
    BOOST_TEST(bench.prepare(prepared, body, "/jdy/v2/scm/inv_tfmove").code == STATUS_REJECTED);
    BOOST_TEST(bench.context.message().find("in_sp_id is empty") != std::string::npos);
    BOOST_TEST(bench.context.message().find("no store 99") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(OrdersNameNoBatches)
{
    JdyBench bench(nullptr);
    keepAll(bench);
    TestPrepared prepared;
    const std::string body = R"({"bill_date":"2026-01-31","remark":"K1","customer_id":"1","material_entity":)"
                             R"([{"material_id":"5","unit_id":"3","qty":1,"price":1,"is_free":false}]})";
    BOOST_TEST(bench.prepare(prepared, body, "/jdy/v2/scm/sal_order").code == STATUS_OK);
}

BOOST_AUTO_TEST_CASE(LimitsOfABill)
{
    JdyBench bench(nullptr, R"(,"most_lines":2,"closed_before":"2026-01-01","precheck":false)");
    TestPrepared prepared;
    BOOST_TEST(bench.prepare(prepared, bill(line("1") + "," + line("1"))).code == STATUS_OK);
    BOOST_TEST(bench.prepare(prepared, bill(line("1") + "," + line("1") + "," + line("1"))).code ==
               STATUS_REJECTED);
    BOOST_TEST(bench.context.message().find("3 lines, at most 2") != std::string::npos);
    BOOST_TEST(bench.prepare(prepared, bill(line("1"), "2026-01-01 00:00:00")).code == STATUS_OK);
    BOOST_TEST(bench.prepare(prepared, bill(line("1"), "2025-12-31 23:59:59")).code == STATUS_REJECTED);
    BOOST_TEST(bench.context.message().find("2025-12-31 lies before 2026-01-01") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(NewRowsAreSeenAtOnceAndOldOnesForget)
{
    JdyBench bench(nullptr);
    bench.host.setMonotonic(1000);
    bench.rows.keep("/jdy/v2/bd/material", {});
    TestPrepared prepared;
    BOOST_TEST(bench.prepare(prepared, bill(line("1"))).code == STATUS_HOLD);
    bench.rows.keep("/jdy/v2/bd/material", {Materials[0]});
    BOOST_TEST(bench.prepare(prepared, bill(line("1"))).code == STATUS_OK); // a miss is never remembered
    const int asked = bench.rows.asked();
    bench.rows.keep("/jdy/v2/bd/material", {R"({"id":"1","number":"SKU1","enable":"0"})"});
    bench.host.setMonotonic(5000);
    BOOST_TEST(bench.prepare(prepared, bill(line("1"))).code == STATUS_OK); // remembered for five seconds
    BOOST_TEST(bench.rows.asked() == asked + 1);                            // the store, which is not kept
    bench.host.setMonotonic(6001);
    BOOST_TEST(bench.prepare(prepared, bill(line("1"))).code == STATUS_HOLD);
}

BOOST_AUTO_TEST_CASE(FastEnough)
{
    std::string lines;
    for (int i = 0; i < 20; ++i)
    {
        lines += (i == 0 ? "" : ",") + line(i % 2 == 0 ? "1" : "4", "2", "", "3", "1.25");
    }
    const std::string body = bill(lines);
    const auto measure = [&body](const std::string& setting)
    {
        JdyBench bench(nullptr, setting);
        keepAll(bench);
        constexpr int Rounds = 1000;
        TestPrepared prepared;
        bench.prepare(prepared, body);
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < Rounds; ++i)
        {
            bench.prepare(prepared, body);
        }
        const auto spent = std::chrono::steady_clock::now() - start;
        return std::chrono::duration<double, std::micro>(spent).count() / Rounds;
    };
    const double with = measure("");
    const double without = measure(R"(,"precheck":false)");
    BOOST_TEST_MESSAGE("20 lines: " << without << " us, with precheck " << with << " us");
    BOOST_TEST(with - without < 200.0); // a loaded machine or a sanitizer is slower than the aim of 10
}

BOOST_AUTO_TEST_CASE(ManyThreadsAtOnce)
{
    JdyBench bench(nullptr);
    keepAll(bench);
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 4; ++i)
    {
        threads.emplace_back(
            [&]
            {
                for (int n = 0; n < 100; ++n)
                {
                    TestPrepared prepared;
                    good +=
                        bench.prepare(prepared, bill(line("1") + "," + line("4"))).code == STATUS_OK ? 1 : 0;
                }
            });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    BOOST_TEST(good == 400);
}

BOOST_AUTO_TEST_SUITE_END()
