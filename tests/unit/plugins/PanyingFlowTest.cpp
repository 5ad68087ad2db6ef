#include "PanyingFlow.h"
#include "CatalogueCheck.h"
#include "Documents.h"
#include "PanyingSay.h"

#include "TestHost.h"

#include "duijie/sdk/Json.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <ostream>
#include <vector>

using namespace duijie;
using namespace duijie::panying;
using duijie::testkit::TestContext;
using duijie::testkit::TestText;
namespace data = boost::unit_test::data;

namespace
{

std::string fileText(const std::string& name)
{
    std::ifstream file(std::string(TEST_DATA) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string documentText(PanyingFlow& flow, const char* name)
{
    TestText text;
    BOOST_TEST(flow.document(sdk::toView(name), text).code == STATUS_OK);
    return text.text;
}

/// True when `whole` is `part` with something added at one place: every published byte is there, unchanged,
/// in order.
bool isPartWithOneAddition(const std::string& whole, const std::string& part)
{
    std::size_t front = 0;
    while (front < part.size() && front < whole.size() && part[front] == whole[front])
    {
        ++front;
    }
    std::size_t back = 0;
    while (back < part.size() - front && part[part.size() - 1 - back] == whole[whole.size() - 1 - back])
    {
        ++back;
    }
    return whole.size() > part.size() && front + back == part.size();
}

sdk::JsonValue field(sdk::JsonValue nodes, std::string_view name)
{
    for (const sdk::JsonValue node : nodes)
    {
        if (node.find("field").text() == name)
        {
            return node;
        }
    }
    return {};
}

Status check(const std::string& payload, TestContext& context)
{
    PanyingFlow flow;
    RecordView record{};
    record.size = sizeof(record);
    record.number = sdk::toView("RK1");
    record.payload = sdk::toView(payload);
    return flow.check(context, record);
}

std::string stockIn(const std::string& lines, const std::string& time = "2024-01-01 10:00:05")
{
    return R"({"stockin_id":10001,"order_no":"RK1","warehouse_no":"WH01","stockin_time":")" + time +
           R"(","details_list":)" + lines + "}";
}

struct Refusal
{
    std::string payload;
    const char* word;
};

std::ostream& operator<<(std::ostream& out, const Refusal& r)
{
    return out << r.word;
}

const std::vector<Refusal> Refusals{
    {stockIn("[]"), "details_list: found array []"},
    {stockIn("null"), "details_list: found null"},
    {stockIn("{}"), "details_list: found object"},
    {stockIn(R"([{"goods_no":"","goods_count":"1"}])"), "details_list[0].goods_no"},
    {stockIn(R"([{"goods_no":"A","goods_count":"1"},{"goods_count":"1"}])"),
     "details_list[1].goods_no: found nothing"},
    {stockIn(R"([{"goods_no":"A","goods_count":"0.0000"}])"), "details_list[0].goods_count"},
    {stockIn(R"([{"goods_no":"A","goods_count":-1}])"), "details_list[0].goods_count: found number -1"},
    {stockIn(R"([{"goods_no":"A","goods_count":null}])"), "details_list[0].goods_count"},
    {stockIn(R"([{"goods_no":"A","goods_count":"x"}])"), "a number above 0"},
    {stockIn("[3]"), "details_list[0].goods_no"},
    {stockIn(R"([{"goods_no":"A","goods_count":1}])", "0000-00-00 00:00:00"), "stockin_time"},
    {stockIn(R"([{"goods_no":"A","goods_count":1}])", "2024-02-30 00:00:00"), "stockin_time"},
    {stockIn(R"([{"goods_no":"A","goods_count":1}])", ""), "stockin_time"},
    {"{}", "stockin_id"},
    {"{}", "order_no"},
    {"{}", "warehouse_no"},
    {"[]", "the record"},
    {"{", "not JSON"},
    {"", "not JSON"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(Panying)

BOOST_AUTO_TEST_CASE(PublishedBytesAreKept)
{
    PanyingFlow flow;
    const std::string source = fileText("wdt-stockin-order-query-panying.json");
    const std::string target = fileText("jdy-v2-inv-check-gail-bill-panying.json");
    BOOST_REQUIRE(source.size() > 1000u);
    BOOST_REQUIRE(target.size() > 500u);
    BOOST_TEST(isPartWithOneAddition(documentText(flow, "source"), source));
    BOOST_TEST(isPartWithOneAddition(documentText(flow, "target"), target));
}

BOOST_AUTO_TEST_CASE(CompletedParts)
{
    PanyingFlow flow;
    sdk::JsonDocument source;
    BOOST_REQUIRE(source.parse(documentText(flow, "source")));
    const sdk::JsonValue request = source.root().find("request");
    BOOST_TEST(request.size() == 6u);
    BOOST_TEST(field(request, "order_type").next().find("field").text() == "status");
    BOOST_TEST(field(request, "status").find("value").text() == "80");
    BOOST_TEST(field(request, "page_size").find("value").text() == "{{PAGINATION_PAGE_SIZE}}");
    BOOST_TEST(field(request, "page_no").find("value").text() == "{{PAGINATION_START_PAGE}}");

    sdk::JsonDocument target;
    BOOST_REQUIRE(target.parse(documentText(flow, "target")));
    const sdk::JsonValue lines = field(target.root().find("request"), "material_entity");
    BOOST_TEST(lines.find("type").text() == "array");
    BOOST_TEST(lines.find("value").text() == "details_list");
    const sdk::JsonValue children = lines.find("children");
    BOOST_TEST(field(children, "material_id").find("value").text() ==
               R"(_mongoQuery b88a7889-af5d-3efd-aac4-d4960eae6748 findField=content.id )"
               R"(where={"content.number":{"$eq":"{{details_list.goods_no}}"}})");
    BOOST_TEST(field(children, "unit_id").find("value").text() ==
               R"(_mongoQuery b88a7889-af5d-3efd-aac4-d4960eae6748 findField=content.base_unit_id )"
               R"(where={"content.number":{"$eq":"{{details_list.goods_no}}"}})");
    BOOST_TEST(
        field(children, "stock_id").find("value").text() ==
        "_findCollection find id from 35c82f7f-bdef-3bc1-86e6-4654e14ff702 where number={warehouse_no}");
    BOOST_TEST(field(children, "qty").find("value").text() == "{{details_list.goods_count}}");
}

BOOST_AUTO_TEST_CASE(DatasetsNameTheirDocuments)
{
    PanyingFlow flow;
    TestText text;
    flow.datasets(text);
    sdk::JsonDocument list;
    BOOST_REQUIRE(list.parse(text.text));
    BOOST_TEST(list.root().find("datasets").size() == 2u);
    const std::string target = documentText(flow, "target");
    for (const sdk::JsonValue dataset : list.root().find("datasets"))
    {
        BOOST_TEST(dataset.find("side").text() == "target");
        BOOST_TEST(target.find(dataset.find("id").text()) != std::string::npos);
        sdk::JsonDocument plan;
        BOOST_REQUIRE(plan.parse(documentText(flow, std::string(dataset.find("name").text()).c_str())));
        BOOST_TEST(plan.root().find("method").text() == "GET");
        BOOST_TEST(plan.root().find("id").text() == "id");
        BOOST_TEST(plan.root().find("number").text() == "number");
        const sdk::JsonValue request = plan.root().find("request");
        BOOST_TEST(field(request, "modify_start_time").find("value").text() == "{{LAST_SYNC_TIME}}000");
        BOOST_TEST(field(request, "modify_end_time").find("value").text() == "{{CURRENT_TIME}}000");
        BOOST_TEST(field(request, "page").exists());
        BOOST_TEST(field(request, "page_size").exists());
    }
    TestText none;
    BOOST_TEST(flow.document(sdk::toView("nothing"), none).code == STATUS_NOT_FOUND);
}

BOOST_AUTO_TEST_CASE(GoodStockInsPass)
{
    TestContext context;
    BOOST_TEST(check(stockIn(R"([{"goods_no":"A","goods_count":"3.0000"}])"), context).code == STATUS_OK);
    BOOST_TEST(check(stockIn(R"([{"goods_no":7,"goods_count":0.5},{"goods_no":"B","goods_count":1e2}])",
                             "2024-02-29"),
                     context)
                   .code == STATUS_OK);
    BOOST_TEST(context.message() == "");
}

BOOST_DATA_TEST_CASE(BadStockInsAreNamed, data::make(Refusals), sample)
{
    TestContext context;
    BOOST_TEST(check(sample.payload, context).code == STATUS_REJECTED);
    BOOST_TEST_CONTEXT(context.message())
    {
        BOOST_TEST(context.message().find(sample.word) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(SentencesAreWhole)
{
    for (const std::string& fault :
         duijie::test::catalogueFaults(messages(), PLUGIN_SOURCES "/panying_flow", "panying_flow."))
    {
        BOOST_ERROR(fault);
    }
}

BOOST_AUTO_TEST_CASE(RefusalsAreInTheLanguageOfTheirReader)
{
    const duijie::test::EnglishAfterwards guard;
    const std::string bad = stockIn(R"([{"goods_no":"A","goods_count":"0"}])");
    for (const auto& [tag, sentence] :
         {std::pair("zh-CN",
                    "panying.flow：入库单 RK1：details_list[0].goods_count：应为大于 0 的数，实际为文本 "
                    "\"0\"。请在旺店通中改正该入库单"),
          std::pair("fr", "panying.flow: stock-in RK1: details_list[0].goods_count: found string \"0\", "
                          "expected a number above 0"),
          std::pair("", "panying.flow: stock-in RK1: details_list[0].goods_count: found string \"0\", "
                        "expected a number above 0")})
    {
        testkit::TestHost host; // one that cannot tell stands for every host of before
        if (*tag != '\0')
        {
            host.setLanguage(tag);
        }
        PanyingFlow flow;
        TestContext context;
        BOOST_TEST(flow.open(host, context, sdk::toView("{}")).code == STATUS_OK);
        BOOST_TEST(check(bad, context).code == STATUS_REJECTED);
        BOOST_TEST(context.message() == sentence);
        flow.close();
    }
}

BOOST_AUTO_TEST_CASE(AbilitiesAndDescription)
{
    PanyingFlow flow;
    BOOST_TEST(flow.query("duijie.flow/1") == static_cast<Flow*>(&flow));
    BOOST_TEST(flow.query("duijie.source/1") == nullptr);
    TestText text;
    flow.describe(text);
    BOOST_TEST(text.text.find("\"kind\":\"flow\"") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
