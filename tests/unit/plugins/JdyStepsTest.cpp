// What happens to a bill after it was saved: confirmed, audited, removed; and what that costs.
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

constexpr const char* AfterConfirm = R"(,"audit":"after_confirm")";
const std::string Sent =
    R"({"bill_date":"2026-01-31","remark":"K1","operation_key":"audit","material_entity":)"
    R"([{"material_id":"1","stock_id":"2","unit_id":"3","qty":3.25}]})";

RawAnswer detail(const std::string& status, const std::string& qty = "3.250000")
{
    return RawAnswer::json(
        R"({"errcode":0,"data":{"id":"5","bill_no":"PYD5","bill_date":"2026-01-31","bill_status":")" +
        status +
        R"(","remark":"K1","material_entity":[{"material_id":"1","stock_id":"2","unit_id":"3","qty":")" +
        qty + R"("}]}})");
}

RawAnswer error(const std::string& text, const std::string& code = "2016002000")
{
    return RawAnswer::json(R"({"errcode":)" + code + R"(,"description":")" + text + R"("})");
}

/// An operation refused in its row.
RawAnswer refusedRow(const std::string& text, const std::string& id = "5")
{
    return RawAnswer::json(R"({"errcode":0,"data":{"ids":["5"],"rows":[{"id":")" + id +
                           R"(","success":false,"errors":[{"message":")" + text + R"("}]}]}})");
}

/// A step, what the book answers, and what it comes to.
struct Step
{
    const char* name;
    RawAnswer read;
    RawAnswer operated;
    StatusCode code;
    std::size_t operations;
    const char* word;
};

std::ostream& operator<<(std::ostream& out, const Step& step)
{
    return out << step.name;
}

const std::vector<Step> Confirms{
    {"as it should be", detail("Z"), saved("5"), STATUS_OK, 1, ""},
    {"reads back otherwise", detail("Z", "3.26"), saved("5"), STATUS_UNKNOWN, 0,
     "otherwise than it was sent"},
    {"cannot be read back", RawAnswer::page("text/html", "<html>", 502), saved("5"), STATUS_UNKNOWN, 0,
     "bill 5"},
    {"is not there", error("数据不存在"), saved("5"), STATUS_UNKNOWN, 0, "bill 5 is saved"},
    {"audit refused", detail("Z"), error("源单未审核"), STATUS_UNKNOWN, 1, "not surely audited"},
    {"audit lost", detail("Z"), {"", false, true}, STATUS_UNKNOWN, 1, "not surely audited"},
    {"audit locked", detail("Z"), error("单据正在编辑"), STATUS_UNKNOWN, 1, "not surely audited"},
    {"audit of others", detail("Z"), saved("6"), STATUS_UNKNOWN, 1, "audit of bill 5"},
    {"audit refused in its row", detail("Z"), refusedRow("期间已结账,请先反结账"), STATUS_UNKNOWN, 1,
     "反结账"},
};

const std::vector<Step> Finishes{
    {"a draft", detail("Z"), saved("5"), STATUS_OK, 1, ""},
    {"audited already", detail("C"), saved("5"), STATUS_OK, 0, ""},
    {"closed since", detail("S"), saved("5"), STATUS_OK, 0, ""},
    {"not there", error("数据不存在"), saved("5"), STATUS_NOT_FOUND, 0, "of id 5"},
    {"refused for good", detail("Z"), error("不允许操作以前期间的单据,请先反结账"), STATUS_REJECTED, 1,
     "反结账"},
    {"refused in its row", detail("Z"), refusedRow("请填写仓库"), STATUS_REJECTED, 1, "audit of bill 5"},
    {"refused without a known reason", detail("Z"), refusedRow("从未见过"), STATUS_REJECTED, 1, "从未见过"},
    {"locked", detail("Z"), refusedRow("单据正在编辑"), STATUS_THROTTLED, 1, "正在编辑"},
    {"lost", detail("Z"), {"", false, true}, STATUS_UNKNOWN, 1, "common_operate"},
    {"unclear", detail("Z"), error("单据审核失败"), STATUS_UNKNOWN, 1, "审核失败"},
    {"unread", RawAnswer::page("text/html", "<html>", 502), saved("5"), STATUS_UNAVAILABLE, 0, "502"},
};

const std::vector<Step> Undos{
    {"a draft", detail("Z"), saved("5"), STATUS_OK, 1, ""},
    {"an audited one", detail("C"), saved("5"), STATUS_OK, 2, ""},
    {"gone meanwhile", detail("C"), error("数据不存在"), STATUS_OK, 2, ""},
    {"gone by its row", detail("Z"), refusedRow("单据不存在"), STATUS_OK, 1, ""},
    {"refused by its row", detail("Z"), refusedRow("被下游单据引用,请填写"), STATUS_REJECTED, 1,
     "delete of bill 5"},
    {"another row refused", detail("Z"), refusedRow("x", "6"), STATUS_OK, 1, ""},
    {"ids without it", detail("Z"), saved("6"), STATUS_UNKNOWN, 1, "delete of bill 5"},
    {"no ids at all", detail("Z"), RawAnswer::json(R"({"errcode":0,"data":{}})"), STATUS_UNKNOWN, 1,
     "bill 5"},
    {"period closed", detail("C"), error("请先反结账"), STATUS_REJECTED, 1, "反结账"},
};

JdyBench benchOf(const Step& step, const char* setting)
{
    return JdyBench(
        [step](const RawRequest& request)
        {
            if (request.method == "GET")
            {
                return step.read;
            }
            return request.path == GainApi ? saved("5", "PYD5") : step.operated;
        },
        setting);
}

void told(JdyBench& bench, const Step& step)
{
    BOOST_TEST(bench.server.count("common_operate") == step.operations);
    const std::string message = bench.context.message();
    BOOST_TEST((step.word[0] == 0 || message.find(step.word) != std::string::npos), message);
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdySteps)

BOOST_DATA_TEST_CASE(ConfirmedBeforeAudit, data::make(Confirms), sample)
{
    JdyBench bench = benchOf(sample, AfterConfirm);
    TestBills bills;
    BOOST_TEST(bench.deliver(bills, 0, Sent).code == sample.code);
    BOOST_TEST(bench.server.count("inv_check_gail_bill") >= 1u);
    BOOST_TEST(bench.context.count("deliver") == 1u);
    BOOST_TEST(bills.bills.size() == (sample.code == STATUS_OK ? 1u : 0u));
    told(bench, sample);
    BOOST_TEST(bench.server.requests()[2].body.find("operation_key") == std::string::npos);
    BOOST_TEST(bench.server.requests()[2].body.find(R"("qty":3.25)") != std::string::npos);
}

BOOST_DATA_TEST_CASE(DraftsAreFinished, data::make(Finishes), sample)
{
    JdyBench bench = benchOf(sample, "");
    const auto finish = [&bench]
    { return bench.target->finish(bench.context, sdk::toView(GainApi), sdk::toView("5")).code; };
    BOOST_TEST(finish() == sample.code);
    told(bench, sample);
    BOOST_TEST(finish() == sample.code); // may be repeated safely
}

BOOST_DATA_TEST_CASE(BillsAreRemoved, data::make(Undos), sample)
{
    JdyBench bench = benchOf(sample, "");
    BOOST_TEST(bench.target->undo(bench.context, sdk::toView(GainApi), sdk::toView("5")).code == sample.code);
    told(bench, sample);
}

BOOST_AUTO_TEST_CASE(UnauditedBySomebodyElseMeanwhile)
{
    for (const bool row : {false, true})
    {
        JdyBench bench(
            [row](const RawRequest& request)
            {
                if (request.method == "GET")
                {
                    return detail("C");
                }
                const bool unaudit = request.body.find("unaudit") != std::string::npos;
                return unaudit ? (row ? refusedRow("单据未审核") : error("单据未审核")) : saved("5");
            });
        BOOST_TEST(bench.target->undo(bench.context, sdk::toView(GainApi), sdk::toView("5")).code ==
                   STATUS_OK);
        BOOST_TEST(bench.server.count("common_operate") == 2u);
    }
}

BOOST_AUTO_TEST_CASE(AuditedBySomebodyElseMeanwhile)
{
    std::atomic<bool> audited = false;
    JdyBench bench(
        [&audited](const RawRequest& request)
        {
            if (request.method == "GET")
            {
                return detail(audited ? "C" : "Z");
            }
            audited = true;
            return error("单据已审核");
        });
    BOOST_TEST(bench.target->finish(bench.context, sdk::toView(GainApi), sdk::toView("5")).code == STATUS_OK);

    JdyBench other([](const RawRequest& request)
                   { return request.method == "GET" ? detail("Z") : error("关联单据已审核"); });
    BOOST_TEST(other.target->finish(other.context, sdk::toView(GainApi), sdk::toView("5")).code ==
               STATUS_UNKNOWN);
}

BOOST_AUTO_TEST_CASE(StoppedAfterTheSaveIsUnknown)
{
    JdyBench bench(nullptr, AfterConfirm);
    bench.book.business = [&bench](const RawRequest&)
    {
        bench.context.cancelAfter(0); // the host stops while the bill is being saved
        return saved("5");
    };
    TestBills bills;
    BOOST_TEST(bench.deliver(bills, 0, Sent).code == STATUS_UNKNOWN);
    BOOST_TEST(bench.context.count("deliver") == 1u);
}

BOOST_AUTO_TEST_CASE(DraftsAndSubmissionsAreNotAudited)
{
    for (const char* operation : {"", R"("operation_key":"submit",)"})
    {
        JdyBench bench([](const RawRequest&) { return saved("5"); }, AfterConfirm);
        const std::string body = std::string("{") + operation + R"("bill_date":"2026-01-31","remark":"K1"})";
        TestBills bills;
        BOOST_TEST(bench.deliver(bills, 0, body).code == STATUS_OK);
        BOOST_TEST(bills.bills[0].state == "saved");
        BOOST_TEST(bench.server.requests().back().body == body);
    }
}

BOOST_AUTO_TEST_CASE(WhatTheHostExpectsIsTheSameEitherWay)
{
    JdyBench together(nullptr);
    JdyBench apart(nullptr, AfterConfirm);
    TestPrepared one;
    TestPrepared two;
    BOOST_TEST(together.prepare(one, Sent).code == STATUS_OK);
    BOOST_TEST(apart.prepare(two, Sent).code == STATUS_OK);
    BOOST_TEST(one.state == "audited");
    BOOST_TEST(two.state == "audited");
    BOOST_TEST(one.body == two.body);
    BOOST_TEST(one.fingerprint == two.fingerprint);
}

BOOST_AUTO_TEST_CASE(SaveWhoseAuditFailedMayHaveLeftADraft)
{
    JdyBench bench([](const RawRequest&) { return error("审核失败：不允许操作以前期间的单据,请先反结账"); });
    TestBills bills;
    BOOST_TEST(bench.deliver(bills, 0, Sent).code == STATUS_UNKNOWN);
    BOOST_TEST(bench.context.message().find("left as a draft") != std::string::npos);
    const std::string draft = R"({"bill_date":"2026-01-31","remark":"K1"})";
    BOOST_TEST(bench.deliver(bills, 0, draft).code == STATUS_REJECTED); // nothing was to be audited
}

BOOST_AUTO_TEST_CASE(Costs)
{
    for (const bool confirmed : {false, true})
    {
        JdyBench bench(nullptr, confirmed ? AfterConfirm : "");
        DeliveryCosts costs{};
        bench.target->costs(sdk::toView(GainApi), costs);
        BOOST_TEST(costs.size == sizeof(DeliveryCosts));
        BOOST_TEST(costs.deliver == (confirmed ? 3u : 1u));
        BOOST_TEST(costs.undo == 3u);
        BOOST_TEST(sdk::toStd(costs.bucket) == "jdy:I1");
    }
}

BOOST_AUTO_TEST_CASE(CostsAreWhatIsSpent)
{
    JdyBench bench = benchOf(Confirms[0], AfterConfirm);
    DeliveryCosts costs{};
    bench.target->costs(sdk::toView(GainApi), costs);
    TestBills bills;
    bench.deliver(bills, 0, Sent);
    const std::size_t authorising = 2;
    BOOST_TEST(bench.context.calls().size() == authorising + costs.deliver);
    bench.context.clear();
    JdyBench audited = benchOf(Undos[1], "");
    audited.target->undo(audited.context, sdk::toView(GainApi), sdk::toView("5"));
    BOOST_TEST(audited.context.calls().size() == authorising + costs.undo);
}

BOOST_AUTO_TEST_CASE(AllAbilitiesAreThere)
{
    JdyConnector target;
    for (const char* iid : {Target::IID, TargetUndo::IID, TargetOptions::IID, TargetFind::IID,
                            TargetFinish::IID, TargetBatch::IID, TargetCosts::IID, TargetCompare::IID,
                            TargetKeys::IID, TargetWithdraw::IID, Source::IID})
    {
        BOOST_TEST(target.query(iid) != nullptr);
    }
    BOOST_TEST(target.query("duijie.flow/1") == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
