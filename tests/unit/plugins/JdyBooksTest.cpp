// What bookkeepers and changed documents need: which values differ, whose bills are ours, drafts taken back.
#include "JdyBench.h"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;

namespace
{

const std::string Sent =
    R"({"bill_date":"2026-01-31","remark":"K1","operation_key":"audit","material_entity":[)"
    R"({"material_id":"1","stock_id":"2","unit_id":"3","qty":3.25},)"
    R"({"material_id":"4","stock_id":"2","unit_id":"3","qty":100},)"
    R"({"material_id":"1","stock_id":"2","unit_id":"3","qty":7}]})";

std::string line(const std::string& material, const std::string& qty)
{
    return R"({"material_id":")" + material + R"(","stock_id":"2","unit_id":"3","qty":")" + qty + R"("})";
}

RawAnswer detail(const std::string& lines, const std::string& date = "2026-01-31",
                 const std::string& status = "C")
{
    return RawAnswer::json(R"({"errcode":0,"data":{"id":"5","bill_no":"PYD5","bill_date":")" + date +
                           R"(","bill_status":")" + status + R"(","remark":"K1","material_entity":[)" +
                           lines + "]}}");
}

RawAnswer error(const std::string& text, const std::string& code = "2016002000")
{
    return RawAnswer::json(R"({"errcode":)" + code + R"(,"description":")" + text + R"("})");
}

class Told final : public DifferenceSink
{
public:
    void put(const Difference& difference) noexcept override
    {
        text += std::string(sdk::toStd(difference.path)) + "=" +
                std::string(sdk::toStd(difference.expected)) + "/" +
                std::string(sdk::toStd(difference.found)) + ";";
    }

    std::string text;
};

struct Case
{
    const char* name;
    std::string lines;
    const char* date;
    const char* told;
};

} // namespace

BOOST_AUTO_TEST_SUITE(JdyBooks)

BOOST_AUTO_TEST_CASE(EveryValueThatDiffersIsTold)
{
    const Case cases[] = {
        {"equal, in another order and form",
         line("1", "7.00") + "," + line("4", "1e2") + "," + line("1", "3.250"), "2026-01-31", ""},
        {"one digit", line("1", "3.25") + "," + line("4", "100.0000001") + "," + line("1", "7"), "2026-01-31",
         "material_entity[1].qty=100/100.0000001;"},
        {"one of two lines of the same goods",
         line("1", "7") + "," + line("4", "100") + "," + line("1", "3.24"), "2026-01-31",
         "material_entity[0].qty=3.25/3.24;"},
        {"a line too few and the day", line("1", "3.25") + "," + line("1", "7"), "2026-02-01 00:00:00",
         "bill_date=2026-01-31/2026-02-01;material_entity[1]=material_id 4, stock_id 2, unit_id 3, qty "
         "100/;"},
        {"a line too many",
         line("1", "3.25") + "," + line("4", "100") + "," + line("9", "1") + "," + line("1", "7"),
         "2026-01-31", "material_entity[2]=/material_id 9, stock_id 2, unit_id 3, qty 1;"},
        {"a quantity that is none", line("1", "abc") + "," + line("4", "100") + "," + line("1", "7"),
         "2026-01-31", "material_entity[0].qty=3.25/abc;"},
    };
    for (const Case& each : cases)
    {
        JdyBench bench([&each](const RawRequest&) { return detail(each.lines, each.date); });
        Told told;
        const DocumentView document = JdyBench::documentOf(GainApi, Sent);
        BOOST_TEST(bench.target->compare(bench.context, document, sdk::toView("5"), told).code == STATUS_OK);
        BOOST_TEST(told.text == each.told, each.name << ": " << told.text);
    }
}

BOOST_AUTO_TEST_CASE(WhatCannotBeReadIsNotCompared)
{
    JdyBench bench([](const RawRequest&) { return error("数据不存在"); });
    Told told;
    const DocumentView document = JdyBench::documentOf(GainApi, Sent);
    BOOST_TEST(bench.target->compare(bench.context, document, sdk::toView("5"), told).code ==
               STATUS_NOT_FOUND);
    BOOST_TEST(told.text.empty());
}

BOOST_AUTO_TEST_CASE(WhatKeysAreMadeOf)
{
    struct Item
    {
        const char* settings;
        const char* field;
        const char* prefix;
    };
    for (const Item& item : {Item{"", "remark", ""}, Item{R"(,"natural_key":"bill_no")", "bill_no", "WDT-"},
                             Item{R"(,"natural_key":"bill_no","bill_no_prefix":"PY-")", "bill_no", "PY-"}})
    {
        JdyBench bench(nullptr, item.settings);
        sdk::StringSink field;
        sdk::StringSink prefix;
        bench.target->naturalKeys(sdk::toView(GainApi), field, prefix);
        BOOST_TEST(field.text() == item.field);
        BOOST_TEST(prefix.text() == item.prefix);
    }
    JdyBench unnumbered(nullptr, R"(,"natural_key":"bill_no")");
    sdk::StringSink field;
    sdk::StringSink prefix;
    unnumbered.target->naturalKeys(sdk::toView("/jdy/v2/scm/inv_product_save_v2"), field, prefix);
    BOOST_TEST(prefix.text().empty()); // this path numbers its bills itself
}

BOOST_AUTO_TEST_CASE(OnlyDraftsAreTakenBack)
{
    struct Item
    {
        const char* name;
        RawAnswer read;
        RawAnswer operated;
        StatusCode code;
        std::size_t operations;
    };
    const RawAnswer deleted = saved("5");
    const std::vector<Item> items{
        {"a draft", detail("", "2026-01-31", "Z"), deleted, STATUS_OK, 1},
        {"audited", detail(""), deleted, STATUS_REJECTED, 0},
        {"closed", detail("", "2026-01-31", "S"), deleted, STATUS_REJECTED, 0},
        {"of a state never seen", detail("", "2026-01-31", "Q"), deleted, STATUS_REJECTED, 0},
        {"not there", error("数据不存在"), deleted, STATUS_OK, 0},
        {"gone meanwhile", detail("", "2026-01-31", "Z"), error("数据不存在"), STATUS_OK, 1},
        {"lost", detail("", "2026-01-31", "Z"), {"", false, true}, STATUS_UNKNOWN, 1},
        {"unread", RawAnswer::page("text/html", "<html>", 502), deleted, STATUS_UNAVAILABLE, 0},
    };
    for (const Item& item : items)
    {
        JdyBench bench([&item](const RawRequest& request)
                       { return request.method == "GET" ? item.read : item.operated; });
        const Status status = bench.target->withdraw(bench.context, sdk::toView(GainApi), sdk::toView("5"));
        BOOST_TEST(status.code == item.code, item.name << ": " << bench.context.message());
        BOOST_TEST(bench.server.count("common_operate") == item.operations, item.name);
        for (const RawRequest& request : bench.server.requests())
        {
            BOOST_TEST(request.body.find("unaudit") == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
