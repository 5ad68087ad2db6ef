// How long one document takes. Printed, not judged: the machine is not ours alone.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>

namespace duijie::plan::test
{

namespace
{

constexpr int Goods = 50'000;

std::string bigRow()
{
    std::string row = R"({"stockin_id":"2001","order_no":"RK2406010001","warehouse_no":"WH01",)"
                      R"("stockin_time":"2024-06-01 10:20:30")";
    for (int i = 0; i < 50; ++i)
    {
        row += ",\"header_field_" + std::to_string(i) + "\":\"value " + std::to_string(i) + "\"";
    }
    row += ",\"details_list\":[";
    for (int line = 0; line < 10; ++line)
    {
        row +=
            (line == 0 ? "" : ",") + std::string("{\"goods_no\":\"SP") + std::to_string(line * 4999) + "\"";
        for (int i = 0; i < 20; ++i)
        {
            row += ",\"line_field_" + std::to_string(i) + "\":\"v\"";
        }
        row += ",\"goods_count\":12.5000}";
    }
    return row + "]}";
}

// Median of the means of 20 rounds, in microseconds.
template <typename Work> double microseconds(int times, Work work)
{
    std::vector<double> rounds;
    for (int round = 0; round < 20; ++round)
    {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < times; ++i)
        {
            work(i);
        }
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
        rounds.push_back(took.count() / times);
    }
    std::nth_element(rounds.begin(), rounds.begin() + 10, rounds.end());
    return rounds[10];
}

} // namespace

BOOST_AUTO_TEST_SUITE(Timing)

BOOST_AUTO_TEST_CASE(OneDocumentOfTenLines)
{
    Rig rig(dataFile("panying-target.json"));
    Dataset& goods = rig.datasets.add("b88a7889-af5d-3efd-aac4-d4960eae6748");
    for (int i = 0; i < Goods; ++i)
    {
        const std::string n = std::to_string(i);
        goods.put(n,
                  "{\"id\":\"13621881049952" + n + "\",\"number\":\"SP" + n + "\",\"name\":\"商品" + n +
                      "\",\"base_unit_id\":\"900000000000000" + n + "\"}",
                  i);
    }
    rig.datasets.add("35c82f7f-bdef-3bc1-86e6-4654e14ff702").put("1", R"({"id":"77","number":"WH01"})", 1);
    const auto start = std::chrono::steady_clock::now();
    BOOST_REQUIRE_MESSAGE(rig.map(bigRow()).ok(), rig.body(bigRow()));
    const std::chrono::duration<double, std::milli> first = std::chrono::steady_clock::now() - start;
    Mapped out;
    const double map =
        microseconds(500, [&](int) { rig.plan->map(rig.row.root(), times(), rig.datasets, out); });
    BOOST_TEST(out.ok());
    const double find = microseconds(2000,
                                     [&](int i)
                                     {
                                         const std::string value = "SP" + std::to_string(i * 7 % Goods);
                                         const Dataset::Equals condition{"number", value};
                                         BOOST_REQUIRE(goods.find("id", &condition, 1).has_value());
                                     });
    std::cout << "map() of 10 lines x 4 fields: " << map << " us; lookup in " << Goods << " rows: " << find
              << " us; first map() with its indexes: " << first.count() << " ms\n";
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
