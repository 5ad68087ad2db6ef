// The plan's `connector` object: every key, every kind of mistake, and a method nobody knows.
#include "WdtOptions.h"
#include "WdtBench.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::wdt;
using duijie::test::RawAnswer;
using duijie::test::RawRequest;
using duijie::test::WdtBench;

namespace
{

std::string apply(const std::string& json, WdtInterface& shape)
{
    sdk::JsonDocument document;
    BOOST_REQUIRE(document.parse("[" + json + "]"));
    return applyOptions(document.root().first(), shape);
}

struct GoodOption
{
    const char* json;
    bool (*holds)(const WdtInterface& shape);
};

const GoodOption GoodOptions[] = {
    {R"({"list_key":"rows"})", [](const WdtInterface& s) { return s.listKey == "rows"; }},
    {R"({"list_key":""})", [](const WdtInterface& s) { return s.listKey.empty(); }},
    {R"({"detail_key":"lines"})", [](const WdtInterface& s) { return s.detailKey == "lines"; }},
    {R"({"id":"rec_id"})", [](const WdtInterface& s) { return s.id == "rec_id"; }},
    {R"({"number":"bill_no"})", [](const WdtInterface& s) { return s.number == "bill_no"; }},
    {R"({"number_param":"outer_no"})", [](const WdtInterface& s) { return s.numberParam == "outer_no"; }},
    {R"({"window_minutes":60})", [](const WdtInterface& s) { return s.longestWindowMs == 3'600'000; }},
    {R"({"window_minutes":0})", [](const WdtInterface& s) { return s.longestWindowMs == 0; }},
    {R"({"largest_page":500})", [](const WdtInterface& s) { return s.largestPage == 500; }},
    {R"({"page_base":1})", [](const WdtInterface& s) { return s.pageBase == 1; }},
    {R"({"page_base":0})", [](const WdtInterface& s) { return s.pageBase == 0; }},
    {R"({"page_order":"forward"})", [](const WdtInterface& s) { return s.order == PageOrder::Forward; }},
    {R"({"page_order":"reverse"})", [](const WdtInterface& s) { return s.order == PageOrder::Reverse; }},
    {R"({"total_on_first_page_only":false})", [](const WdtInterface& s) { return !s.totalOnFirstPageOnly; }},
    {R"({"total_on_first_page_only":true})", [](const WdtInterface& s) { return s.totalOnFirstPageOnly; }},
    {R"({"total_key":"count"})", [](const WdtInterface& s) { return s.totalKey == "count"; }},
    {R"({"time_params":["from","to"]})",
     [](const WdtInterface& s) { return s.startParam == "from" && s.endParam == "to"; }},
    {R"({"php":"stock_in_query2"})", [](const WdtInterface& s) { return s.php == "stock_in_query2"; }},
    {R"({})", [](const WdtInterface& s) { return s.listKey == "stockin_list"; }},
};

struct BadOption
{
    const char* json;
    const char* names;    ///< the key, as the sentence has it
    const char* found;    ///< what stands there
    const char* expected; ///< what should
};

const BadOption BadOptions[] = {
    {R"([])", "connector", "[]", "an object"},
    {R"("x")", "connector", "\"x\"", "an object"},
    {R"({"list_key":1})", "connector.list_key", "1", "a text"},
    {R"({"list_key":null})", "connector.list_key", "null", "a text"},
    {R"({"detail_key":[]})", "connector.detail_key", "[]", "a text"},
    {R"({"id":7})", "connector.id", "7", "a text"},
    {R"({"number":{}})", "connector.number", "{}", "a text"},
    {R"({"number_param":false})", "connector.number_param", "false", "a text"},
    {R"({"total_key":3})", "connector.total_key", "3", "a text"},
    {R"({"window_minutes":"60"})", "connector.window_minutes", "\"60\"", "a whole number"},
    {R"({"window_minutes":-1})", "connector.window_minutes", "-1", "a whole number"},
    {R"({"window_minutes":1.5})", "connector.window_minutes", "1.5", "a whole number"},
    {R"({"window_minutes":600000})", "connector.window_minutes", "600000", "525600"},
    {R"({"largest_page":0})", "connector.largest_page", "0", "from 1 to 10000"},
    {R"({"largest_page":"many"})", "connector.largest_page", "\"many\"", "a whole number"},
    {R"({"page_base":2})", "connector.page_base", "2", "0 or 1"},
    {R"({"page_order":"backwards"})", "connector.page_order", "\"backwards\"", "\"reverse\" or \"forward\""},
    {R"({"page_order":1})", "connector.page_order", "1", "\"reverse\" or \"forward\""},
    {R"({"total_on_first_page_only":"no"})", "connector.total_on_first_page_only", "\"no\"", "true or false"},
    {R"({"total_on_first_page_only":0})", "connector.total_on_first_page_only", "0", "true or false"},
    {R"({"time_params":"start"})", "connector.time_params", "\"start\"", "a list of two texts"},
    {R"({"time_params":["a"]})", "connector.time_params", "[\"a\"]", "a list of two texts"},
    {R"({"time_params":["a","b","c"]})", "connector.time_params", "[\"a\",\"b\",\"c\"]", "two texts"},
    {R"({"time_params":["a",2]})", "connector.time_params", "[\"a\",2]", "two texts"},
    {R"({"time_params":["","b"]})", "connector.time_params", "[\"\",\"b\"]", "two texts"},
    {R"({"php":"../admin"})", "connector.php", "\"../admin\"", "the name of a page"},
    {R"({"php":"a.php"})", "connector.php", "\"a.php\"", "the name of a page"},
    {R"({"php":""})", "connector.php", "\"\"", "the name of a page"},
    {R"({"php":5})", "connector.php", "5", "the name of a page"},
    {R"({"list_kye":"x"})", "list_kye", "not known", "did you mean \"list_key\"?"},
    {R"({"pageorder":"x"})", "pageorder", "not known", "did you mean \"page_order\"?"},
    {R"({"window_minute":1})", "window_minute", "not known", "did you mean \"window_minutes\"?"},
    {R"({"zzzzzzzzzzzzzzzzz":1})", "zzzzzzzzzzzzzzzzz", "not known", "known are list_key, detail_key"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(WdtPlanOptions)

BOOST_AUTO_TEST_CASE(EveryKeyIsTaken)
{
    BOOST_TEST_MESSAGE(std::size(GoodOptions) << " good options");
    for (const GoodOption& option : GoodOptions)
    {
        BOOST_TEST_CONTEXT(option.json)
        {
            WdtInterface shape = interfaceOf("wdt.stockin.order.query");
            BOOST_TEST(apply(option.json, shape) == "");
            BOOST_TEST(option.holds(shape));
        }
    }
}

BOOST_AUTO_TEST_CASE(EveryMistakeIsNamed)
{
    BOOST_TEST_MESSAGE(std::size(BadOptions) << " bad options");
    for (const BadOption& option : BadOptions)
    {
        BOOST_TEST_CONTEXT(option.json)
        {
            WdtInterface shape = interfaceOf("wdt.stockin.order.query");
            const std::string sentence = apply(option.json, shape);
            BOOST_TEST(sentence.find(option.names) != std::string::npos, sentence);
            BOOST_TEST(sentence.find(option.found) != std::string::npos, sentence);
            BOOST_TEST(sentence.find(option.expected) != std::string::npos, sentence);
        }
    }
}

BOOST_AUTO_TEST_CASE(AbsentSaysNothing)
{
    WdtInterface shape = interfaceOf("wdt.trade.query");
    BOOST_TEST(applyOptions(sdk::JsonValue(), shape) == "");
    BOOST_TEST(shape.listKey == "trades");
}

BOOST_AUTO_TEST_CASE(MistakeEndsTheReadingBeforeAnyCall)
{
    for (const BadOption& option : BadOptions)
    {
        BOOST_TEST_CONTEXT(option.json)
        {
            WdtBench bench([](const RawRequest&) { return test::wdtRows("", "0"); });
            bench.plan = R"({"api":"wdt.stockin.order.query","id":"stockin_id","connector":)" +
                         std::string(option.json) + "}";
            BOOST_TEST(bench.poll().code == STATUS_MISCONFIGURED);
            BOOST_TEST(bench.context.message().find("wdt.source: connector") == 0u);
            BOOST_TEST(bench.server.requests().empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(UnknownMethodWorksWithKeys)
{
    WdtBench bench(
        [](const RawRequest& request)
        {
            const bool first = request.form.at("p") == "1";
            const std::string rows =
                first ? R"({"rid":1,"bn":"B1"},{"rid":2,"bn":"B2"})" : R"({"rid":3,"bn":"B3"})";
            return RawAnswer::json(R"({"response":{"errorcode":0,"decoy":[],"n":3,"rows":[)" + rows + "]}}");
        });
    bench.plan = R"({"api":"wdt.brand.new.query","page_size":900,"page_param":"p","size_param":"s",)"
                 R"("params":{"since":"2024-01-01 00:00:00","until":"2024-01-01 00:10:00"},)"
                 R"("connector":{"list_key":"rows","id":"rid","number":"bn","largest_page":2,"page_base":1,)"
                 R"("page_order":"forward","total_on_first_page_only":false,"total_key":"n",)"
                 R"("time_params":["since","until"],"window_minutes":60}})";
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_REQUIRE(bench.records.records.size() == 3u);
    BOOST_TEST(bench.records.records[2].key == "3");
    BOOST_TEST(bench.records.records[2].number == "B3");
    const auto requests = bench.server.requests();
    BOOST_REQUIRE(requests.size() == 2u);
    BOOST_TEST(requests[0].query.at("method") == "wdt.brand.new.query");
    BOOST_TEST(requests[0].form.at("p") == "1");
    BOOST_TEST(requests[1].form.at("p") == "2");
    BOOST_TEST(requests[0].form.at("s") == "2");
    BOOST_TEST(requests[0].form.at("since") == "2024-01-01 00:00:00");
}

BOOST_AUTO_TEST_CASE(WordsOfThePlanComeBeforeTheTable)
{
    struct Case
    {
        const char* members;
        const char* key;
        const char* number;
    };
    const Case cases[] = {
        {"", "1", "O1"},
        {R"(,"id":"a","number":"b")", "A1", "B1"},
        {R"(,"connector":{"id":"c","number":"d"})", "C1", "D1"},
        {R"(,"id":"a","number":"b","connector":{"id":"c","number":"d"})", "C1", "D1"},
    };
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT("plan with " << c.members)
        {
            WdtBench bench(
                [](const RawRequest&) {
                    return test::wdtRows(
                        R"({"stockin_id":1,"order_no":"O1","a":"A1","b":"B1","c":"C1","d":"D1"})", "1");
                });
            bench.plan = R"({"api":"wdt.stockin.order.query")" + std::string(c.members) + "}";
            BOOST_TEST(bench.poll().code == STATUS_OK);
            BOOST_REQUIRE(bench.records.records.size() == 1u);
            BOOST_TEST(bench.records.records[0].key == c.key);
            BOOST_TEST(bench.records.records[0].number == c.number);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
