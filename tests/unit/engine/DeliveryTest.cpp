// Every way a delivery can go wrong, before the effect and after it: one bill a document, nothing written
// blindly.
#include "Rig.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

struct Fault
{
    const char* name;
    Answer answer;
    const char* ends; ///< state after one run
    int deliveries;   ///< of the document that met it
};

std::ostream& operator<<(std::ostream& out, const Fault& fault)
{
    return out << fault.name;
}

constexpr bool Before = false;
constexpr bool After = true;

const Fault Faults[] = {
    {"not sent", {STATUS_NOT_SENT, Before}, "done", 2},
    {"throttled", {STATUS_THROTTLED, Before, 0, 5000}, "done", 2},
    {"rejected", {STATUS_REJECTED, Before}, "dead", 1},
    {"unsupported", {STATUS_UNSUPPORTED, Before}, "dead", 1},
    {"hold", {STATUS_HOLD, Before}, "held", 1},
    {"unknown, before", {STATUS_UNKNOWN, Before}, "done", 2},
    {"unknown, after", {STATUS_UNKNOWN, After}, "done", 1},
    {"unknown, shows late", {STATUS_UNKNOWN, After, 20 * Second}, "done", 1},
    {"unavailable, before", {STATUS_UNAVAILABLE, Before}, "done", 2},
    {"unavailable, after", {STATUS_UNAVAILABLE, After}, "done", 1},
    {"internal, before", {STATUS_INTERNAL, Before}, "done", 2},
    {"internal, after", {STATUS_INTERNAL, After}, "done", 1},
    {"not found, before", {STATUS_NOT_FOUND, Before}, "done", 2},
    {"not found, after", {STATUS_NOT_FOUND, After}, "done", 1},
    {"cancelled, before", {STATUS_CANCELLED, Before}, "done", 2},
    {"cancelled, after", {STATUS_CANCELLED, After}, "done", 1},
    {"duplicate, there", {STATUS_DUPLICATE, After}, "done", 1},
    {"duplicate, not there", {STATUS_DUPLICATE, Before}, "done", 2},
    {"code of the future, before", {77, Before}, "done", 2},
    {"code of the future, after", {77, After}, "done", 1},
    {"success without a bill", {STATUS_OK, Before, 0, 0, true}, "done", 1},
};

} // namespace

BOOST_AUTO_TEST_SUITE(delivery)

BOOST_AUTO_TEST_CASE(theHappyPath)
{
    Rig rig;
    rig.addDocs(150);
    rig.source.put(makeDoc(200, Noon - Hour, "1", "A", "2024-06-01", "draft"));
    const RunOutcome outcome = rig.run();
    BOOST_TEST(outcome.state == "ok");
    BOOST_TEST(outcome.ok);
    BOOST_TEST(outcome.error == "");
    BOOST_TEST(outcome.toMs == Noon - Minute);
    BOOST_TEST(joined(rig.faults()) == "");
    BOOST_TEST(rig.count(RecordState::Done) == 150);
    BOOST_TEST(rig.target.deliveries() == 150);
    BOOST_TEST(rig.target.lists() == 1); // one day
    BOOST_TEST(rig.progress->written == 150);
    const auto row = rig.row("7");
    BOOST_TEST(row->attempts == 1);
    BOOST_TEST(!row->targetId.empty());
    BOOST_TEST(row->targetNumber == "B" + row->targetId);
    const auto runs = rig.store.runs("f", 5);
    BOOST_TEST_REQUIRE(runs.size() == 1u);
    BOOST_TEST(runs[0].state == "ok");
    BOOST_TEST(runs[0].summary.find("\"written\":150") != std::string::npos);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries() == 150);
}

BOOST_DATA_TEST_CASE(everyFaultLeavesOneBillAtMost, boost::unit_test::data::make(Faults), fault)
{
    Rig rig;
    rig.addDocs(5);
    rig.target.answers[billKey(3)] = {fault.answer};
    rig.run();
    BOOST_TEST(store::stateName(rig.row("3")->state) == fault.ends);
    BOOST_TEST(rig.target.deliveries(billKey(3)) == fault.deliveries);
    const bool done = std::string(fault.ends) == "done";
    BOOST_TEST(rig.target.billsOf(billKey(3)).size() == (done ? 1u : 0u));
    BOOST_TEST(joined(rig.faults()) == (done ? "" : "lost: " + billKey(3)));
    for (const char* other : {"1", "2", "4", "5"})
    {
        BOOST_TEST(store::stateName(rig.row(other)->state) == "done");
    }
    if (!done)
    {
        BOOST_TEST(!rig.row("3")->reason.empty());
    }
}

BOOST_DATA_TEST_CASE(theSameFaultForEveryDocument, boost::unit_test::data::make(Faults), fault)
{
    Rig rig;
    rig.addDocs(12);
    for (int i = 1; i <= 12; ++i)
    {
        rig.target.answers[billKey(i)] = {fault.answer, fault.answer};
    }
    rig.run();
    rig.run();
    for (int i = 1; i <= 12; ++i)
    {
        BOOST_TEST(rig.target.billsOf(billKey(i)).size() <= 1u);
    }
    BOOST_TEST(joined(rig.target.violations()) == "");
    BOOST_TEST(joined(rig.store.violations()) == "");
}

BOOST_AUTO_TEST_CASE(refusedCredentialsStopTheRunAndLoseNothing)
{
    for (const StatusCode code : {STATUS_UNAUTHORIZED, STATUS_MISCONFIGURED})
    {
        Rig rig;
        rig.addDocs(30);
        rig.target.chooseAnswer = [&](const std::string&)
        { return std::optional<Answer>(Answer{static_cast<uint32_t>(code)}); };
        const RunOutcome outcome = rig.run();
        BOOST_TEST(outcome.state == "failed");
        BOOST_TEST(!outcome.ok);
        BOOST_TEST(outcome.error == "answer " + std::to_string(code));
        BOOST_TEST(rig.count(RecordState::Dead) == 0);
        BOOST_TEST(rig.count(RecordState::Unknown) == 0);
        BOOST_TEST(rig.target.deliveries() <= rig.flow.concurrency); // not one after the other
        rig.target.chooseAnswer = {};
        BOOST_TEST(rig.run().state == "ok");
        BOOST_TEST(joined(rig.faults()) == "");
    }
}

BOOST_AUTO_TEST_CASE(throttlingWaitsAsLongAsAsked)
{
    Rig rig;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_THROTTLED, false, 0, 45'000}};
    rig.run();
    BOOST_TEST(rig.clock.nowMs() >= Noon + 45'000);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(whatKeepsFailingIsLeftToALaterRun)
{
    Rig rig;
    rig.addDocs(3);
    rig.target.answers[billKey(2)] = std::deque<Answer>(8, Answer{STATUS_NOT_SENT});
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(store::stateName(rig.row("2")->state) == "retrying");
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 6);
    for (int i = 0; i < 3; ++i)
    {
        rig.clock.advance(6 * Minute);
        rig.run();
    }
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(alwaysUnclearAndNeverThereIsGivenUp)
{
    Rig rig;
    rig.addDocs(2);
    rig.target.answers[billKey(1)] = std::deque<Answer>(9, Answer{STATUS_UNKNOWN});
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(store::stateName(rig.row("1")->state) == "dead");
    BOOST_TEST(rig.target.deliveries(billKey(1)) == 5);
    BOOST_TEST(rig.row("1")->reason.find("5 times") != std::string::npos);
    BOOST_TEST(joined(rig.target.violations()) == "");
}

BOOST_AUTO_TEST_CASE(aPoisonRecordDoesNotStopTheOthers)
{
    Rig rig;
    rig.addDocs(20);
    rig.source.put(makeDoc(4, Noon - 20 * Minute, "refuse"));
    rig.source.put(makeDoc(5, Noon - 20 * Minute, "wait"));
    rig.source.put(makeDoc(6, Noon - 20 * Minute, "bad"));
    rig.source.put({"7", "N7", Noon - 20 * Minute, "{"});
    rig.source.put(
        {"8", "N8", Noon - 20 * Minute, R"({"id":"8","no":"N8","kind":"final"})"}); // lacks everything
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.count(RecordState::Done) == 15);
    BOOST_TEST(store::stateName(rig.row("4")->state) == "dead");
    BOOST_TEST(store::stateName(rig.row("5")->state) == "held");
    BOOST_TEST(store::stateName(rig.row("6")->state) == "invalid");
    BOOST_TEST(store::stateName(rig.row("7")->state) == "invalid");
    BOOST_TEST(rig.row("4")->reason == "the precheck says refuse");
    BOOST_TEST(!rig.row("8")->reason.empty());
    BOOST_TEST(joined(rig.target.violations()) == "");
}

BOOST_AUTO_TEST_CASE(everyCallIsInTheCallLogOfItsRecord)
{
    Rig rig;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN}, {STATUS_NOT_SENT}};
    rig.run();
    const auto row = rig.row("1");
    const auto intents = rig.store.intents(row->seq);
    BOOST_TEST_REQUIRE(intents.size() == 3u);
    for (std::size_t i = 0; i < intents.size(); ++i)
    {
        BOOST_TEST(intents[i].naturalKey == billKey(1));
        BOOST_TEST(intents[i].bodyDigest.size() == 64u);
    }
    BOOST_TEST(row->attempts == 3);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
