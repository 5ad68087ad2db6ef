// Several records become one bill: each row in exactly one, whatever happens on the way.
#include "Rig.h"

#include "engine/ByHand.h"

#include <boost/test/unit_test.hpp>

#include <map>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

// Documents of one `no` are one bill; a quantity of its own for each tells from the sum which are in it.
struct Merging : Rig
{
    Merging() { flow.targetPlan = billsMerged("no"); }

    void add(int id, const std::string& bill, const std::string& qty, int64_t eventMs = Noon - 30 * Minute)
    {
        Doc doc = makeDoc(id, eventMs + id * Second, qty);
        const std::string number = "N" + std::to_string(id);
        doc.json.replace(doc.json.find(number), number.size(), bill);
        doc.number = bill;
        source.put(doc);
    }

    void addThree()
    {
        add(1, "X", "1");
        add(2, "Y", "2");
        add(3, "X", "4");
    }

    // "X=5 Y=2": the live bills.
    std::string bills()
    {
        std::map<std::string, std::string> found;
        for (const BookBill& bill : target.bills())
        {
            if (bill.live)
            {
                const std::size_t from = bill.fingerprint.find('|') + 1;
                std::string& text = found[bill.key.substr(4)];
                text += (text.empty() ? "" : "+") +
                        bill.fingerprint.substr(from, bill.fingerprint.rfind('|') - from);
            }
        }
        std::string out;
        for (const auto& [key, qty] : found)
        {
            out += (out.empty() ? "" : " ") + key + "=" + qty;
        }
        return out;
    }

    std::string stateOf(const std::string& key)
    {
        const auto newest = row(key);
        return newest ? std::string(store::stateName(newest->state)) : "absent";
    }

    void later()
    {
        clock.advance(10 * Minute);
        run();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(bundles)

BOOST_AUTO_TEST_CASE(recordsOfOneBillAreOneBill)
{
    Merging rig;
    rig.addThree();
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.bills() == "X=5 Y=2");
    BOOST_TEST(rig.stateOf("1") == "merged");
    BOOST_TEST(rig.stateOf("merge:1") == "done");
    BOOST_TEST(rig.row("merge:1")->number == "X");
    BOOST_TEST(rig.row("1")->reason.find("merge:1") != std::string::npos, rig.row("1")->reason);
    BOOST_TEST(rig.target.deliveries() == 2);
    rig.later();
    BOOST_TEST(rig.target.deliveries() == 2);
    BOOST_TEST(rig.target.violations().empty(), joined(rig.target.violations()));
    BOOST_TEST(rig.store.violations().empty(), joined(rig.store.violations()));
}

// Rows of one bill stand on different pages: none is sent before the last is read.
BOOST_AUTO_TEST_CASE(nothingIsSentBeforeAllIsRead)
{
    Merging rig;
    for (int id = 1; id <= 12; ++id)
    {
        rig.add(id, "X", std::to_string(1 << id));
    }
    rig.source.pageSize = 2;
    rig.source.faults = {{5, {STATUS_UNAVAILABLE, 0}}};
    BOOST_TEST(rig.run().state == "failed");
    BOOST_TEST(rig.target.deliveries() == 0);
    BOOST_TEST(rig.count(RecordState::Received) > 0);
    // Of a span of its own it is not known whether it brings what is missing.
    PollSpan one;
    one.fromMs = Noon - 30 * Minute;
    one.toMs = Noon - 30 * Minute + 2 * Second;
    rig.run(one);
    BOOST_TEST(rig.target.deliveries() == 0);
    rig.later();
    BOOST_TEST(rig.bills() == "X=8190");
}

BOOST_AUTO_TEST_CASE(whatComesLaterIsASecondBillAndNeverTakenForTheFirst)
{
    for (const char* qty : {"1", "7"}) // one that is equal to the first, one that is not
    {
        Merging rig;
        rig.add(1, "X", "1");
        rig.run();
        rig.add(2, "X", qty, Noon - 20 * Minute);
        rig.later();
        BOOST_TEST(rig.bills() == "X=1");
        BOOST_TEST(rig.stateOf("merge:2") == "dead");
        const std::string reason = rig.row("merge:2")->reason;
        BOOST_TEST(reason.find("merge:1") != std::string::npos, reason);
        BOOST_TEST(rig.target.deliveries() == 1);
    }
}

BOOST_AUTO_TEST_CASE(twoGroupsOfOneKeyAreNeverBothWritten)
{
    Merging rig;
    rig.flow.targetPlan = billsMerged("id"); // and the key is made of "no"
    rig.add(1, "X", "1");
    rig.add(2, "X", "2");
    rig.run();
    BOOST_TEST(rig.bills() == "X=1");
    BOOST_TEST(rig.stateOf("merge:2") == "dead");
    const std::string reason = rig.row("merge:2")->reason;
    BOOST_TEST(reason.find("The groups \"1\" and \"2\" became two bills with the same key \"doc X\"") == 0u,
               reason);
}

BOOST_AUTO_TEST_CASE(aGroupInSeveralBillsNeedsAKeyForEach)
{
    Merging rig;
    rig.flow.targetPlan = billsGrouped("no", 1);
    rig.addThree();
    rig.run();
    BOOST_TEST(rig.bills() == "X=1 Y=2");
    BOOST_TEST(rig.stateOf("merge:3") == "dead");
    const std::string reason = rig.row("merge:3")->reason;
    BOOST_TEST(reason.find("several bills (bodyMaxLine), and they have the same key \"doc X\"") !=
                   std::string::npos,
               reason);
}

// The look-up of the first would find the bill of the second and take it for its own.
BOOST_AUTO_TEST_CASE(aSecondBillWaitsWhileTheFirstIsUnclear)
{
    Merging rig;
    rig.add(1, "X", "1");
    rig.run();
    store::Transition unclear;
    unclear.seq = rig.row("merge:1")->seq;
    unclear.from = RecordState::Done;
    unclear.to = RecordState::Unknown;
    unclear.nextMs = rig.clock.nowMs() + 2 * Hour;
    rig.store.durably([&](store::Done done) { rig.store.writeOutcome({unclear}, {}, std::move(done)); });
    rig.target.voidBill(rig.target.billsOf("doc X").at(0).id);
    rig.add(2, "X", "1", Noon - 20 * Minute);
    rig.later();
    BOOST_TEST(rig.stateOf("merge:2") == "held");
    BOOST_TEST(rig.row("merge:2")->reason.find("merge:1") != std::string::npos, rig.row("merge:2")->reason);
    BOOST_TEST(rig.target.deliveries() == 1);
    rig.clock.advance(3 * Hour);
    rig.later();
    rig.later();
    BOOST_TEST(rig.stateOf("merge:1") == "done");
    BOOST_TEST(rig.stateOf("merge:2") == "dead"); // the first has the number
    BOOST_TEST(rig.bills() == "X=1");
}

BOOST_AUTO_TEST_CASE(rowsThatCannotBeMergedHoldTheirBillOnly)
{
    Merging rig;
    rig.addThree();
    rig.add(4, "X", "many");
    rig.add(5, "", "8");
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.bills() == "Y=2");
    BOOST_TEST(rig.stateOf("1") == "held");
    BOOST_TEST(rig.stateOf("4") == "held");
    BOOST_TEST(rig.row("1")->reason.find("many") != std::string::npos, rig.row("1")->reason);
    BOOST_TEST(rig.stateOf("5") == "dead");
    BOOST_TEST(rig.row("5")->reason.find("no") != std::string::npos, rig.row("5")->reason);
    rig.add(4, "X", "16", Noon - 10 * Minute);
    rig.add(5, "Z", "8", Noon - 10 * Minute);
    rig.later();
    BOOST_TEST(rig.bills() == "X=21 Y=2 Z=8");
}

BOOST_AUTO_TEST_CASE(aMemberThatChangesBeforeItIsSentIsMergedAnew)
{
    Merging rig;
    rig.addThree();
    rig.target.answers["doc X"] = {{STATUS_REJECTED}};
    rig.run();
    BOOST_TEST(rig.stateOf("merge:1") == "dead");
    rig.add(1, "X", "8", Noon - 10 * Minute);
    rig.later();
    BOOST_TEST(rig.bills() == "X=12 Y=2");
    BOOST_TEST(rig.row("1")->bundle == rig.row("3")->bundle);
    BOOST_TEST(rig.store.violations().empty(), joined(rig.store.violations()));
}

BOOST_AUTO_TEST_CASE(aMemberThatChangesBesideItsBillIsReported)
{
    Merging rig;
    rig.addThree();
    rig.run();
    rig.add(1, "X", "8", Noon - 10 * Minute);
    rig.later();
    BOOST_TEST(rig.bills() == "X=5 Y=2");
    BOOST_TEST(rig.stateOf("1") == "changed_after_sync");
    BOOST_TEST(rig.row("1")->reason.find("merge:1") != std::string::npos, rig.row("1")->reason);
}

BOOST_AUTO_TEST_CASE(aBundleIsRetriedSettledAndHeldLikeAnyRecord)
{
    Merging rig;
    rig.addThree();
    Doc late = makeDoc(6, Noon - 30 * Minute, "32", "B");
    rig.source.put(late);
    rig.target.answers["doc X"] = {{STATUS_UNKNOWN, true}};
    rig.target.answers["doc Y"] = {{STATUS_NOT_SENT}, {STATUS_UNKNOWN}};
    rig.run();
    BOOST_TEST(rig.stateOf("merge:6") == "held");
    rig.materials.put(makeMaterial("B"));
    for (int i = 0; i < 3; ++i)
    {
        rig.later();
    }
    BOOST_TEST(rig.bills() == "N6=32 X=5 Y=2");
    BOOST_TEST(rig.target.violations().empty(), joined(rig.target.violations()));
}

BOOST_AUTO_TEST_CASE(theAuditComparesByWayOfTheBundle)
{
    Merging rig;
    rig.addThree();
    rig.run();
    const AuditReport right = rig.audit();
    BOOST_TEST(right.verdict(), right.error);
    BOOST_TEST(right.documents == 3);
    BOOST_TEST(right.eligible == 2);
    BOOST_TEST(right.right == 2);
    const std::string bill = rig.target.billsOf("doc X").at(0).id;
    rig.target.edit(bill, fingerprintOf("2024-06-01", "6"));
    BOOST_TEST_REQUIRE(rig.audit().different.count == 1);
    BOOST_TEST(rig.audit().different.items[0].key == "merge:1");
    rig.target.plant("doc X", fingerprintOf("2024-06-01", "5"), "2024-06-01");
    BOOST_TEST(rig.audit().doubled.count == 1);
    for (const BookBill& each : rig.target.billsOf("doc X"))
    {
        rig.target.voidBill(each.id);
    }
    const AuditReport gone = rig.audit();
    BOOST_TEST_REQUIRE(gone.missing.count == 1);
    BOOST_TEST(gone.missing.items[0].advice.find("merge:1") != std::string::npos,
               gone.missing.items[0].advice);
    BOOST_TEST(gone.right == 1);
}

BOOST_AUTO_TEST_CASE(theAuditSeesWhatBecameOfAMember)
{
    Merging changed;
    changed.addThree();
    changed.run();
    changed.add(3, "X", "8");
    BOOST_TEST(changed.audit().different.count == 1);
    BOOST_TEST(changed.audit().right == 1);

    Merging cancelled;
    cancelled.addThree();
    cancelled.run();
    Doc draft = makeDoc(3, Noon - 30 * Minute, "4", "A", "2024-06-01", "draft");
    cancelled.source.put(draft);
    BOOST_TEST(cancelled.audit().different.count == 1);
    cancelled.source.put(makeDoc(1, Noon - 30 * Minute, "1", "A", "2024-06-01", "draft"));
    BOOST_TEST(cancelled.audit().unexpected.count == 1); // nobody asks for that bill any more

    Merging waiting;
    waiting.addThree();
    waiting.run();
    waiting.add(4, "X", "8", Noon - 20 * Minute); // not read yet
    BOOST_TEST(waiting.audit().missing.count == 1);
    BOOST_TEST(waiting.audit().missing.items[0].key == "4");
    BOOST_TEST(waiting.audit().right == 2);
}

// Of a bill one row changed on another day: the period brings that one alone.
BOOST_AUTO_TEST_CASE(theAuditOfADayKnowsTheRowsOfOthers)
{
    Merging rig;
    rig.flow.startMs = Noon - 10 * 24 * Hour;
    rig.add(1, "X", "1", Noon - 5 * 24 * Hour);
    rig.add(2, "X", "2");
    rig.run();
    BOOST_TEST(rig.bills() == "X=3");
    const AuditReport report = rig.audit({Noon - 2 * Hour, Noon});
    BOOST_TEST(report.verdict(), report.error);
    BOOST_TEST(report.right == 1);
}

BOOST_AUTO_TEST_CASE(byHandOnlyTheBundleIsTouched)
{
    Merging rig;
    rig.addThree();
    rig.run();
    std::string refusal;
    BOOST_TEST(!stateByHand(HandWish::Replay, {*rig.row("1")}, refusal));
    BOOST_TEST(refusal.find("merge:1") != std::string::npos, refusal);
    BOOST_TEST(bundleProblem(rig.store, "f", *rig.row("merge:1")).empty());
    // A newer version waits for this very bill: as soon as the bundle goes back, both are merged anew.
    rig.add(1, "X", "8", Noon - 10 * Minute);
    rig.later();
    BOOST_TEST(bundleProblem(rig.store, "f", *rig.row("merge:1")).empty());
    rig.target.voidBill(rig.row("merge:1")->targetId);
    store::Transition back;
    back.seq = rig.row("merge:1")->seq;
    back.from = RecordState::Done;
    back.to = RecordState::Received;
    back.attempts = 0;
    rig.store.durably([&](store::Done done) { rig.store.writeOutcome({back}, {}, std::move(done)); });
    const store::RecordRow apart = *rig.row("merge:1");
    BOOST_TEST(store::stateName(apart.state) == "skipped");
    BOOST_TEST(bundleProblem(rig.store, "f", apart).find("taken apart") != std::string::npos);
    rig.later();
    BOOST_TEST(rig.bills() == "X=12 Y=2");
}

BOOST_AUTO_TEST_CASE(aSkippedBundleWhoseRecordIsInALaterOneStaysSkipped)
{
    Merging rig;
    rig.addThree();
    rig.target.answers["doc X"] = {{STATUS_REJECTED}};
    rig.run();
    store::Transition skip;
    skip.seq = rig.row("merge:1")->seq;
    skip.from = RecordState::Dead;
    skip.to = RecordState::Skipped;
    rig.store.durably([&](store::Done done) { rig.store.writeOutcome({skip}, {}, std::move(done)); });
    const store::RecordRow skipped = *rig.row("merge:1");
    BOOST_TEST(bundleProblem(rig.store, "f", skipped).empty());
    rig.add(3, "X", "8", Noon - 10 * Minute);
    rig.later();
    BOOST_TEST(rig.bills() == "X=8 Y=2");
    BOOST_TEST(bundleProblem(rig.store, "f", skipped).find("twice") != std::string::npos);
}

// A kill after each write of the store.
BOOST_AUTO_TEST_CASE(aKillAnywhereIsFinishedByTheNextRun)
{
    bool whole = false;
    for (int64_t writes = 0; !whole && writes < 80; ++writes)
    {
        Merging rig;
        rig.addThree();
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
        rig.restart();
        for (int i = 0; i < 3; ++i)
        {
            rig.later();
        }
        BOOST_TEST(rig.bills() == "X=5 Y=2", "after " << writes << " writes: " << rig.bills());
        BOOST_TEST(rig.count(RecordState::Merged) == 3);
        BOOST_TEST(rig.target.violations().empty(), joined(rig.target.violations()));
    }
    BOOST_TEST(whole);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
