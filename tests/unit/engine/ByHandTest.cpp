// What a person may do to a record in each state.
#include "Rig.h"

#include "engine/ByHand.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

BOOST_AUTO_TEST_SUITE(by_hand)

BOOST_AUTO_TEST_CASE(everyStateAndWish)
{
    struct Item
    {
        RecordState state;
        bool retry;
        bool replay;
        bool skip;
    };
    const Item items[] = {
        {RecordState::Received, false, false, true},
        {RecordState::Sending, false, false, false},
        {RecordState::Done, false, true, false},
        {RecordState::Skipped, false, true, false},
        {RecordState::Invalid, false, true, true},
        {RecordState::Held, true, true, true},
        {RecordState::Retrying, true, true, true},
        {RecordState::Unknown, false, false, false},
        {RecordState::Dead, true, true, true},
        {RecordState::RolledBack, true, true, true},
        {RecordState::ChangedAfterSync, false, false, true},
        {RecordState::RollbackStuck, false, false, false},
        {RecordState::Merged, false, false, false},
    };
    static_assert(std::size(items) == store::RecordStateCount);
    for (const Item& item : items)
    {
        store::RecordRow row;
        row.state = item.state;
        row.number = "RK1";
        BOOST_TEST_CONTEXT(store::stateName(item.state))
        {
            const std::pair<HandWish, bool> wishes[] = {
                {HandWish::Retry, item.retry}, {HandWish::Replay, item.replay}, {HandWish::Skip, item.skip}};
            for (const auto& [wish, allowed] : wishes)
            {
                std::string refusal;
                const auto to = stateByHand(wish, {row}, refusal);
                BOOST_TEST(to.has_value() == allowed);
                BOOST_TEST((allowed || refusal.find("engine.hand") == std::string::npos), refusal);
                BOOST_TEST((allowed == refusal.empty()));
                BOOST_TEST((!allowed ||
                            *to == (wish == HandWish::Skip ? RecordState::Skipped : RecordState::Received)));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(nothingGoesBackBesideAVersionWithABill)
{
    for (int i = 0; i < store::RecordStateCount; ++i)
    {
        store::RecordRow newest;
        newest.state = RecordState::Skipped;
        store::RecordRow older;
        older.state = static_cast<RecordState>(i);
        std::string refusal;
        const bool back = stateByHand(HandWish::Replay, {newest, older}, refusal).has_value();
        BOOST_TEST(back == !store::billMayExist(older.state));
        BOOST_TEST(back == refusal.empty());
    }
}

BOOST_AUTO_TEST_CASE(onlyABillThatIsGoneIsWrittenAgain)
{
    Rig rig;
    rig.addDocs(1);
    BOOST_TEST(rig.run().state == "ok");
    RunContext run(rig.flow, rig.shared, *rig.progress, 0);
    const auto gone = [&](std::string& refusal) { return billIsGone(run, *rig.row("1"), refusal); };
    std::string refusal;
    BOOST_TEST(!gone(refusal));
    BOOST_TEST(refusal.find("still stands") != std::string::npos, refusal);
    rig.target.fetchFaults = {{STATUS_UNAVAILABLE, 0}};
    BOOST_TEST(!gone(refusal));
    BOOST_TEST(refusal.find("not known") != std::string::npos, refusal);
    TestContext context;
    BOOST_TEST(rig.target.undo(context, {}, sdk::toView(rig.row("1")->targetId)).code == STATUS_OK);
    BOOST_TEST(gone(refusal));
}

// It was given up as unclear, and arrived after all, late; meanwhile the flow's document gives it another
// key.
BOOST_AUTO_TEST_CASE(whatWasSentUnderAnotherKeyIsLookedForToo)
{
    for (const bool arrived : {true, false})
    {
        Rig rig;
        rig.addDocs(1);
        for (int i = 0; i < 9; ++i)
        {
            rig.target.answers[billKey(1)].push_back({STATUS_UNKNOWN, false});
        }
        rig.run();
        BOOST_TEST_REQUIRE(store::stateName(rig.row("1")->state) == "dead");
        if (arrived)
        {
            rig.target.plant(billKey(1), "late", "2024-06-01");
        }
        rig.keyedBy("document");
        store::Transition again;
        again.seq = rig.row("1")->seq;
        again.from = RecordState::Dead;
        again.to = RecordState::Received;
        again.reason = "by hand";
        again.attempts = 0;
        store::durably([&](store::Done done) { rig.store.writeOutcome({again}, {}, std::move(done)); });
        rig.run();
        BOOST_TEST(rig.target.bills().size() == 1u);
        BOOST_TEST(store::stateName(rig.row("1")->state) == (arrived ? "dead" : "done"));
        BOOST_TEST(rig.target.deliveries("document N1") == (arrived ? 0 : 1));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
