// What another flow is told of written bills.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

struct Telling : Rig
{
    explicit Telling(const std::string& values = R"("doc":"{{id}}","bill":"{{primaryWriteback.Id}}")")
    {
        flow.targetPlan = billsWithCallBack(values);
        flow.callBack = CallBackPart{"told", "doc", "bill"};
    }

    // The one row that tells of a document; its number is the bill's id.
    std::string toldOf(const std::string& key)
    {
        auto rows = store.find("told", key);
        std::erase_if(rows,
                      [&](const store::LoadedRecord& row) { return row.row.key != key; }); // found by number
        return rows.size() == 1 ? rows.front().row.number : std::to_string(rows.size()) + " rows";
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(callbacks)

BOOST_AUTO_TEST_CASE(everyWrittenDocumentIsToldWithItsBill)
{
    Telling rig;
    rig.addDocs(4);
    rig.source.put(makeDoc(5, Noon - 20 * Minute, "3", "A", "2024-06-01", "draft"));
    rig.target.answers[billKey(2)] = {{STATUS_REJECTED}};
    rig.run();
    for (const char* key : {"1", "3", "4"})
    {
        BOOST_TEST(!rig.row(key)->targetId.empty());
        BOOST_TEST(rig.toldOf(key) == rig.row(key)->targetId);
    }
    BOOST_TEST(rig.toldOf("2") == "0 rows"); // given up
    BOOST_TEST(rig.toldOf("5") == "0 rows"); // left out
    rig.run();
    BOOST_TEST(rig.store.counts("told")[static_cast<std::size_t>(RecordState::Received)] == 3);
}

BOOST_AUTO_TEST_CASE(anUnclearWriteIsToldWhenItIsSettled)
{
    Telling rig;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN, true}};
    rig.run();
    rig.clock.advance(10 * Minute);
    rig.run();
    BOOST_TEST((rig.row("1")->state == RecordState::Done));
    BOOST_TEST(rig.toldOf("1") == rig.row("1")->targetId);
    BOOST_TEST(rig.faults().empty(), joined(rig.faults()));
}

// Nothing is written that nobody could be told of afterwards.
BOOST_AUTO_TEST_CASE(aRowThatCannotBeToldIsNotSent)
{
    for (const char* values : {R"("doc":"{{id}}","x":"{{missing}}")", R"("doc":"{{empty}}")"})
    {
        Telling rig(values);
        rig.addDocs(1);
        Doc doc = makeDoc(1, Noon - 30 * Minute);
        doc.json.insert(doc.json.size() - 1, R"(,"empty":"")");
        rig.source.put(doc);
        rig.run();
        BOOST_TEST((rig.row("1")->state == RecordState::Dead));
        BOOST_TEST(rig.row("1")->reason.find("told") != std::string::npos, rig.row("1")->reason);
        BOOST_TEST(rig.target.bills().empty());
        BOOST_TEST(rig.store.counts("told")[0] == 0);
    }
}

BOOST_AUTO_TEST_CASE(aFlowThatOthersFillHasNoAudit)
{
    Rig rig;
    rig.flow.fed = true;
    const AuditReport report = rig.audit();
    BOOST_TEST(!report.complete);
    BOOST_TEST(report.error.find("no source") != std::string::npos, report.error);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
