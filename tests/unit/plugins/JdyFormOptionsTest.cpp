// The `connector` object of a target document.
#include "JdyBench.h"

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

constexpr const char* NewApi = "/jdy/v2/scm/inv_new_bill";
constexpr const char* NewForm =
    R"({"entity":"inv_new_bill_x","title":"新单","detail":"/jdy/v2/scm/inv_new_bill_one","lines":"rows",)"
    R"("fields":{"dept_id":"id","note":"text","kind":"text"},"line_fields":{"material_id":"id",)"
    R"("material_number":"text","qty":"quantity","price":"number_text"},"required":["bill_date","rows"],)"
    R"("line_required":["material_id|material_number","qty"],"fixed":{"kind":"9"}})";

Status configure(JdyBench& bench, const std::string& options, const char* api = NewApi)
{
    return bench.target->configure(bench.context, sdk::toView(api), sdk::toView(options));
}

struct Wrong
{
    const char* options;
    std::vector<std::string> words;
};

std::ostream& operator<<(std::ostream& out, const Wrong& wrong)
{
    return out << wrong.options;
}

const std::vector<Wrong> Wrongs{
    {"[]", {"connector", "an object"}},
    {"x", {"connector", "an object"}},
    {R"({"entity":"e","entitty":"x"})", {"connector.entitty", "did you mean entity"}},
    {R"({"entity":7})", {"connector.entity", "number 7", "a text"}},
    {R"({"entity":"e","title":""})", {"connector.title", "a text"}},
    {R"({"entity":"e","batch":"yes"})", {"connector.batch", "string \"yes\"", "true or false"}},
    {R"({"entity":"e","bill_no":1})", {"connector.bill_no", "true or false"}},
    {R"({"entity":"e","fields":[]})", {"connector.fields", "array", "kinds"}},
    {R"({"entity":"e","fields":{"a":"txt"}})", {"connector.fields.a", "did you mean text"}},
    {R"({"entity":"e","line_fields":{"a":1}})", {"connector.line_fields.a", "number 1", "one of date"}},
    {R"({"entity":"e","required":"bill_date"})", {"connector.required", "an array of field names"}},
    {R"({"entity":"e","required":["bill_dat"]})",
     {"connector.required", "bill_dat", "did you mean bill_date"}},
    {R"({"entity":"e","line_required":[7]})", {"connector.line_required", "an array"}},
    {R"({"entity":"e","line_required":["x|y"]})", {"connector.line_required", "found x"}},
    {R"({"entity":"e","fixed":{"trans":"1"}})", {"connector.fixed.trans", "connector.fields"}},
    {R"({"entity":"e","fixed":{"remark":[]}})", {"connector.fixed.remark", "a text, a number"}},
    {R"({"entity":"e","fields":{"x":"boolean"},"fixed":{"x":"yes"}})",
     {"connector.fixed.x", "true or false"}},
    {R"({"title":"无名"})", {"connector.entity", "found nothing"}},
    {R"({"detial":"/x","batch":2})", {"did you mean detail", "connector.batch", "connector.entity"}},
};

} // namespace

BOOST_AUTO_TEST_SUITE(JdyFormOptions)

BOOST_DATA_TEST_CASE(WrongOnesAreNamed, data::make(Wrongs), sample)
{
    JdyBench bench(nullptr);
    BOOST_TEST(configure(bench, sample.options).code == STATUS_MISCONFIGURED);
    const std::string message = bench.context.message();
    BOOST_TEST_CONTEXT(message)
    {
        BOOST_TEST(message.find(NewApi) != std::string::npos);
        for (const std::string& word : sample.words)
        {
            BOOST_TEST(message.find(word) != std::string::npos, word);
        }
    }
    TestPrepared prepared;
    BOOST_TEST(bench.prepare(prepared, "{}", NewApi).code == STATUS_UNSUPPORTED); // nothing was taken over
}

BOOST_AUTO_TEST_CASE(AnUnknownBillBecomesOne)
{
    JdyBench bench(
        [](const RawRequest& request)
        {
            return request.method == "GET" ? RawAnswer::json(R"({"errcode":0,"data":{"id":"5",)"
                                                             R"("bill_status":"Z"}})")
                                           : saved("5", "N5");
        });
    TestPrepared prepared;
    BOOST_TEST(bench.prepare(prepared, "{}", NewApi).code == STATUS_UNSUPPORTED);
    BOOST_TEST(bench.context.message().find("`connector` object") != std::string::npos);
    BOOST_TEST(configure(bench, NewForm).code == STATUS_OK);
    const std::string body = R"({"bill_date":"2026-01-31","remark":"K1","note":7,"rows":[)"
                             R"({"material_number":"SKU1","qty":"2.50","price":1.5}]})";
    BOOST_TEST(bench.prepare(prepared, body, NewApi).code == STATUS_OK);
    BOOST_TEST(prepared.body == R"({"bill_date":"2026-01-31","remark":"K1","note":"7","rows":[)"
                                R"({"material_number":"SKU1","qty":2.50,"price":"1.5"}],"kind":"9"})");
    BOOST_TEST(
        bench.prepare(prepared, R"({"bill_date":"2026-01-31","remark":"K1","rows":[{"qty":1}]})", NewApi)
            .code == STATUS_REJECTED);
    BOOST_TEST(bench.context.message().find("rows[0].material_id") != std::string::npos);

    TestBills bills;
    BOOST_TEST(bench.target->fetch(bench.context, sdk::toView(NewApi), sdk::toView("5"), bills).code ==
               STATUS_OK);
    BOOST_TEST(bench.server.requests().back().path == "/jdy/v2/scm/inv_new_bill_one");
    BOOST_TEST(bench.target->undo(bench.context, sdk::toView(NewApi), sdk::toView("5")).code == STATUS_OK);
    BOOST_TEST(bench.server.requests().back().body.find("inv_new_bill_x") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(AKnownBillIsExtended)
{
    JdyBench bench(nullptr);
    const std::string body =
        R"({"bill_date":"2026-01-31","remark":"K1","channel":"A","supplier_id":"1",)"
        R"("material_entity":[{"material_id":"1","stock_id":"2","unit_id":"3","qty":1}]})";
    const char* api = "/jdy/v2/scm/pur_inbound";
    TestPrepared prepared;
    BOOST_TEST(bench.prepare(prepared, body, api).code == STATUS_REJECTED);
    BOOST_TEST(bench.context.message().find("channel") != std::string::npos);
    BOOST_TEST(bench.context.message().find("bill_no") != std::string::npos);
    BOOST_TEST(configure(bench,
                         R"({"fields":{"channel":"text"},"required":["bill_date","supplier_id",)"
                         R"("material_entity"],"line_required":["material_id","stock_id","unit_id","qty"]})",
                         api)
                   .code == STATUS_OK);
    BOOST_TEST(bench.prepare(prepared, body, api).code == STATUS_OK);
    const std::string first = prepared.fingerprint;
    std::string other = body;
    other.replace(other.find(R"("material_id":"1")"), 17, R"("material_id":"9")");
    BOOST_TEST(bench.prepare(prepared, other, api).code == STATUS_OK);
    BOOST_TEST(prepared.fingerprint != first); // without an alternative the material is compared

    BOOST_TEST(configure(bench, "{}", api).code == STATUS_OK); // handing over again replaces
    BOOST_TEST(bench.prepare(prepared, body, api).code == STATUS_REJECTED);
}

BOOST_AUTO_TEST_CASE(OtherBillsStayAsTheyAre)
{
    JdyBench bench(nullptr);
    BOOST_TEST(configure(bench, R"({"required":["bill_date","material_entity","dept_id"]})", GainApi).code ==
               STATUS_OK);
    TestPrepared prepared;
    const std::string body = R"({"bill_date":"2026-01-31","remark":"K","material_entity":[)"
                             R"({"material_id":"1","stock_id":"2","unit_id":"3","qty":1}]})";
    BOOST_TEST(bench.prepare(prepared, body).code == STATUS_REJECTED);
    BOOST_TEST(bench.context.message().find("dept_id") != std::string::npos);
    BOOST_TEST(bench.prepare(prepared, body, "/jdy/v2/scm/inv_check_loss_bill").code == STATUS_OK);
}

BOOST_AUTO_TEST_CASE(FixedValueOfAKnownBillCanBeChanged)
{
    JdyBench bench(nullptr);
    const char* api = "/jdy/v2/scm/inv_other_in";
    BOOST_TEST(configure(bench, R"({"fixed":{"trans_type_id":14}})", api).code == STATUS_OK);
    TestPrepared prepared;
    const std::string body = R"({"bill_date":"2026-01-31","remark":"K","material_entity":[)"
                             R"({"material_number":"1","stock_number":"2","unit_id":"3","qty":1}]})";
    BOOST_TEST(bench.prepare(prepared, body, api).code == STATUS_OK);
    BOOST_TEST(prepared.body.find(R"("trans_type_id":"14")") != std::string::npos);
}

// The vendor refuses the text "true" where it has a boolean.
BOOST_AUTO_TEST_CASE(FixedValueHasTheTypeOfItsField)
{
    const char* api = "/jdy/v2/scm/sal_out_bound";
    const std::string body =
        R"({"bill_date":"2026-01-31","remark":"K","customer_number":"C","material_entity":)"
        R"([{"material_number":"1","stock_number":"2","unit_id":"3","qty":1,"price":0}]})";
    for (const char* value : {"true", R"("true")"})
    {
        JdyBench bench(nullptr);
        BOOST_TEST(configure(bench, R"({"fixed":{"ignore_warn":)" + std::string(value) + "}}", api).code ==
                   STATUS_OK);
        TestPrepared prepared;
        BOOST_TEST(bench.prepare(prepared, body, api).code == STATUS_OK);
        BOOST_TEST(prepared.body.find(R"("ignore_warn":true)") != std::string::npos, prepared.body);
    }
}

BOOST_AUTO_TEST_SUITE_END()
