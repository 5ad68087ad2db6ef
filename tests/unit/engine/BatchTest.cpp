// all_or_nothing: a batch stands whole or not at all, whatever happens on the way.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

struct Batch : Rig
{
    explicit Batch(int count)
    {
        flow.batch = BatchMode::AllOrNothing;
        source.pageSize = 100; // the whole batch is there before the first of it is looked at
        addDocs(count);
    }

    std::size_t bills() { return target.bills().size(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(batch)

BOOST_AUTO_TEST_CASE(aGoodBatchStands)
{
    Batch rig(10);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(oneRefusedUndoesTheOthers)
{
    Batch rig(10);
    rig.target.answers[billKey(4)] = {{STATUS_REJECTED}};
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.bills() == 0u);
    BOOST_TEST(rig.count(RecordState::RolledBack) == 9);
    BOOST_TEST(rig.count(RecordState::Dead) == 1);
    BOOST_TEST(rig.progress->rolledBack == 9);
    BOOST_TEST(rig.row("1")->reason.find("undone") != std::string::npos);
    BOOST_TEST(joined(rig.target.violations()) == "");
    BOOST_TEST(joined(rig.store.violations()) == "");
}

BOOST_AUTO_TEST_CASE(oneThatCannotBePreparedHoldsTheOthers)
{
    Batch rig(10);
    rig.source.put(makeDoc(4, Noon - 20 * Minute, "3", "new"));
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.target.deliveries() == 0);
    BOOST_TEST(rig.count(RecordState::Held) == 10);
    BOOST_TEST(rig.row("1")->reason.find("N4") != std::string::npos);
    rig.materials.put(makeMaterial("new"));
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(anUnclearOneIsSettledBeforeTheBatchIsJudged)
{
    for (const bool applied : {false, true})
    {
        Batch rig(8);
        rig.target.answers[billKey(2)] = {{STATUS_UNKNOWN, applied}};
        rig.target.answers[billKey(7)] = {{STATUS_REJECTED}};
        BOOST_TEST(rig.run().state == "attention");
        BOOST_TEST(rig.target.billsOf(billKey(1)).empty());
        BOOST_TEST((!applied || rig.target.billsOf(billKey(2)).empty()));
        BOOST_TEST(joined(rig.target.violations()) == "");
    }
}

BOOST_AUTO_TEST_CASE(anUndoThatFailsIsFinishedByTheNextRun)
{
    for (const int failing : {0, 3, 8})
    {
        Batch rig(10);
        rig.target.answers[billKey(4)] = {{STATUS_REJECTED}};
        rig.target.undoFaults = std::deque<Status>(static_cast<std::size_t>(failing), Status{STATUS_OK, 0});
        rig.target.undoFaults.push_back({STATUS_UNAVAILABLE, 0});
        const RunOutcome outcome = rig.run();
        BOOST_TEST(outcome.state == "failed");
        BOOST_TEST(outcome.error.find("must be undone") != std::string::npos);
        BOOST_TEST(rig.bills() == static_cast<std::size_t>(9 - failing));
        rig.restart();
        BOOST_TEST(rig.run().state == "attention");
        BOOST_TEST(rig.bills() == 0u);
        BOOST_TEST(rig.count(RecordState::RolledBack) == 9);
        BOOST_TEST(joined(rig.store.violations()) == "");
    }
}

BOOST_AUTO_TEST_CASE(aKillWhileUndoingIsFinishedByTheNextRun)
{
    for (int64_t writes = 0; writes < 9; ++writes)
    {
        Batch rig(10);
        rig.flow.concurrency = 1;
        rig.target.answers[billKey(4)] = {{STATUS_REJECTED}};
        std::atomic<bool> undoing{false};
        rig.store.beforeOutcome = [&](const std::vector<store::Transition>& changes)
        {
            if (!changes.empty() && changes[0].to == RecordState::RolledBack && !undoing.exchange(true))
            {
                rig.store.writesLeft = writes;
            }
        };
        BOOST_TEST(rig.run().state == "failed");
        rig.restart();
        rig.store.beforeOutcome = {};
        rig.run();
        BOOST_TEST(rig.bills() == 0u);
        BOOST_TEST(rig.count(RecordState::RolledBack) == 9);
        BOOST_TEST(rig.count(RecordState::Done) == 0);
    }
}

BOOST_AUTO_TEST_CASE(whatWasNotWrittenYetOfARefusedBatchStaysOut)
{
    Batch rig(10);
    rig.flow.concurrency = 1;
    rig.target.answers[billKey(3)] = {{STATUS_NOT_SENT}};
    rig.target.answers[billKey(9)] = {{STATUS_REJECTED}};
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.bills() == 0u);
    BOOST_TEST(rig.count(RecordState::RolledBack) == 9);
    BOOST_TEST(rig.row("3")->reason.find("refused") != std::string::npos);
    BOOST_TEST(joined(rig.store.violations()) == "");
}

BOOST_AUTO_TEST_CASE(aKillWhileSendingDoesNotBreakTheBatchUp)
{
    for (int64_t writes = 0; writes < 12; ++writes)
    {
        Batch rig(10);
        rig.flow.concurrency = 1;
        rig.target.answers[billKey(9)] = {{STATUS_REJECTED}, {STATUS_REJECTED}};
        rig.target.onDeliver = [&](const std::string&)
        {
            if (rig.store.writesLeft < 0)
            {
                rig.store.writesLeft = writes;
            }
        };
        rig.run();
        rig.target.onDeliver = {};
        rig.restart();
        rig.run();
        rig.clock.advance(Minute);
        rig.run();
        BOOST_TEST(rig.bills() == 0u, "killed after " << writes << " writes: " << rig.bills() << " bills");
        BOOST_TEST(rig.count(RecordState::Done) == 0);
        BOOST_TEST(joined(rig.target.violations()) == "");
    }
}

BOOST_AUTO_TEST_CASE(aTargetThatCannotUndoIsSaidSo)
{
    Batch rig(5);
    rig.flow.undo = nullptr;
    rig.target.answers[billKey(2)] = {{STATUS_REJECTED}};
    const RunOutcome outcome = rig.run();
    BOOST_TEST(outcome.state == "failed");
    BOOST_TEST(outcome.error.find("cannot undo") != std::string::npos);
    BOOST_TEST(rig.count(RecordState::Done) + rig.count(RecordState::RollbackStuck) == 4);
    BOOST_TEST(rig.count(RecordState::RollbackStuck) > 0); // never silence
    rig.flow.undo = &rig.target;
    rig.run();
    BOOST_TEST(rig.count(RecordState::RollbackStuck) == 0);
    BOOST_TEST(rig.bills() == 0u);
}

BOOST_AUTO_TEST_CASE(aBillOfTheBatchThatIsGoneAlreadyIsUndone)
{
    Batch rig(4);
    rig.target.answers[billKey(4)] = {{STATUS_REJECTED}};
    rig.target.undoFaults = {{STATUS_UNAVAILABLE, 0}};
    rig.run();
    for (const BookBill& bill : rig.target.bills())
    {
        TestContext context;
        rig.target.undo(context, {}, sdk::toView(bill.id)); // a person was quicker
    }
    rig.run();
    BOOST_TEST(rig.count(RecordState::RolledBack) == 3);
}

// The document changed while its answer was unclear. Not there, says the look-up: then the newer version is
// the one to write, and the batch must not wait for the older one any more.
BOOST_AUTO_TEST_CASE(aBatchGoesOnWhenANewerVersionTakesAPlaceInIt)
{
    Batch rig(3);
    const Doc newer = makeDoc(2, Noon - 30 * Minute + 2 * Second, "5");
    rig.target.answers[billKey(2)] = {{STATUS_UNKNOWN}};
    rig.target.onDeliver = [&](const std::string& key)
    {
        if (key != billKey(2) || rig.target.deliveries(key) > 0)
        {
            return;
        }
        rig.source.put(newer);
        store::PageWrite page;
        page.flow = "f";
        page.records.push_back(
            {newer.key, newer.number, newer.eventMs, {1}, newer.json, RecordState::Received, ""});
        rig.store.durably([&](store::Done done) { rig.store.writePage(std::move(page), std::move(done)); });
    };
    rig.run();
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(inBestEffortNothingIsUndone)
{
    Batch rig(6);
    rig.flow.batch = BatchMode::BestEffort;
    rig.target.answers[billKey(3)] = {{STATUS_REJECTED}};
    rig.run();
    BOOST_TEST(rig.bills() == 5u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
