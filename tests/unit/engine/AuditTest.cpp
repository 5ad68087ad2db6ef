// The audit: right when everything is right, and it names whatever was planted.
#include "Rig.h"

#include "duijie/sdk/Times.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

namespace
{

const std::string Day = "2024-06-01";

// Twenty documents, all written.
struct Audited : Rig
{
    Audited()
    {
        addDocs(20);
        run();
    }

    std::string idOf(int number) { return target.billsOf(billKey(number)).at(0).id; }
};

std::string keysOf(const AuditList& list)
{
    std::string out;
    for (const AuditItem& item : list.items)
    {
        out += (out.empty() ? "" : ",") + item.key;
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(auditing)

BOOST_AUTO_TEST_CASE(everythingRight)
{
    Audited rig;
    rig.source.put(makeDoc(30, Noon - Hour, "1", "A", Day, "draft"));
    rig.source.put(makeDoc(31, Noon - Hour, "bad"));
    rig.target.plant("somebody else's", "x", Day);
    const AuditReport report = rig.audit();
    BOOST_TEST(report.complete);
    BOOST_TEST(report.verdict());
    BOOST_TEST(report.documents == 22);
    BOOST_TEST(report.eligible == 20);
    BOOST_TEST(report.bills == 20);
    BOOST_TEST(report.right == 20);
    BOOST_TEST(report.leftOut.size() == 2u);
    BOOST_TEST(report.fromMs == rig.flow.startMs);
    BOOST_TEST(report.toMs == Noon - Minute);
}

BOOST_AUTO_TEST_CASE(nothingAtAllIsRight)
{
    Rig rig;
    const AuditReport report = rig.audit();
    BOOST_TEST(report.verdict());
    BOOST_TEST(report.documents == 0);
}

BOOST_AUTO_TEST_CASE(whatIsMissingIsNamed)
{
    Audited rig;
    rig.target.voidBill(rig.idOf(7));
    TestContext context;
    rig.target.undo(context, {}, sdk::toView(rig.idOf(9)));
    const AuditReport report = rig.audit();
    BOOST_TEST(!report.verdict());
    BOOST_TEST(report.complete);
    BOOST_TEST(report.missing.count == 2);
    BOOST_TEST((keysOf(report.missing) == "7,9" || keysOf(report.missing) == "9,7"));
    BOOST_TEST(report.missing.items[0].detail.find("doc N") != std::string::npos);
    BOOST_TEST(report.right == 18);
}

BOOST_AUTO_TEST_CASE(whatIsDoubledIsNamed)
{
    Audited rig;
    rig.target.plant(billKey(5), fingerprintOf(Day, "3"), Day);
    const AuditReport report = rig.audit();
    BOOST_TEST(!report.verdict());
    BOOST_TEST(keysOf(report.doubled) == "5");
    BOOST_TEST(report.bills == 21);
}

BOOST_AUTO_TEST_CASE(whatIsDifferentIsNamed)
{
    Audited rig;
    rig.source.put(makeDoc(6, Noon - 20 * Minute, "4"));
    const AuditReport report = rig.audit();
    BOOST_TEST(!report.verdict());
    BOOST_TEST(keysOf(report.different) == "6");
    BOOST_TEST(report.right == 19);
    const AuditItem& item = report.different.items.at(0);
    BOOST_TEST(item.number == "N6");
    BOOST_TEST(item.bill == "B" + rig.idOf(6));
    BOOST_TEST(item.billDay == Day);
    BOOST_TEST(item.advice.find("duijie show f N6") != std::string::npos);
    BOOST_TEST_REQUIRE(item.differences.size() == 1u);
    BOOST_TEST(item.differences[0].field == "qty");
    BOOST_TEST(item.differences[0].expected == "4");
    BOOST_TEST(item.differences[0].found == "3");
}

BOOST_AUTO_TEST_CASE(whatNobodyAskedForIsNamed)
{
    Audited rig;
    rig.target.plant("doc N777", "x", Day);
    rig.source.put(makeDoc(8, Noon - 20 * Minute, "3", "A", Day, "draft")); // withdrawn after its bill
    const AuditReport report = rig.audit();
    BOOST_TEST(!report.verdict());
    BOOST_TEST(report.unexpected.count == 2);
}

BOOST_AUTO_TEST_CASE(aStateThatIsNotTheOneAskedForIsADifference)
{
    Rig rig;
    rig.target.wantedState = "audited";
    rig.addDocs(3);
    rig.run();
    rig.target.draftAll();
    const AuditReport report = rig.audit();
    BOOST_TEST_REQUIRE(report.different.count == 3);
    const AuditDifference& difference = report.different.items[0].differences.at(0);
    BOOST_TEST(difference.expected == "audited");
    BOOST_TEST(difference.found == "saved");
}

// Nobody wrote a document on these days, so nothing of the source points there; the bill stands all the same.
BOOST_AUTO_TEST_CASE(strayBillsOnDaysWithoutDocumentsAreNamed)
{
    for (const bool withDocuments : {false, true})
    {
        Rig rig;
        rig.flow.startMs = Noon - 10 * 24 * Hour;
        if (withDocuments)
        {
            rig.addDocs(3);
            rig.run();
        }
        rig.target.plant("doc N777", "x", "2024-05-27");
        rig.target.plant("doc N778", "x", "2024-05-10"); // before the period
        rig.target.plant("of others", "x", "2024-05-27");
        const AuditReport report = rig.audit();
        BOOST_TEST(report.complete);
        BOOST_TEST_REQUIRE(report.unexpected.count == 1);
        BOOST_TEST(report.unexpected.items[0].billDay == "2024-05-27");
        BOOST_TEST(report.days.at("2024-05-27").unexpected.count == 1);
        BOOST_TEST(report.bills == (withDocuments ? 4 : 1));
        BOOST_TEST(rig.audit({Noon - 24 * Hour, Noon}).verdict());
    }
}

BOOST_AUTO_TEST_CASE(ourBillsAreKnownByTheFieldTheTargetFindsThemBy)
{
    Audited rig;
    rig.target.plant("doc N777", "x", Day);
    rig.target.plant("WDT-778", "x", Day);
    BOOST_TEST(rig.audit().unexpected.count == 1);
    // The document does not map that field: the connector makes the key, beginning like this.
    rig.target.keyField = "bill_no";
    rig.target.keyPrefix = "WDT-";
    const AuditReport made = rig.audit();
    BOOST_TEST_REQUIRE(made.unexpected.count == 1);
    BOOST_TEST(made.unexpected.items[0].naturalKey == "WDT-778");
    // A field without a constant beginning tells nothing: no bill of others may be called unexpected.
    rig.target.keyField = "qty";
    rig.target.keyPrefix = "";
    const AuditReport unjudged = rig.audit();
    BOOST_TEST(unjudged.unexpected.count == 0);
    BOOST_TEST(unjudged.remark.find("not judged") != std::string::npos);
    BOOST_TEST(rig.audit().right == 20);
}

BOOST_AUTO_TEST_CASE(everyFindingBelongsToOneDay)
{
    Rig rig;
    rig.flow.startMs = Noon - 5 * 24 * Hour;
    for (int i = 1; i <= 4; ++i)
    {
        const int64_t at = Noon - i * 24 * Hour;
        rig.source.put(makeDoc(i, at, "1", "A", sdk::formatDate(at)));
    }
    rig.run();
    rig.source.put(
        makeDoc(9, Noon - 2 * 24 * Hour, "1", "A", sdk::formatDate(Noon - 2 * 24 * Hour), "draft"));
    rig.source.put(makeDoc(10, Noon - Hour, "1", "A", "2024-05-29")); // changed later than its bill's day
    const AuditReport report = rig.audit();
    BOOST_TEST(report.days.size() == 6u);
    AuditFindings sum;
    for (const auto& [day, findings] : report.days)
    {
        sum.documents += findings.documents;
        sum.eligible += findings.eligible;
        sum.bills += findings.bills;
        sum.right += findings.right;
        sum.missing.count += findings.missing.count;
    }
    BOOST_TEST(sum.documents == report.documents);
    BOOST_TEST(sum.eligible == report.eligible);
    BOOST_TEST(sum.bills == report.bills);
    BOOST_TEST(sum.right == report.right);
    BOOST_TEST(report.right == 4);
    BOOST_TEST(sum.missing.count == 1);
    BOOST_TEST(report.days.at("2024-06-01").missing.items.at(0).billDay == "2024-05-29");
    BOOST_TEST(report.days.at("2024-05-30").leftOut.size() == 1u);
    BOOST_TEST(std::string(verdictName(true, report.days.at("2024-05-30"))) == "right");
}

BOOST_AUTO_TEST_CASE(aDayOutsideThePeriodIsItsNearest)
{
    AuditReport report;
    report.days["2024-05-02"];
    report.days["2024-05-04"];
    for (const auto& [day, nearest] :
         {std::pair("2024-05-01", "2024-05-02"), std::pair("2024-05-02", "2024-05-02"),
          std::pair("2024-05-04", "2024-05-04"), std::pair("2024-06-01", "2024-05-04")})
    {
        BOOST_TEST(&report.dayOf(day) == &report.days.at(nearest), day);
    }
    BOOST_TEST(report.days.size() == 2u);
}

BOOST_AUTO_TEST_CASE(twoDocumentsWithOneKeyCannotBeToldApart)
{
    Audited rig;
    Doc twin = makeDoc(3, Noon - 20 * Minute);
    twin.key = "3b";
    rig.source.put(twin);
    const AuditReport report = rig.audit();
    BOOST_TEST(!report.verdict());
    BOOST_TEST(keysOf(report.different) == "3b");
}

BOOST_AUTO_TEST_CASE(whatCannotBecomeABillIsWaitingNotMissing)
{
    Audited rig;
    rig.source.put(makeDoc(40, Noon - Hour, "1", "new"));
    rig.source.put(makeDoc(41, Noon - Hour, "refuse"));
    const AuditReport report = rig.audit();
    BOOST_TEST(report.verdict());
    BOOST_TEST(keysOf(report.waiting) == "40,41");
}

BOOST_AUTO_TEST_CASE(aBillWhoseDocumentWasCancelledAfterThePeriodStandsForNobody)
{
    Audited rig;
    rig.source.put(makeDoc(5, Noon - 10 * Second, "3", "A", Day, "draft"));
    const AuditReport report = rig.audit();
    BOOST_TEST(report.complete);
    BOOST_TEST(!report.verdict());
    BOOST_TEST(report.unexpected.count == 1);
}

BOOST_AUTO_TEST_CASE(neighboursOfThePeriodAreNotUnexpected)
{
    Audited rig; // all on one day, one a second
    const AuditReport report = rig.audit({Noon - 30 * Minute + 5 * Second, Noon - 30 * Minute + 9 * Second});
    BOOST_TEST(report.documents == 5);
    BOOST_TEST(report.right == 5);
    BOOST_TEST(report.verdict());
}

BOOST_AUTO_TEST_CASE(documentsOfTheDayThatChangedOnAnotherDayAreNotUnexpected)
{
    Rig rig;
    rig.flow.startMs = Noon - 10 * 24 * Hour;
    // All their bills stand on one day; they changed before it, on it and after it.
    rig.source.put(makeDoc(1, Noon - 3 * 24 * Hour, "1", "A", "2024-05-29"));
    rig.source.put(makeDoc(2, Noon - 2 * 24 * Hour, "1", "A", "2024-05-29"));
    rig.source.put(makeDoc(3, Noon - 24 * Hour, "1", "A", "2024-05-29"));
    BOOST_TEST(rig.run().state == "ok");
    for (int days = 3; days >= 1; --days)
    {
        const AuditReport report =
            rig.audit({Noon - days * 24 * Hour - Hour, Noon - days * 24 * Hour + Hour});
        BOOST_TEST(report.documents == 1);
        BOOST_TEST(report.right == 1);
        BOOST_TEST(report.unexpected.count == 0);
        BOOST_TEST(report.verdict());
    }
    rig.target.plant("doc N777", "x", "2024-05-29");
    const AuditReport report = rig.audit({Noon - 49 * Hour, Noon - 47 * Hour});
    BOOST_TEST(report.unexpected.count == 1); // one that is truly unexpected is still found
}

BOOST_AUTO_TEST_CASE(whatWasNotWhollyReadProvesNothing)
{
    Audited rig;
    rig.source.faults = {{15, {STATUS_UNAVAILABLE, 0}}};
    AuditReport report = rig.audit();
    BOOST_TEST(!report.complete);
    BOOST_TEST(!report.verdict());
    BOOST_TEST(report.error.find("the source is out of order") != std::string::npos);

    rig.target.listFaults = {{STATUS_UNAVAILABLE, 0}};
    report = rig.audit();
    BOOST_TEST(!report.verdict());
    BOOST_TEST(report.error.find("the list broke off") != std::string::npos);

    rig.target.fetchFaults = {{STATUS_OK, 0}, {STATUS_INTERNAL, 0}};
    report = rig.audit();
    BOOST_TEST(!report.verdict());
    BOOST_TEST(report.error.find("the bill cannot be read") != std::string::npos);

    rig.materials.faults = {{0, {STATUS_UNAVAILABLE, 0}}};
    report = rig.audit();
    BOOST_TEST(!report.verdict());
    BOOST_TEST(report.error.find("materials") != std::string::npos);

    rig.stop = true;
    report = rig.audit();
    BOOST_TEST(!report.verdict());
    BOOST_TEST(!report.error.empty());
    rig.stop = false;
    BOOST_TEST(rig.audit().verdict());
}

BOOST_AUTO_TEST_CASE(theAuditWritesNothingToEither)
{
    Audited rig;
    const int deliveries = rig.target.deliveries();
    const int64_t cursor = rig.cursor();
    rig.addDocs(25);
    const AuditReport report = rig.audit();
    BOOST_TEST(report.missing.count == 5);
    BOOST_TEST(rig.target.deliveries() == deliveries);
    BOOST_TEST(rig.cursor() == cursor);
    BOOST_TEST(!rig.row("21").has_value());
}

BOOST_AUTO_TEST_CASE(manyFindingsAreAllCountedAndSomeKept)
{
    AuditList list;
    for (std::size_t i = 0; i < AuditList::MostKept + 10; ++i)
    {
        list.add(AuditItem());
    }
    BOOST_TEST(list.count == static_cast<int64_t>(AuditList::MostKept) + 10);
    BOOST_TEST(list.items.size() == AuditList::MostKept);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
