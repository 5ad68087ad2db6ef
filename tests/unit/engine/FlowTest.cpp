// Whole runs: stops, newer versions, a disk that breaks.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

std::string stateOf(Rig& rig, const char* key)
{
    const auto row = rig.row(key);
    return row ? std::string(store::stateName(row->state)) : "none";
}

} // namespace

BOOST_AUTO_TEST_SUITE(flow)

BOOST_AUTO_TEST_CASE(anEmptyWorldIsWell)
{
    Rig rig;
    const RunOutcome outcome = rig.run();
    BOOST_TEST(outcome.state == "ok");
    BOOST_TEST(outcome.runId > 0);
    BOOST_TEST(rig.target.lists() == 0);
}

BOOST_AUTO_TEST_CASE(aSourceThatBreaksOffStillHasItsRecordsSent)
{
    Rig rig;
    rig.addDocs(10);
    rig.source.faults = {{7, {STATUS_UNAVAILABLE, 0}}};
    const RunOutcome outcome = rig.run();
    BOOST_TEST(outcome.state == "failed");
    BOOST_TEST(outcome.error == "the source is out of order");
    BOOST_TEST(rig.count(RecordState::Done) == 7);
    BOOST_TEST(rig.cursor() == 0);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(aStopLeavesOnlyWhatASecondRunFinishes)
{
    for (const int stopAt : {1, 2, 5, 20, 39})
    {
        Rig rig;
        rig.addDocs(40);
        for (int i = 1; i <= 40; i += 3)
        {
            rig.target.answers[billKey(i)] = {{STATUS_UNKNOWN, i % 2 == 0}};
        }
        std::atomic<int> sent{0};
        rig.target.onDeliver = [&](const std::string&)
        {
            if (++sent == stopAt)
            {
                rig.stop = true;
            }
        };
        BOOST_TEST(rig.run().state == "stopped");
        BOOST_TEST(rig.count(RecordState::Sending) == 0);
        BOOST_TEST(rig.count(RecordState::Dead) == 0);
        rig.stop = false;
        rig.target.onDeliver = {};
        BOOST_TEST(rig.run().state == "ok");
        BOOST_TEST(joined(rig.faults()) == "");
        BOOST_TEST(rig.store.runs("f", 1).at(0).state == "ok");
    }
}

// A stop that cuts the look-up before the first write is no failure of the target.
BOOST_AUTO_TEST_CASE(aStopDuringTheLookUpBeforeWritingIsNoFailure)
{
    for (const bool inDetail : {false, true})
    {
        Rig rig;
        rig.addDocs(5);
        if (inDetail)
        {
            rig.target.plant(billKey(1), "other", "2024-06-01");
            rig.target.fetchFaults = {{STATUS_CANCELLED, 0}};
            rig.target.onFetch = [&] { rig.stop = true; };
        }
        else
        {
            rig.target.chooseListFault = [&]
            {
                rig.stop = true;
                return Status{STATUS_CANCELLED, 0};
            };
        }
        const RunOutcome outcome = rig.run();
        BOOST_TEST(outcome.state == "stopped");
        BOOST_TEST(outcome.error == "");
        BOOST_TEST(rig.target.deliveries() == 0);
        BOOST_TEST(rig.count(RecordState::Received) == 5);
    }
}

// Nobody could tell their bills apart afterwards, neither a look-up nor an audit.
BOOST_AUTO_TEST_CASE(twoDocumentsOfOneKeyAreNeverBothWritten)
{
    for (const char* qty : {"3", "4"}) // equal in all, or only in the key
    {
        Rig rig;
        rig.addDocs(3);
        Doc twin = makeDoc(9, Noon - 20 * Minute, qty);
        twin.json.replace(twin.json.find("N9"), 2, "N2");
        rig.source.put(twin);
        BOOST_TEST(rig.run().state == "attention");
        BOOST_TEST(rig.target.billsOf(billKey(2)).size() == 1u);
        BOOST_TEST(rig.count(RecordState::Done) == 3);
        BOOST_TEST(stateOf(rig, "9") == "dead");
        BOOST_TEST(rig.row("9")->reason.find("same key") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(aBillStandsForOneDocument)
{
    Rig rig;
    rig.addDocs(3);
    BOOST_TEST(rig.run().state == "ok");
    Doc twin = makeDoc(9, Noon - 20 * Minute, "3");
    twin.json.replace(twin.json.find("N9"), 2, "N2");
    rig.source.put(twin);
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.target.billsOf(billKey(2)).size() == 1u);
    BOOST_TEST(stateOf(rig, "2") == "done");
    BOOST_TEST(stateOf(rig, "9") == "dead");
    BOOST_TEST(rig.row("9")->reason.find("stands for document N2 (key 2)") != std::string::npos,
               rig.row("9")->reason);
}

BOOST_AUTO_TEST_CASE(stopsDoNotUseUpAttempts)
{
    Rig rig;
    rig.flow.concurrency = 1;
    rig.source.pageSize = 100;
    rig.addDocs(40);
    for (int stops = 0; stops < 8; ++stops)
    {
        rig.target.onDeliver = [&](const std::string&) { rig.stop = true; };
        rig.run();
        rig.stop = false;
    }
    rig.target.onDeliver = {};
    for (int i = 1; i <= 40; ++i)
    {
        rig.target.answers[billKey(i)] = {{STATUS_UNKNOWN, false}};
    }
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.count(RecordState::Dead) == 0);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(aStopBeforeTheRunDoesNothing)
{
    Rig rig;
    rig.addDocs(5);
    rig.stop = true;
    BOOST_TEST(rig.run().state == "stopped");
    BOOST_TEST(rig.target.deliveries() == 0);
}

BOOST_AUTO_TEST_CASE(aNewerVersionAfterTheBillWaitsForAPerson)
{
    Rig rig;
    rig.addDocs(3);
    rig.run();
    rig.source.put(makeDoc(2, Noon - 20 * Minute, "8"));
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(stateOf(rig, "2") == "changed_after_sync");
    BOOST_TEST(rig.rowsOf("2").size() == 2u);
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 1);
    BOOST_TEST(rig.target.billsOf(billKey(2)).at(0).fingerprint == fingerprintOf("2024-06-01", "3"));
}

BOOST_AUTO_TEST_CASE(aNewerVersionBeforeTheBillReplaces)
{
    Rig rig;
    rig.source.put(makeDoc(1, Noon - Hour, "3", "new"));
    rig.run();
    BOOST_TEST(stateOf(rig, "1") == "held");
    rig.source.put(makeDoc(1, Noon - 20 * Minute, "5"));
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
    BOOST_TEST(rig.target.billsOf(billKey(1)).at(0).fingerprint == fingerprintOf("2024-06-01", "5"));
    BOOST_TEST(rig.count(RecordState::Skipped) == 1);
}

// The first version left and its answer got lost; meanwhile the document is corrected. It turns out that
// nothing arrived: the correction is written, once, and the first version never.
BOOST_AUTO_TEST_CASE(aNewerVersionTakesOverWhenNothingArrived)
{
    Rig rig;
    rig.flow.concurrency = 1;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN, false}};
    rig.target.onDeliver = [&](const std::string&) { rig.stop = true; };
    rig.run();
    rig.stop = false;
    rig.target.onDeliver = {};
    BOOST_TEST(stateOf(rig, "1") == "unknown");
    rig.source.put(makeDoc(1, Noon - 20 * Minute, "5"));
    rig.run();
    rig.run();
    BOOST_TEST_REQUIRE(rig.target.billsOf(billKey(1)).size() == 1u);
    BOOST_TEST(rig.target.billsOf(billKey(1)).at(0).fingerprint == fingerprintOf("2024-06-01", "5"));
    BOOST_TEST(rig.count(RecordState::Done) == 1);
    BOOST_TEST(rig.count(RecordState::Skipped) == 1);
    BOOST_TEST(rig.target.deliveries() == 2);
}

BOOST_AUTO_TEST_CASE(aDocumentWithdrawnBeforeItsBillIsLeftOut)
{
    Rig rig;
    rig.source.put(makeDoc(1, Noon - Hour, "3", "new"));
    rig.run();
    rig.source.put(makeDoc(1, Noon - 20 * Minute, "3", "A", "2024-06-01", "draft"));
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries() == 0);
}

BOOST_AUTO_TEST_CASE(aDiskThatBreaksStopsSendingAndLosesNothing)
{
    for (int64_t writes = 0; writes < 24; ++writes)
    {
        Rig rig;
        rig.addDocs(12);
        rig.store.writesLeft = writes;
        const RunOutcome outcome = rig.run();
        BOOST_TEST_CONTEXT("after " << writes << " writes")
        {
            BOOST_TEST((outcome.state == "failed" || rig.count(RecordState::Done) == 12));
            rig.restart();
            rig.clock.advance(Hour);
            BOOST_TEST(rig.run().state == "ok");
            BOOST_TEST(joined(rig.faults()) == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(aDiskThatCannotBeReadFailsTheRunOnly)
{
    for (int64_t reads = 0; reads < 6; ++reads)
    {
        Rig rig;
        rig.addDocs(12);
        rig.store.readsLeft = reads;
        const RunOutcome outcome = rig.run();
        BOOST_TEST(outcome.state == "failed");
        BOOST_TEST(outcome.error.find("cannot be read") != std::string::npos);
        BOOST_TEST(rig.store.runs("f", 1).at(0).state == "failed");
        rig.restart();
        BOOST_TEST(rig.run().state == "ok");
        BOOST_TEST(joined(rig.faults()) == "");
    }
}

BOOST_AUTO_TEST_CASE(aRunCountsOnlyItsOwnRecords)
{
    Rig rig;
    rig.addDocs(4);
    rig.source.put(makeDoc(8, Noon - 20 * Minute, "1", "A", "2024-06-01", "draft"));
    rig.source.put(makeDoc(9, Noon - 20 * Minute, "bad"));
    rig.run();
    BOOST_TEST(rig.progress->skipped == 1);
    BOOST_TEST(rig.progress->invalid == 1);
    BOOST_TEST(rig.progress->skipReasons().size() == 1u);
    rig.run();
    BOOST_TEST(rig.progress->stored == 0);
    BOOST_TEST(rig.progress->repeated == 6);
}

BOOST_AUTO_TEST_CASE(changesAreTimedByTheGivenClock)
{
    Rig rig;
    rig.addDocs(3);
    rig.target.answers[billKey(2)] = {{STATUS_REJECTED}};
    const int64_t from = rig.clock.nowMs();
    rig.run();
    for (int i = 1; i <= 3; ++i)
    {
        const auto row = rig.row(std::to_string(i));
        BOOST_TEST_REQUIRE(row.has_value());
        BOOST_TEST(row->changedMs >= from);
        BOOST_TEST(row->changedMs <= rig.clock.nowMs());
    }
}

BOOST_AUTO_TEST_CASE(twoRunsNeedNoMoreThanOne)
{
    Rig rig;
    rig.addDocs(10);
    rig.run();
    const std::size_t asked = rig.source.asked().size();
    rig.clock.advance(Hour);
    rig.run();
    BOOST_TEST(rig.source.asked().size() == asked + 1);
    BOOST_TEST(rig.target.deliveries() == 10);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
