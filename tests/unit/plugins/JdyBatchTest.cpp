// Several bills in one call, and answers with a row each.
#include "JdyBench.h"
#include "JdyRows.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;
using duijie::testkit::TestBills;
namespace data = boost::unit_test::data;

namespace
{

constexpr const char* BatchApi = "/jdy/v2/scm/sal_out_bound_batch";

/// What was put for each document; "?" for nothing.
class Outcomes final : public BatchSink
{
public:
    explicit Outcomes(std::size_t count)
        : codes(count, STATUS_UNKNOWN), told(count, false), ids(count), messages(count)
    {
    }

    void put(uint32_t index, Status status, const BillView& bill, StringView message) noexcept override
    {
        codes[index] = static_cast<StatusCode>(status.code);
        told[index] = true;
        ids[index] = std::string(sdk::toStd(bill.id));
        messages[index] = std::string(sdk::toStd(message));
    }

    std::vector<StatusCode> codes;
    std::vector<bool> told;
    std::vector<std::string> ids;
    std::vector<std::string> messages;
};

std::string row(const std::string& index, const std::string& id, const std::string& success,
                const std::string& error = "", const std::string& number = "")
{
    const std::string errors =
        error.empty() ? "[]" : R"([{"id":"","message":")" + error + R"(","type":"E"}])";
    return R"({"id":")" + id + R"(","index":")" + index + R"(","number":")" + number + R"(","success":)" +
           success + R"(,"errors":)" + errors + "}";
}

RawAnswer rows(const std::string& text)
{
    return RawAnswer::json(R"({"errcode":0,"description":"success","data":{"rows":[)" + text + "]}}");
}

struct Batch
{
    const char* name;
    RawAnswer answer;
    Status whole;
    std::vector<StatusCode> codes; ///< of three bills
};

std::ostream& operator<<(std::ostream& out, const Batch& batch)
{
    return out << batch.name;
}

constexpr Status Fine{STATUS_OK, 0};
constexpr Status Unclear{STATUS_UNKNOWN, 0};
const std::vector<StatusCode> AllUnknown{STATUS_UNKNOWN, STATUS_UNKNOWN, STATUS_UNKNOWN};

const std::vector<Batch> Batches{
    {"all good, from 0",
     rows(row("0", "10", "true") + "," + row("1", "11", "\"true\"") + "," + row("2", "12", "1")),
     Fine,
     {STATUS_OK, STATUS_OK, STATUS_OK}},
    {"all good, from 1, shuffled",
     rows(row("3", "12", "true") + "," + row("1", "10", "true") + "," + row("2", "11", "true")),
     Fine,
     {STATUS_OK, STATUS_OK, STATUS_OK}},
    {"errcode 0 hides a refusal and a duplicate",
     rows(row("0", "", "false", "请填写仓库") + "," + row("1", "11", "true") + "," +
          row("2", "", "false", "单据编号的组合值重复")),
     Fine,
     {STATUS_REJECTED, STATUS_OK, STATUS_DUPLICATE}},
    {"locked, audit failed, unheard of",
     rows(row("0", "", "false", "单据正在编辑") + "," + row("1", "", "false", "单据审核失败") + "," +
          row("2", "", "false", "从未见过")),
     Fine,
     {STATUS_THROTTLED, STATUS_UNKNOWN, STATUS_UNKNOWN}},
    {"an error with an id",
     rows(row("0", "10", "false", "请填写仓库") + "," + row("1", "11", "true", "请填写仓库") + "," +
          row("2", "12", "true")),
     Fine,
     {STATUS_UNKNOWN, STATUS_UNKNOWN, STATUS_OK}},
    {"a row is not mentioned",
     rows(row("0", "10", "true") + "," + row("2", "12", "true")),
     Fine,
     {STATUS_OK, STATUS_UNKNOWN, STATUS_OK}},
    {"success without id", rows(row("0", "", "true")), Fine, AllUnknown},
    {"an index that may be read in two ways", rows(row("1", "10", "true")), Fine, AllUnknown},
    {"an index that is told twice",
     rows(row("0", "10", "true") + "," + row("0", "11", "true") + "," + row("2", "12", "true")),
     Fine,
     {STATUS_UNKNOWN, STATUS_UNKNOWN, STATUS_OK}},
    {"both 0 and 3", rows(row("0", "10", "true") + "," + row("3", "11", "true")), Fine, AllUnknown},
    {"no rows", RawAnswer::json(R"({"errcode":0,"data":{"ids":["1"]}})"), Fine, AllUnknown},
    {"indexes that are none", rows(row("x", "10", "true") + "," + row("", "11", "true")), Fine, AllUnknown},
    {"refused as a whole", RawAnswer::json(R"({"errcode":1030002003,"description":"x"})"), Unclear, {}},
    {"duplicate as a whole", RawAnswer::json(R"({"errcode":1030002002,"description":"x"})"), Unclear, {}},
    {"502", RawAnswer::page("text/html", "<html>", 502), Unclear, {}},
    {"reset", {"", false, true}, Unclear, {}},
    {"limited", RawAnswer::json("{}", 429, "Retry-After: 7\r\n"), {STATUS_THROTTLED, 7000}, {}},
};

Status deliverMany(JdyBench& bench, const std::vector<std::string>& bodies, Outcomes& out,
                   const char* api = BatchApi)
{
    std::vector<DocumentView> documents;
    for (const std::string& body : bodies)
    {
        documents.push_back(JdyBench::documentOf(api, body));
    }
    return bench.target->deliverMany(bench.context, documents.data(), static_cast<uint32_t>(documents.size()),
                                     out);
}

std::vector<std::string> three()
{
    return {R"({"bill_date":"2026-01-31","remark":"K0"})", R"({"bill_date":"2026-01-31","remark":"K1"})",
            R"({"bill_date":"2026-01-31","remark":"K2","operation_key":"audit"})"};
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdyBatches)

BOOST_DATA_TEST_CASE(EachBillHasItsOwnOutcome, data::make(Batches), sample)
{
    JdyBench bench([answer = sample.answer](const RawRequest&) { return answer; });
    Outcomes out(3);
    const Status status = deliverMany(bench, three(), out);
    BOOST_TEST(status.code == sample.whole.code);
    BOOST_TEST(status.retry_after_ms == sample.whole.retry_after_ms);
    BOOST_TEST(bench.server.count("sal_out_bound_batch") == 1u);
    if (sample.codes.empty())
    {
        BOOST_TEST((out.told == std::vector<bool>(3, false)));
        return;
    }
    for (std::size_t i = 0; i < 3; ++i)
    {
        BOOST_TEST_CONTEXT(i << ": " << out.messages[i])
        {
            BOOST_TEST(out.codes[i] == sample.codes[i]);
            BOOST_TEST((out.codes[i] == STATUS_OK) == out.messages[i].empty());
            BOOST_TEST((out.codes[i] == STATUS_OK) == (out.ids[i] == std::to_string(10 + i)));
        }
    }
}

BOOST_AUTO_TEST_CASE(OneEnvelopeForAll)
{
    JdyBench bench([](const RawRequest&) { return rows(row("0", "10", "true")); });
    Outcomes out(3);
    deliverMany(bench, three(), out);
    const std::vector<std::string> bodies = three();
    BOOST_TEST(bench.server.requests().back().body ==
               R"({"data":[)" + bodies[0] + "," + bodies[1] + "," + bodies[2] + "]}");
    BOOST_TEST(bench.context.calls().back().request == bench.server.requests().back().body);
    BOOST_TEST(bench.context.count("deliver") == 1u);
}

BOOST_AUTO_TEST_CASE(NumbersOfOursTellRowsApart)
{
    JdyBench bench(
        [](const RawRequest&)
        { return rows(row("1", "11", "true", "", "N1") + "," + row("1", "10", "true", "", "N0")); },
        R"(,"natural_key":"bill_no")");
    Outcomes out(2);
    deliverMany(bench, {R"({"bill_no":"N0"})", R"({"bill_no":"N1"})"}, out);
    BOOST_TEST(out.ids[0] == "10");
    BOOST_TEST(out.ids[1] == "11");
}

BOOST_AUTO_TEST_CASE(OneDocumentOnABatchBill)
{
    for (const bool good : {true, false})
    {
        JdyBench bench(
            [good](const RawRequest&) {
                return good ? rows(row("7", "10", "true", "", "XS1"))
                            : rows(row("0", "", "false", "请填写x"));
            });
        TestBills bills;
        const std::string body = R"({"bill_date":"2026-01-31","remark":"K1"})";
        BOOST_TEST(bench.deliver(bills, 0, body, BatchApi).code == (good ? STATUS_OK : STATUS_REJECTED));
        BOOST_TEST(bench.server.requests().back().body == R"({"data":[)" + body + "]}");
        BOOST_TEST(bills.bills.size() == (good ? 1u : 0u));
        BOOST_TEST((good || bench.context.message().find("请填写x") != std::string::npos));
    }
}

BOOST_AUTO_TEST_CASE(HowManyFitInOneCall)
{
    JdyBench bench(nullptr, R"(,"batch_size":7)");
    BOOST_TEST(bench.target->largestBatch(sdk::toView(BatchApi)) == 7u);
    BOOST_TEST(bench.target->largestBatch(sdk::toView(GainApi)) == 1u);
    BOOST_TEST(bench.target->largestBatch(sdk::toView("/unknown")) == 1u);
    JdyBench plain(nullptr);
    BOOST_TEST(plain.target->largestBatch(sdk::toView(BatchApi)) == 20u);
    Outcomes out(3);
    BOOST_TEST(deliverMany(plain, three(), out, GainApi).code == STATUS_UNSUPPORTED);
    BOOST_TEST(deliverMany(plain, {}, out).code == STATUS_OK);
    BOOST_TEST(deliverMany(plain, {"{}", "{"}, out).code == STATUS_NOT_SENT);
    BOOST_TEST(plain.server.requests().empty());
}

BOOST_AUTO_TEST_CASE(EarliestDeadlineCounts)
{
    JdyBench bench([](const RawRequest&) { return rows(""); });
    bench.host.setMonotonic(1000);
    const std::vector<std::string> bodies = three();
    std::vector<DocumentView> documents;
    for (const std::string& body : bodies)
    {
        documents.push_back(JdyBench::documentOf(BatchApi, body));
    }
    documents[1].deadline_ms = 900;
    documents[2].deadline_ms = 2000;
    Outcomes out(3);
    BOOST_TEST(bench.target->deliverMany(bench.context, documents.data(), 3, out).code == STATUS_NOT_SENT);
    BOOST_TEST(bench.server.count("sal_out_bound_batch") == 0u);
}

BOOST_AUTO_TEST_CASE(ConfirmedOneByOne)
{
    JdyBench bench(
        [](const RawRequest& request)
        {
            if (request.method == "GET")
            {
                const std::string id = request.query.at("id");
                return RawAnswer::json(R"({"errcode":0,"data":{"id":")" + id +
                                       R"(","bill_status":"Z","bill_date":"2026-01-31"}})");
            }
            return request.path == BatchApi ? rows(row("0", "10", "true") + "," + row("1", "11", "true") +
                                                   "," + row("2", "12", "true"))
                                            : saved("12", "N");
        },
        R"(,"audit":"after_confirm")");
    Outcomes out(3);
    BOOST_TEST(deliverMany(bench, three(), out).code == STATUS_OK);
    BOOST_TEST((out.codes == std::vector<StatusCode>{STATUS_OK, STATUS_OK, STATUS_OK}));
    BOOST_TEST(bench.server.count("common_operate") == 1u); // only the third asked for it
    BOOST_TEST(bench.server.requests()[2].body.find("operation_key") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
