// Documents that change after their bill was written: reported, or made anew while the bill is a draft.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

// Three documents with drafts for bills; the second changed afterwards.
struct Changed : Rig
{
    explicit Changed(OnChange onChange = OnChange::UpdateUnaudited)
    {
        flow.onChange = onChange;
        addDocs(3);
        run();
        target.draftAll();
    }

    void change(const std::string& qty = "8", const std::string& sku = "A", const std::string& kind = "final")
    {
        source.put(makeDoc(2, Noon - 20 * Minute, qty, sku, "2024-06-01", kind));
    }

    std::string states()
    {
        std::string out;
        for (const store::RecordRow& row : rowsOf("2"))
        {
            out += std::string(store::stateName(row.state)) + " ";
        }
        return out;
    }

    std::string reason() { return row("2")->reason; }
    std::string idOfTwo() { return target.billsOf(billKey(2)).at(0).id; }
};

} // namespace

BOOST_AUTO_TEST_SUITE(renewal)

BOOST_AUTO_TEST_CASE(byDefaultAChangeIsReportedOnly)
{
    Changed rig(OnChange::Report);
    rig.change();
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.states() == "changed_after_sync done ");
    BOOST_TEST(rig.target.deliveries(billKey(2)) == 1);
}

BOOST_AUTO_TEST_CASE(aDraftMakesWayForTheNewerVersion)
{
    Changed rig;
    const std::string old = rig.idOfTwo();
    rig.change();
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.states() == "done skipped ");
    BOOST_TEST(rig.idOfTwo() != old);
    BOOST_TEST(rig.rowsOf("2").at(1).reason.find("taken back") != std::string::npos);
    BOOST_TEST(rig.progress->renewed == 1);
    BOOST_TEST(joined(rig.faults()) == "");
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries() == 4);
}

BOOST_AUTO_TEST_CASE(severalChangesBecomeOneBill)
{
    Changed rig(OnChange::Report);
    rig.change("8");
    rig.run();
    rig.change("9");
    rig.run();
    BOOST_TEST(rig.states() == "changed_after_sync changed_after_sync done ");
    rig.flow.onChange = OnChange::UpdateUnaudited;
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.states() == "done skipped skipped ");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(aCancelledDocumentTakesItsDraftWithIt)
{
    Changed rig;
    rig.change("3", "A", "draft"); // left out by the plan's condition
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.states() == "skipped skipped ");
    BOOST_TEST(rig.target.billsOf(billKey(2)).empty());
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(anAuditedBillIsNeverTouched)
{
    Changed rig;
    rig.target.release(rig.idOfTwo());
    rig.change();
    for (int i = 0; i < 2; ++i)
    {
        BOOST_TEST(rig.run().state == "attention");
        BOOST_TEST(rig.states() == "changed_after_sync done ");
        BOOST_TEST(rig.reason().find("it is audited") != std::string::npos, rig.reason());
        BOOST_TEST(rig.target.deliveries(billKey(2)) == 1);
    }
    rig.target.draftAll(); // a person un-audits it, for the change to be taken over
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(auditedBetweenTheLookAndTheStep)
{
    Changed rig;
    rig.change();
    const std::string id = rig.idOfTwo();
    rig.target.beforeWithdraw = [&] { rig.target.release(id); };
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.idOfTwo() == id);
}

BOOST_AUTO_TEST_CASE(whatSomebodyDidToTheBillIsNotUndone)
{
    Changed edited;
    edited.target.edit(edited.idOfTwo(), "by hand");
    edited.change();
    edited.run();
    BOOST_TEST(edited.reason().find("somebody changed it") != std::string::npos, edited.reason());
    BOOST_TEST(edited.target.billsOf(billKey(2)).at(0).fingerprint == "by hand");

    Changed deleted;
    TestContext context;
    deleted.target.undo(context, {}, sdk::toView(deleted.idOfTwo()));
    deleted.change();
    deleted.run();
    BOOST_TEST(deleted.reason().find("somebody deleted it") != std::string::npos, deleted.reason());
    BOOST_TEST(deleted.target.billsOf(billKey(2)).empty());
}

BOOST_AUTO_TEST_CASE(whatCannotBeWrittenCostsNoBill)
{
    for (const auto& [qty, sku] :
         {std::pair("refuse", "A"), std::pair("4", "unknown"), std::pair("bad", "A")})
    {
        Changed rig;
        const std::string old = rig.idOfTwo();
        rig.change(qty, sku);
        BOOST_TEST(rig.run().state == "attention");
        BOOST_TEST(rig.states() == "changed_after_sync done ");
        BOOST_TEST(rig.idOfTwo() == old);
        BOOST_TEST(rig.reason().find("cannot be written") != std::string::npos, rig.reason());
    }
}

BOOST_AUTO_TEST_CASE(anAnswerThatIsLostIsFollowedUp)
{
    for (const bool applied : {true, false})
    {
        Changed rig;
        rig.change();
        rig.target.withdrawFaults = {{STATUS_UNKNOWN, applied}};
        BOOST_TEST(rig.run().state == "attention");
        BOOST_TEST(rig.target.deliveries(billKey(2)) == 1); // nothing is written before it is certain
        rig.restart();
        BOOST_TEST(rig.run().state == "ok");
        BOOST_TEST(rig.states() == "done skipped ");
        BOOST_TEST(joined(rig.faults()) == "");
    }
}

BOOST_AUTO_TEST_CASE(aTargetThatCannotBeReadIsAskedAgain)
{
    Changed rig;
    rig.change();
    rig.target.fetchFaults = {{STATUS_UNAVAILABLE, 0}};
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

// A kill after each write of the store: never two bills, never none in the end.
BOOST_AUTO_TEST_CASE(aKillAnywhereIsFinishedByTheNextRun)
{
    bool whole = false;
    for (int64_t writes = 0; !whole && writes < 60; ++writes)
    {
        Changed rig;
        rig.change();
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
            rig.clock.advance(10 * Minute);
            rig.run();
        }
        BOOST_TEST(joined(rig.faults()) == "", "after " << writes << " writes: " << joined(rig.faults()));
        BOOST_TEST(rig.states() == "done skipped ");
    }
    BOOST_TEST(whole);
}

BOOST_AUTO_TEST_CASE(oneThatWasOnlyFoundIsNotTakenBack)
{
    Rig rig;
    rig.flow.onChange = OnChange::UpdateUnaudited;
    rig.addDocs(1);
    rig.target.plant(billKey(1), fingerprintOf("2024-06-01", "3"), "2024-06-01");
    rig.run();
    rig.target.draftAll();
    rig.source.put(makeDoc(1, Noon - 20 * Minute, "8"));
    rig.run();
    BOOST_TEST(rig.row("1")->reason.find("did not write it") != std::string::npos);
    BOOST_TEST(rig.target.deliveries() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
