#include "JdyPrepare.h"
#include "Fingerprint.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <ostream>
#include <vector>

using namespace duijie;
using namespace duijie::jdy;
namespace data = boost::unit_test::data;

namespace
{

const BillForm& gain()
{
    return *formOf("/jdy/v2/scm/inv_check_gail_bill");
}

std::string prepared(const std::string& body, JdyPrepared& out, const std::string& key = "remark")
{
    sdk::JsonDocument document;
    BOOST_REQUIRE(document.parse(body));
    NaturalKeyRule rule;
    rule.field = key;
    return prepareBill(gain(), document.root(), rule, "10001", out);
}

std::string line(const std::string& qty, const std::string& more = "")
{
    return R"({"material_id":"785374964223074304","stock_id":785369924053785600,"unit_id":"1","qty":)" + qty +
           more + "}";
}

std::string bill(const std::string& lines, const std::string& head = "")
{
    return R"({"bill_date":"2026-01-31 10:00:05","remark":"旺店通盘盈单RK1","operation_key":"audit",)"
           R"("material_entity":[)" +
           lines + "]" + head + "}";
}

/// A body and a word that its refusal must hold.
struct Refusal
{
    std::string body;
    std::string path;
    std::string word;
};

std::ostream& operator<<(std::ostream& out, const Refusal& r)
{
    return out << r.path << " " << r.word;
}

const std::vector<Refusal> Refusals{
    {bill(line("0")), "material_entity[0].qty", "a number above 0"},
    {bill(line("\"0.0000\"")), "material_entity[0].qty", "a number above 0"},
    {bill(line("-1")), "material_entity[0].qty", "a number above 0"},
    {bill(line("\"abc\"")), "material_entity[0].qty", "string \"abc\""},
    {bill(line("\"\"")), "material_entity[0].qty", "a number above 0"},
    {bill(line("null")), "material_entity[0].qty", "nothing"},
    {bill(line("true")), "material_entity[0].qty", "a number above 0"},
    {bill(line("[1]")), "material_entity[0].qty", "array [1]"},
    {bill(line("\"1,000\"")), "material_entity[0].qty", "a number above 0"},
    {bill(line("\" 3\"")), "material_entity[0].qty", "a number above 0"},
    {bill(line("\"+3\"")), "material_entity[0].qty", "a number above 0"},
    {bill(line("\"03\"")), "material_entity[0].qty", "a number above 0"},
    {bill(line("\"NaN\"")), "material_entity[0].qty", "a number above 0"},
    {bill(line("123456789012345678901234567890123456789")), "material_entity[0].qty", "a number above 0"},
    {bill(line("1") + "," + line("1", R"(,"stock_number":"WH01")")), "material_entity[1].stock_number",
     "no such field"},
    {bill(line("1", R"(,"batch_n0":"x")")), "material_entity[0].batch_n0", "did you mean batch_no"},
    {bill(line("1", R"(,"kf_period":1.5)")), "material_entity[0].kf_period", "a whole number"},
    {bill(line("1", R"(,"cost":"x")")), "material_entity[0].cost", "a number"},
    {bill(line("1", R"(,"batch_no":[])")), "material_entity[0].batch_no", "text"},
    {bill(line("1", R"(,"valid_date":"31.01.2026")")), "material_entity[0].valid_date", "yyyy-MM-dd"},
    {bill(R"({"material_id":"","stock_id":"2","unit_id":"3","qty":1})"), "material_entity[0].material_id",
     "an id"},
    {bill(R"({"stock_id":"2","unit_id":"3","qty":1})"), "material_entity[0].material_id", "found nothing"},
    {bill("7"), "material_entity[0]", "expected an object"},
    {bill(""), "material_entity", "at least one line"},
    {bill(line("1"), R"(,"operation_key":"approve")"), "operation_key", "audit or submit"},
    {bill(line("1"), R"(,"remarks":"x")"), "remarks", "did you mean remark"},
    {bill(line("1"), R"(,"id":"844098615923197952")"), "id", "only makes new ones"},
    {bill(line("1"), R"(,"custom_field":"x")"), "custom_field", "an object of texts"},
    {bill(line("1"), R"(,"custom_field":{"a":[]})"), "custom_field.a", "text"},
    {R"({"remark":"r","material_entity":[]})", "bill_date", "found nothing"},
    {R"({"bill_date":"0000-00-00 00:00:00","remark":"r"})", "bill_date", "an existing date"},
    {R"({"bill_date":"2026-02-30","remark":"r"})", "bill_date", "an existing date"},
    {R"({"bill_date":20260131,"remark":"r"})", "bill_date", "number 20260131"},
    {R"({"bill_date":"2026-01-31","remark":""})", "remark", "found again"},
    {R"({"bill_date":"2026-01-31"})", "remark", "found again"},
    {"[]", "the body", "an object"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(JdyPrepares)

BOOST_AUTO_TEST_CASE(FieldsInTheVendorsTypes)
{
    JdyPrepared out;
    const std::string more =
        R"(,"batch_no":12,"kf_period":"30","cost":"12.50","kf_date":"2026-01-01 08:00:00",)"
        R"("valid_date":"","comment":null,"custom_entity_field":{"custom__1":"甲"})";
    BOOST_TEST(prepared(bill(line("\"3.2500\"", more)), out) == "");
    BOOST_TEST(out.body ==
               R"({"bill_date":"2026-01-31","remark":"旺店通盘盈单RK1","operation_key":"audit",)"
               R"("material_entity":[{"material_id":"785374964223074304","stock_id":"785369924053785600",)"
               R"("unit_id":"1","qty":3.2500,"batch_no":"12","kf_period":30,"cost":12.50,)"
               R"("kf_date":"2026-01-01","custom_entity_field":{"custom__1":"甲"}}]})");
    BOOST_TEST(out.naturalKey == "旺店通盘盈单RK1");
    BOOST_TEST(out.scope == "2026-01-31");
    BOOST_TEST(out.fingerprint.size() == 64u);
    BOOST_TEST(out.state == "audited");
}

BOOST_AUTO_TEST_CASE(QuantitiesKeepTheirText)
{
    for (const char* text : {"1", "3.0000", "0.0001", "12.10", "1e2", "99999999999.9999"})
    {
        for (const std::string& given : {std::string(text), "\"" + std::string(text) + "\""})
        {
            JdyPrepared out;
            BOOST_TEST(prepared(bill(line(given)), out) == "");
            BOOST_TEST(out.body.find("\"qty\":" + std::string(text) + "}") != std::string::npos);
        }
    }
}

BOOST_DATA_TEST_CASE(RefusedByName, data::make(Refusals), sample)
{
    JdyPrepared out;
    const std::string problems = prepared(sample.body, out);
    BOOST_TEST_CONTEXT(problems)
    {
        BOOST_TEST(problems.find(sample.path) != std::string::npos);
        BOOST_TEST(problems.find(sample.word) != std::string::npos);
        BOOST_TEST(out.body.empty());
    }
}

BOOST_AUTO_TEST_CASE(AllProblemsAtOnce)
{
    JdyPrepared out;
    std::string lines;
    for (int i = 0; i < 30; ++i)
    {
        lines += (i == 0 ? "" : ",") + line("0");
    }
    const std::string problems = prepared(bill(lines, R"(,"nonsense":1)"), out);
    BOOST_TEST(problems.find("material_entity[0].qty") != std::string::npos);
    BOOST_TEST(problems.find("material_entity[19].qty") != std::string::npos);
    BOOST_TEST(problems.find("and 11 more") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(BothBillsAndTheirSpelling)
{
    BOOST_TEST(gain().entity == "inv_check_gain_bill");
    BOOST_TEST(formOf("/jdy/v2/scm/inv_check_loss_bill")->entity == "inv_check_loss_bill");
    BOOST_TEST(formOf("/jdy/v2/scm/no_such_bill") == nullptr);
}

BOOST_AUTO_TEST_CASE(FingerprintOfBodyAndDetailAgree)
{
    sdk::JsonDocument body;
    sdk::JsonDocument detail;
    BOOST_REQUIRE(body.parse(R"({"bill_date":"2026-01-31","material_entity":[)"
                             R"({"material_id":"10","stock_id":"2","unit_id":"3","qty":3.2500},)"
                             R"({"material_id":"9","stock_id":"2","unit_id":"3","qty":10},)"
                             R"({"material_id":"9","stock_id":"2","unit_id":"3","qty":10.0}]})"));
    BOOST_REQUIRE(detail.parse(
        R"({"id":"1","bill_date":"2026-01-31 00:00:00","remark":"x","material_entity":[)"
        R"({"id":"77","material_id":9,"stock_id":"2","unit_id":"3","qty":"10.000000","material_name":"甲"},)"
        R"({"material_id":"10","stock_id":"2","unit_id":3,"qty":3.25},)"
        R"({"material_id":"9","stock_id":"2","unit_id":"3","qty":1e1}]})"));
    BOOST_TEST(fingerprintOf(gain(), body.root()) == fingerprintOf(gain(), detail.root()));
    BOOST_TEST(!fingerprintOf(gain(), body.root()).empty());
}

BOOST_AUTO_TEST_CASE(FingerprintTellsDifferences)
{
    const auto of = [](const std::string& text)
    {
        sdk::JsonDocument document;
        BOOST_REQUIRE(document.parse(text));
        return fingerprintOf(gain(), document.root());
    };
    const std::string base = of(bill(line("1")));
    BOOST_TEST(base == of(bill(line("\"1.000\""))));
    BOOST_TEST(base != of(bill(line("1.001"))));
    BOOST_TEST(base != of(bill(line("1") + "," + line("1"))));
    BOOST_TEST(of(bill(line("\"x\""))) == "");
}

BOOST_AUTO_TEST_CASE(FastEnough)
{
    std::string lines;
    for (int i = 0; i < 10; ++i)
    {
        lines += (i == 0 ? "" : ",") + line("\"3.2500\"");
    }
    const std::string body = bill(lines);
    constexpr int Rounds = 2000;
    sdk::JsonDocument document;
    std::size_t bytes = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < Rounds; ++i)
    {
        JdyPrepared out;
        document.parse(body);
        prepareBill(gain(), document.root(), {}, "10001", out);
        bytes += out.body.size();
    }
    const auto spent = std::chrono::steady_clock::now() - start;
    const double micros = std::chrono::duration<double, std::micro>(spent).count() / Rounds;
    BOOST_TEST_MESSAGE("prepare of 10 lines: " << micros << " us");
    BOOST_TEST(bytes > 0u);
    BOOST_TEST(micros < 500.0); // a loaded machine or a sanitizer is slower than the aim of 15
}

BOOST_AUTO_TEST_SUITE_END()
