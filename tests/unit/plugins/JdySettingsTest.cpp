// What may be set, and what cannot work.
#include "JdySettings.h"
#include "JdyBench.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;
namespace data = boost::unit_test::data;

namespace
{

struct Bad
{
    const char* setting;
    const char* word;
};

std::ostream& operator<<(std::ostream& out, const Bad& bad)
{
    return out << bad.setting;
}

const std::vector<Bad> AtOpen{
    {R"(,"natural_key":"remarks")", "did you mean remark"},
    {R"(,"natural_key":"bill_date")", "natural_key"},
    {R"(,"bill_no_prefix":"wdt-")", "bill_no_prefix"},
    {R"(,"bill_no_prefix":"AAAAAAAAAAAAAAAAAAAAA")", "bill_no_prefix"},
    {R"(,"closed_before":"2026-02-30")", "closed_before"},
    {R"(,"closed_before":"2026-01-01 00:00:00")", "closed_before"},
};

const std::vector<Bad> AtCheck{
    {R"("audit":"later")", "audit"},
    {R"("batch_size":0)", "batch_size"},
    {R"("batch_size":501)", "batch_size"},
    {R"("most_lines":-1)", "most_lines"},
    {R"("precheck":"maybe")", "precheck"},
    {R"("prechek":true)", "precheck"},
    {R"("receive_seconds":0)", "receive_seconds"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(JdySettingsTests)

BOOST_DATA_TEST_CASE(RefusedAtOpen, data::make(AtOpen), sample)
{
    JdyBench bench(nullptr, sample.setting);
    BOOST_TEST(bench.opened.code == STATUS_MISCONFIGURED);
    BOOST_TEST(bench.context.message().find(sample.word) != std::string::npos, bench.context.message());
}

BOOST_DATA_TEST_CASE(RefusedByTheSpec, data::make(AtCheck), sample)
{
    const std::string settings = R"({"client_id":"C","client_secret":"env:C","outer_instance_id":"I",)" +
                                 std::string(sample.setting) + "}";
    const auto problems = jdySpec().check(settings, false);
    BOOST_REQUIRE(problems.size() == 1u);
    BOOST_TEST((problems[0].name + problems[0].text).find(sample.word) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(EverySettingIsExplainedTwice)
{
    const sdk::ConfigSpec spec = jdySpec();
    BOOST_TEST(spec.settings().size() == 17u);
    for (const sdk::Setting& setting : spec.settings())
    {
        BOOST_TEST_CONTEXT(setting.name)
        {
            BOOST_TEST(setting.en.ends_with("."));
            BOOST_TEST(setting.zh.ends_with("。"));
        }
    }
}

BOOST_AUTO_TEST_CASE(DefaultsWriteAsBefore)
{
    JdyBillSettings read;
    BOOST_TEST(readBillSettings(sdk::Settings(jdySpec(), "{}"), read) == "");
    BOOST_TEST(read.key.field == "remark");
    BOOST_TEST(read.key.prefix == "WDT-");
    BOOST_TEST(!read.auditAfterConfirm);
    BOOST_TEST(read.batchSize == 20u);
    BOOST_TEST(read.precheck);
    BOOST_TEST(read.mostLines == 500u);
    BOOST_TEST(read.closedBefore == "");
}

BOOST_AUTO_TEST_CASE(OtherTextsOfSomeBillMayBeTheKey)
{
    JdyBench bench(nullptr, R"(,"natural_key":"outside_pk_id")");
    BOOST_TEST(bench.opened.code == STATUS_OK);
    testkit::TestPrepared prepared;
    const std::string body =
        R"({"bill_date":"2026-01-31","supplier_id":"1","outside_pk_id":"RK1",)"
        R"("material_entity":[{"material_id":"1","stock_id":"2","unit_id":"3","qty":1}]})";
    BOOST_TEST(bench.prepare(prepared, body, "/jdy/v2/scm/pur_ret").code == STATUS_OK);
    BOOST_TEST(prepared.naturalKey == "RK1");
    BOOST_TEST(bench.prepare(prepared, R"({"bill_date":"2026-01-31"})").code == STATUS_REJECTED);
    BOOST_TEST(bench.context.message().find("outside_pk_id") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
