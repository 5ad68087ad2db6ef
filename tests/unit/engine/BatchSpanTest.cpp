// all_or_nothing over several runs: what one run leaves open decides about what it wrote.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

struct Spanning : Rig
{
    Spanning()
    {
        flow.batch = BatchMode::AllOrNothing;
        source.pageSize = 100;
        addDocs(10);
    }

    /// The first run ends with document 4 left to be tried by a later one, the others written.
    void leaveOneRetrying(const Answer& next)
    {
        auto& answers = target.answers[billKey(4)];
        answers.assign(6, {STATUS_NOT_SENT});
        answers.push_back(next);
        run();
        BOOST_TEST(count(RecordState::Done) == 9);
        BOOST_TEST(count(RecordState::Retrying) == 1);
    }

    void later()
    {
        restart();
        clock.advance(10 * Minute);
    }

    std::size_t bills() { return target.bills().size(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(batch_span)

BOOST_AUTO_TEST_CASE(oneRefusedInALaterRunTakesTheOthersWithIt)
{
    Spanning rig;
    rig.leaveOneRetrying({STATUS_REJECTED});
    rig.later();
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.bills() == 0u);
    BOOST_TEST(rig.count(RecordState::Dead) == 1);
    BOOST_TEST(rig.count(RecordState::RolledBack) == 9);
    BOOST_TEST(rig.store.brokenBatches("f").empty());
    BOOST_TEST(joined(rig.store.violations()) == "");
}

BOOST_AUTO_TEST_CASE(oneWrittenInALaterRunMakesTheBatchWhole)
{
    Spanning rig;
    rig.leaveOneRetrying({STATUS_OK});
    rig.later();
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(oneThatCannotBeMappedAnyMoreTakesTheOthersWithIt)
{
    Spanning rig;
    rig.leaveOneRetrying({STATUS_OK});
    rig.restart(); // it is not due yet
    rig.source.put(makeDoc(4, Noon - 20 * Minute, "refuse")); // a newer version, in the place of the older
    rig.run();
    BOOST_TEST(rig.bills() == 0u);
    BOOST_TEST(rig.count(RecordState::RolledBack) == 9);
    BOOST_TEST(rig.count(RecordState::Dead) == 1);
}

BOOST_AUTO_TEST_CASE(aStopInTheMiddleLeavesTheBatchTogether)
{
    for (const bool refused : {true, false})
    {
        Spanning rig;
        rig.flow.concurrency = 1;
        std::atomic<int> sent{0};
        rig.target.onDeliver = [&](const std::string&)
        {
            if (++sent == 5)
            {
                rig.stop = true;
            }
        };
        BOOST_TEST(rig.run().state == "stopped");
        BOOST_TEST(rig.bills() == 5u);
        rig.later();
        rig.target.onDeliver = {};
        if (refused)
        {
            rig.target.answers[billKey(9)] = {{STATUS_REJECTED}};
        }
        rig.run();
        BOOST_TEST(rig.bills() == (refused ? 0u : 10u));
        BOOST_TEST(rig.count(RecordState::Retrying) == 0);
        BOOST_TEST(joined(rig.target.violations()) == "");
        BOOST_TEST(joined(rig.store.violations()) == "");
    }
}

BOOST_AUTO_TEST_CASE(ofABrokenBatchNothingMoreIsSent)
{
    Spanning rig;
    rig.flow.concurrency = 1;
    rig.target.answers[billKey(3)] = {{STATUS_REJECTED}};
    rig.target.onDeliver = [&](const std::string& key)
    {
        if (key == billKey(3))
        {
            rig.stop = true;
        }
    };
    rig.run();
    const int sent = rig.target.deliveries();
    BOOST_TEST(sent < 10);
    rig.later();
    rig.target.onDeliver = {};
    rig.run();
    BOOST_TEST(rig.bills() == 0u);
    BOOST_TEST(rig.target.deliveries() == sent);
    BOOST_TEST(rig.count(RecordState::RolledBack) == 9);
    BOOST_TEST(rig.row("8")->reason.find("N3") != std::string::npos, rig.row("8")->reason);
    BOOST_TEST(joined(rig.store.violations()) == "");
}

BOOST_AUTO_TEST_CASE(anUnclearOneSettledInALaterRunDecides)
{
    Spanning rig;
    rig.target.answers[billKey(2)] = {{STATUS_UNKNOWN, true}};
    rig.target.chooseListFault = [] { return Status{STATUS_OK, 0}; };
    rig.target.onDeliver = [&](const std::string& key)
    {
        if (key == billKey(2))
        {
            rig.target.plant(key, "of somebody else", "2024-06-01"); // so that the look-up finds two
            rig.stop = true;
        }
    };
    rig.run();
    rig.later();
    rig.target.onDeliver = {};
    rig.run();
    BOOST_TEST(rig.count(RecordState::Dead) == 1);
    BOOST_TEST(rig.count(RecordState::Done) == 0);
    BOOST_TEST(rig.bills() == 2u); // the two that a person must look at
    BOOST_TEST(joined(rig.store.violations()) == "");
}

BOOST_AUTO_TEST_CASE(oneThatIsLeftOutByHandLeavesTheOthersStanding)
{
    Spanning rig;
    rig.leaveOneRetrying({STATUS_REJECTED});
    store::Transition skip;
    skip.seq = rig.row("4")->seq;
    skip.from = RecordState::Retrying;
    skip.to = RecordState::Skipped;
    skip.batch = 0;
    store::durably([&](store::Done done) { rig.store.writeOutcome({skip}, {}, std::move(done)); });
    rig.later();
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.bills() == 9u);
}

BOOST_AUTO_TEST_CASE(oneThatStandsAlreadyDoesNotHoldTheOthers)
{
    Spanning rig;
    rig.target.plant(billKey(4), fingerprintOf("2024-06-01", "3"), "2024-06-01");
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

// A kill after each write of the store, with one refused in the end: never half a batch.
BOOST_AUTO_TEST_CASE(aKillAnywhereLeavesAllOrNothing)
{
    bool whole = false;
    for (int64_t writes = 1; !whole && writes < 120; ++writes)
    {
        Spanning rig;
        rig.flow.concurrency = 1;
        rig.target.answers[billKey(7)] = {{STATUS_REJECTED}, {STATUS_REJECTED}};
        rig.store.writesLeft = writes;
        try
        {
            rig.run();
        }
        catch (const store::StoreError&)
        {
            // the run could not even begin
        }
        whole = rig.store.writesLeft > 0;
        for (int i = 0; i < 3; ++i)
        {
            rig.later();
            rig.run();
        }
        BOOST_TEST(rig.bills() == 0u, "after " << writes << " writes");
        BOOST_TEST(rig.count(RecordState::Done) == 0);
        BOOST_TEST(rig.count(RecordState::Retrying) == 0);
    }
    BOOST_TEST(whole);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
