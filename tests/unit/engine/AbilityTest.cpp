// What the engine makes of a target's further abilities: finishing drafts, finding single bills, batches,
// costs.
#include "AbleTarget.h"
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

struct Able : Rig
{
    Able() : able(target)
    {
        target.wantedState = "audited";
        flow.finish = &able;
    }

    std::string state(const char* key) { return std::string(store::stateName(row(key)->state)); }

    /// The save of document 2 succeeds and its audit does not: nothing certain is answered.
    void draftOfTwo()
    {
        addDocs(3);
        Answer draft{STATUS_UNKNOWN, true};
        draft.draft = true;
        target.answers[billKey(2)] = {draft};
    }

    /// The target takes several documents at once, and so many come in one page.
    void severalInOneCall(int count)
    {
        flow.many = &able;
        flow.concurrency = 1;
        source.pageSize = 100;
        addDocs(count);
    }

    AbleTarget able;
};

} // namespace

BOOST_AUTO_TEST_SUITE(abilities)

BOOST_AUTO_TEST_CASE(aDraftThatIsOursIsFinished)
{
    Able rig;
    rig.draftOfTwo();
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.able.finishes == 1);
    BOOST_TEST(rig.target.billsOf(billKey(2)).at(0).state == "audited");
    BOOST_TEST(rig.row("2")->reason.find("audited now") != std::string::npos);
    BOOST_TEST(rig.row("2")->targetId == rig.target.billsOf(billKey(2)).at(0).id);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(whatTheDraftsEndBecomes)
{
    struct Item
    {
        const char* what;
        Status finish;
        Status undo;
        const char* state;
        std::size_t bills;
        const char* says;
    };
    const Item items[] = {
        {"refused, removed", {STATUS_REJECTED, 0}, {STATUS_OK, 0}, "dead", 0, "removed again"},
        {"refused, stays", {STATUS_REJECTED, 0}, {STATUS_REJECTED, 0}, "rollback_stuck", 1, "by hand"},
        {"settings refused", {STATUS_MISCONFIGURED, 0}, {STATUS_OK, 0}, "unknown", 1, "audit says no"},
    };
    for (const Item& item : items)
    {
        BOOST_TEST_CONTEXT(item.what)
        {
            Able rig;
            rig.draftOfTwo();
            rig.able.finishFaults = {item.finish};
            rig.target.undoFaults = {item.undo};
            rig.run();
            BOOST_TEST(rig.state("2") == item.state);
            BOOST_TEST(rig.target.billsOf(billKey(2)).size() == item.bills);
            BOOST_TEST(rig.row("2")->reason.find(item.says) != std::string::npos, rig.row("2")->reason);
            BOOST_TEST(rig.target.deliveries(billKey(2)) == 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(aFinishThatPassesIsTriedAgain)
{
    Able rig;
    rig.draftOfTwo();
    rig.able.finishFaults = {{STATUS_UNAVAILABLE, 0}, {STATUS_UNKNOWN, 0}};
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.able.finishes == 3);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(withoutTheAbilityADraftIsForAPerson)
{
    Able rig;
    rig.flow.finish = nullptr;
    rig.draftOfTwo();
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.state("2") == "dead");
    BOOST_TEST(rig.row("2")->reason.find("saved") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(aDraftFoundBeforeWritingIsFinishedOrLeft)
{
    for (const bool refused : {false, true})
    {
        Able rig;
        rig.addDocs(1);
        rig.target.plant(billKey(1), fingerprintOf("2024-06-01", "3"), "2024-06-01");
        rig.target.draftAll();
        if (refused)
        {
            rig.able.finishFaults = {{STATUS_REJECTED, 0}};
        }
        rig.run();
        BOOST_TEST(rig.state("1") == (refused ? "dead" : "done"));
        BOOST_TEST(rig.target.bills().size() == 1u); // what another installation wrote is never removed
        BOOST_TEST(rig.target.deliveries() == 0);
    }
}

BOOST_AUTO_TEST_CASE(fewUnclearBillsAreAskedForOneByOne)
{
    for (const bool finds : {true, false})
    {
        Able rig;
        rig.flow.find = &rig.able;
        rig.able.finds = finds;
        rig.addDocs(8);
        rig.target.answers[billKey(3)] = {{STATUS_UNKNOWN, true}};
        rig.target.answers[billKey(5)] = {{STATUS_UNKNOWN, false}};
        BOOST_TEST(rig.run().state == "ok");
        BOOST_TEST(rig.able.searches >= 1);
        BOOST_TEST((rig.target.lists() == 1) == finds); // the one before the first write
        BOOST_TEST(joined(rig.faults()) == "");
    }
}

BOOST_AUTO_TEST_CASE(manyUnclearBillsAreListedAtOnce)
{
    Able rig;
    rig.flow.find = &rig.able;
    rig.addDocs(8);
    for (int i = 1; i <= 8; ++i)
    {
        rig.target.answers[billKey(i)] = {{STATUS_UNKNOWN, i % 2 == 0}};
    }
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.lists() >= 2);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(batchesHaveAnOutcomeForEachDocument)
{
    Able rig;
    rig.severalInOneCall(40);
    rig.target.answers[billKey(4)] = {{STATUS_REJECTED}};
    rig.able.silentOn = {2};
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.able.batches < 20);
    BOOST_TEST(rig.target.deliveries() == 40);
    BOOST_TEST(rig.state("4") == "dead");
    BOOST_TEST(rig.row("4")->reason.find("row refused") != std::string::npos);
    BOOST_TEST(rig.count(RecordState::Done) == 39);
    BOOST_TEST(rig.progress->confirmed >= 1); // those the answer did not speak of were looked up
}

BOOST_AUTO_TEST_CASE(aBatchThatFailsAsAWholeCountsForAll)
{
    Able rig;
    rig.severalInOneCall(10);
    rig.able.silentOn = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    rig.able.wholeAnswer = {STATUS_UNKNOWN, 0};
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries() == 10);
    BOOST_TEST(joined(rig.faults()) == "");
}

// One bad document must not keep its company from being written, nor hide which one it is.
BOOST_AUTO_TEST_CASE(afterABatchThatFailedEachGoesAlone)
{
    Able rig;
    rig.severalInOneCall(10);
    rig.able.silentOn = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    rig.able.wholeAnswer = {STATUS_UNKNOWN, 0};
    for (int i = 1; i <= 10; ++i)
    {
        rig.target.answers[billKey(i)] = {{STATUS_UNKNOWN, false}};
    }
    rig.target.answers[billKey(4)].push_back({STATUS_REJECTED});
    rig.run();
    BOOST_TEST(rig.able.batches == 1);
    BOOST_TEST(rig.state("4") == "dead");
    BOOST_TEST(rig.count(RecordState::Done) == 9);
    BOOST_TEST(rig.target.deliveries() == 20);
}

BOOST_AUTO_TEST_CASE(aWholeBatchWaitsForTheRoomOfItsRollback)
{
    Able rig;
    rig.flow.batch = BatchMode::AllOrNothing;
    rig.flow.costs = &rig.able;
    rig.source.pageSize = 100;
    rig.addDocs(5);
    rig.quota.declare(sdk::toView("dst-account"), 20, 60'000);
    TestContext context;
    rig.quota.acquire(context, sdk::toView("dst-account")); // 19 left, 20 needed
    const int64_t before = rig.clock.nowMs();
    std::atomic<bool> over{false};
    std::atomic<int64_t> firstWrite{0};
    rig.target.onDeliver = [&](const std::string&)
    {
        int64_t none = 0;
        firstWrite.compare_exchange_strong(none, rig.clock.nowMs());
    };
    std::thread time(
        [&]
        {
            while (!over)
            {
                rig.clock.advance(100);
                rig.quota.wake();
                std::this_thread::yield();
            }
        });
    BOOST_TEST(rig.run().state == "ok");
    over = true;
    time.join();
    BOOST_TEST(firstWrite >= before + 60'000);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
