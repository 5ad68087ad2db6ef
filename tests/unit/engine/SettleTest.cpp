// Unclear writes are settled by looking, and bills that stand there already are adopted.
#include "Rig.h"

#include "engine/Transitions.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

const std::string Day = "2024-06-01";

std::string stateOf(Rig& rig, const char* key)
{
    return std::string(store::stateName(rig.row(key)->state));
}

} // namespace

BOOST_AUTO_TEST_SUITE(settling)

BOOST_AUTO_TEST_CASE(foundAndEqualIsDone)
{
    Rig rig;
    rig.addDocs(3);
    rig.target.answers[billKey(2)] = {{STATUS_UNKNOWN, true}};
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.row("2")->targetId == rig.target.billsOf(billKey(2)).at(0).id);
    BOOST_TEST(rig.row("2")->reason.find("look-up") != std::string::npos);
    BOOST_TEST(rig.progress->confirmed == 1);
    BOOST_TEST(rig.progress->unclear == 1);
    BOOST_TEST(rig.clock.nowMs() >= Noon + rig.flow.settleMs);
}

BOOST_AUTO_TEST_CASE(foundAndDifferentIsForAPerson)
{
    Rig rig;
    rig.addDocs(2);
    rig.target.answers[billKey(2)] = {{STATUS_UNKNOWN, false}};
    rig.target.onDeliver = [&](const std::string& key)
    {
        if (key == billKey(2))
        {
            rig.target.plant(key, fingerprintOf(Day, "999"), Day);
        }
    };
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(stateOf(rig, "2") == "dead");
    BOOST_TEST(rig.row("2")->reason.find("differ") != std::string::npos);
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 1);
}

BOOST_AUTO_TEST_CASE(foundTwiceIsForAPerson)
{
    Rig rig;
    rig.addDocs(2);
    rig.target.answers[billKey(2)] = {{STATUS_UNKNOWN, true}};
    rig.target.onDeliver = [&](const std::string& key)
    {
        if (key == billKey(2))
        {
            rig.target.plant(key, fingerprintOf(Day, "3"), Day);
        }
    };
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(stateOf(rig, "2") == "dead");
    BOOST_TEST(rig.row("2")->reason.find("2 bills") != std::string::npos);
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 1);
}

// Tries that surely came to nothing say nothing about the target's answers: one unclear answer after many of
// them is not the fifth.
BOOST_AUTO_TEST_CASE(onlyUnclearAnswersCountAsUnclear)
{
    Rig rig;
    rig.addDocs(1);
    auto& answers = rig.target.answers[billKey(1)];
    answers.assign(5, {STATUS_NOT_SENT});
    answers.push_back({STATUS_UNKNOWN, false});
    rig.run();
    for (int i = 0; i < 3 && stateOf(rig, "1") != "done"; ++i)
    {
        rig.clock.advance(10 * Minute);
        rig.run();
    }
    BOOST_TEST(stateOf(rig, "1") == "done", rig.row("1")->reason);
    BOOST_TEST(rig.row("1")->attempts == 7);
    BOOST_TEST(rig.row("1")->blind == 1);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(unclearAnswersAreCountedOverRestarts)
{
    Rig rig;
    rig.addDocs(1);
    rig.target.answers[billKey(1)].assign(9, {STATUS_UNKNOWN, false});
    for (int i = 0; i < 6; ++i)
    {
        rig.run();
        rig.restart();
        rig.clock.advance(10 * Minute);
    }
    BOOST_TEST(stateOf(rig, "1") == "dead");
    BOOST_TEST(rig.target.deliveries(billKey(1)) == RetryRules().mostBlindAttempts);
    BOOST_TEST(rig.row("1")->reason.find("5 times") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(whileTheListFailsNothingIsWritten)
{
    Rig rig;
    rig.addDocs(3);
    rig.target.answers[billKey(2)] = {{STATUS_UNKNOWN, true}};
    std::atomic<bool> broken{false};
    rig.target.onDeliver = [&](const std::string&) { broken = true; };
    std::atomic<int> asked{0};
    rig.target.chooseListFault = [&]
    {
        rig.stop = rig.stop || (broken && ++asked == 5);
        return Status{static_cast<uint32_t>(broken ? STATUS_UNAVAILABLE : STATUS_OK), 0};
    };
    rig.run();
    BOOST_TEST(stateOf(rig, "2") == "unknown");
    BOOST_TEST(rig.row("2")->reason.find("the list broke off") != std::string::npos);
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 1);
    rig.stop = false;
    rig.target.chooseListFault = {};
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 1);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(aRunDoesNotLastAsLongAsTheListFails)
{
    Rig rig;
    rig.addDocs(3);
    rig.target.answers[billKey(2)] = {{STATUS_UNKNOWN, true}};
    std::atomic<bool> broken{false};
    rig.target.onDeliver = [&](const std::string&) { broken = true; };
    std::atomic<int> asked{0};
    rig.target.chooseListFault = [&]
    {
        rig.stop = rig.stop || ++asked == 100; // otherwise a run that never ends would hang the test
        return Status{static_cast<uint32_t>(broken ? STATUS_UNAVAILABLE : STATUS_OK), 0};
    };
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(stateOf(rig, "2") == "unknown");
    rig.target.chooseListFault = {};
    rig.clock.advance(10 * Minute);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 1);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(whileABillCannotBeReadNothingIsWritten)
{
    Rig rig;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN, true}};
    rig.target.fetchFaults = {{STATUS_UNAVAILABLE, 0}, {STATUS_THROTTLED, 0}, {STATUS_INTERNAL, 0}};
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries(billKey(1)) == 1);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(refusedCredentialsAtALookUpHaltTheRun)
{
    Rig rig;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN, true}};
    rig.target.listFaults = {{STATUS_OK, 0}, {STATUS_UNAUTHORIZED, 0}};
    BOOST_TEST(rig.run().state == "failed");
    BOOST_TEST(stateOf(rig, "1") == "unknown");
    rig.clock.advance(Minute);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(aVoidedBillIsNoBill)
{
    Rig rig;
    rig.addDocs(1);
    rig.target.voidBill(rig.target.plant(billKey(1), fingerprintOf(Day, "3"), Day));
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries(billKey(1)) == 1);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(anEqualBillThatIsThereIsAdopted)
{
    Rig rig;
    rig.addDocs(3);
    const std::string id = rig.target.plant(billKey(2), fingerprintOf(Day, "3"), Day);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 0);
    BOOST_TEST(rig.row("2")->targetId == id);
    BOOST_TEST(rig.row("2")->reason.find("already") != std::string::npos);
    BOOST_TEST(rig.progress->confirmed == 1);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(aDifferentBillThatIsThereIsReported)
{
    Rig rig;
    rig.addDocs(3);
    rig.target.plant(billKey(2), fingerprintOf(Day, "4"), Day);
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(stateOf(rig, "2") == "dead");
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 0);
}

BOOST_AUTO_TEST_CASE(aTargetThatCannotBeAskedGetsNothing)
{
    Rig rig;
    rig.addDocs(10);
    rig.target.listFaults = {{STATUS_UNAVAILABLE, 0}};
    const RunOutcome outcome = rig.run();
    BOOST_TEST(outcome.state == "failed");
    BOOST_TEST(outcome.error.find("the list broke off") != std::string::npos);
    BOOST_TEST(rig.target.deliveries() == 0);
    BOOST_TEST(rig.count(RecordState::Received) == 10);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(eachDayIsAskedForOnce)
{
    Rig rig;
    for (int i = 1; i <= 40; ++i)
    {
        rig.source.put(makeDoc(i, Noon - Hour, "2", "A", "2024-06-0" + std::to_string(i % 4 + 1)));
    }
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.lists() == 4);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(oneListServesAllUnclearBillsOfADay)
{
    Rig rig;
    rig.addDocs(40);
    for (int i = 1; i <= 40; ++i)
    {
        rig.target.answers[billKey(i)] = {{STATUS_UNKNOWN, i % 2 == 0}};
    }
    rig.flow.concurrency = 1;
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.progress->confirmed == 20);
    BOOST_TEST(rig.target.lists() < 10);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
