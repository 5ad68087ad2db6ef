// Reference rows: read whole once, then what changed, and one by one when a lookup misses.
#include "Rig.h"

#include "engine/Datasets.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

struct Bench
{
    Bench() : run(rig.flow, rig.shared, progress, 1), datasets(rig.flow, rig.store) {}

    Rig rig;
    Progress progress;
    RunContext run;
    Datasets datasets;
    std::string error;
};

const std::string& idOf(const Rig& rig)
{
    return rig.flow.datasets[0].id;
}

StatusCode codeOf(const Datasets& datasets, const char* api, const char* number)
{
    std::string row;
    return datasets.find(api, "number", number, row);
}

} // namespace

BOOST_AUTO_TEST_SUITE(datasets)

BOOST_AUTO_TEST_CASE(theFirstReadingIsWholeTheNextOnesAreNot)
{
    Bench bench;
    BOOST_TEST(bench.datasets.refresh(bench.run, bench.error));
    bench.rig.clock.advance(Hour);
    BOOST_TEST(bench.datasets.refresh(bench.run, bench.error));
    const auto asked = bench.rig.materials.asked();
    BOOST_TEST_REQUIRE(asked.size() == 2u);
    BOOST_TEST(asked[0].fromMs == 1'262'304'000'000);
    BOOST_TEST(asked[0].toMs == Noon);
    BOOST_TEST(asked[1].fromMs == Noon - bench.rig.flow.overlapMs);
    BOOST_TEST(asked[1].toMs == Noon + Hour);
    BOOST_TEST(asked[1].plan.find(std::to_string((Noon - bench.rig.flow.overlapMs) / 1000)) !=
               std::string::npos);
    BOOST_TEST(codeOf(bench.datasets, "materials", "A") == STATUS_OK);
    BOOST_TEST(codeOf(bench.datasets, "materials", "B") == STATUS_NOT_FOUND);
    BOOST_TEST(codeOf(bench.datasets, "stores", "A") == STATUS_UNSUPPORTED);
    BOOST_TEST(bench.datasets.dataset(idOf(bench.rig)) != nullptr);
    BOOST_TEST(bench.datasets.dataset("another") == nullptr);
}

BOOST_AUTO_TEST_CASE(aReadingThatFailsKeepsItsRowsAndNotItsCursor)
{
    Bench bench;
    for (const char* number : {"B", "C", "D"})
    {
        bench.rig.materials.put(makeMaterial(number));
    }
    bench.rig.materials.faults = {{2, {STATUS_UNAVAILABLE, 0}}};
    BOOST_TEST(!bench.datasets.refresh(bench.run, bench.error));
    BOOST_TEST(bench.error.find("materials") != std::string::npos);
    BOOST_TEST(bench.error.find("out of order") != std::string::npos);
    BOOST_TEST(!bench.rig.store.datasetCursor("dst/" + idOf(bench.rig)).has_value());
    BOOST_TEST(bench.datasets.refresh(bench.run, bench.error));
    BOOST_TEST(bench.rig.materials.asked().at(1).fromMs == 1'262'304'000'000);
    BOOST_TEST(*bench.rig.store.datasetCursor("dst/" + idOf(bench.rig)) == std::to_string(Noon));
}

BOOST_AUTO_TEST_CASE(rowsOutliveTheProcess)
{
    Bench bench;
    bench.datasets.refresh(bench.run, bench.error);
    const Datasets later(bench.rig.flow, bench.rig.store);
    BOOST_TEST(codeOf(later, "materials", "A") == STATUS_OK);
}

BOOST_AUTO_TEST_CASE(aDiskThatFailsStopsTheFlowNotTheRows)
{
    Bench bench;
    bench.rig.store.writesLeft = 0;
    BOOST_TEST(!bench.datasets.refresh(bench.run, bench.error));
    BOOST_TEST(bench.error.find("the disk is gone") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(aMissingRowIsAskedForOnceARunAndValue)
{
    Bench bench;
    BOOST_TEST(bench.datasets.refresh(bench.run, bench.error));
    const std::string& id = idOf(bench.rig);
    BOOST_TEST(!bench.datasets.fetchMissing(bench.run, id, "number", "X"));
    bench.rig.materials.put(makeMaterial("X"));
    BOOST_TEST(!bench.datasets.fetchMissing(bench.run, id, "number", "X")); // was asked
    bench.rig.materials.put(makeMaterial("Y"));
    BOOST_TEST(bench.datasets.fetchMissing(bench.run, id, "number", "Y"));
    BOOST_TEST(!bench.datasets.fetchMissing(bench.run, id, "name", "Z")); // only numbers can be asked for
    BOOST_TEST(!bench.datasets.fetchMissing(bench.run, "another", "number", "Z"));
    BOOST_TEST(bench.rig.materials.asked().size() == 3u);
    BOOST_TEST(bench.rig.materials.asked()[1].number == "X");
    BOOST_TEST(codeOf(bench.datasets, "materials", "Y") == STATUS_OK);

    Datasets nextRun(bench.rig.flow, bench.rig.store);
    BOOST_TEST(codeOf(nextRun, "materials", "Y") == STATUS_OK); // stored
    BOOST_TEST(nextRun.fetchMissing(bench.run, id, "number", "X"));
}

BOOST_AUTO_TEST_CASE(aNumberTheTargetDoesNotKnowIsNotPaidForAgainSoon)
{
    Bench bench;
    bench.rig.flow.missingMs = 30 * Minute;
    const std::string& id = idOf(bench.rig);
    BOOST_TEST(!bench.datasets.fetchMissing(bench.run, id, "number", "X"));
    const auto settle = [&] // what was written before is stored now
    { store::durably([&](store::Done done) { bench.rig.store.putState("x", "y", "z", std::move(done)); }); };
    settle();
    const auto askedIn = [&](int64_t later)
    {
        bench.rig.clock.advance(later);
        const std::size_t before = bench.rig.materials.asked().size();
        Datasets nextRun(bench.rig.flow, bench.rig.store);
        nextRun.fetchMissing(bench.run, id, "number", "X");
        settle();
        return bench.rig.materials.asked().size() - before;
    };
    BOOST_TEST(askedIn(29 * Minute) == 0u);
    BOOST_TEST(askedIn(2 * Minute) == 1u);
    BOOST_TEST(askedIn(Minute) == 0u);
    bench.rig.flow.missingMs = 0;
    BOOST_TEST(askedIn(0) == 1u);
    bench.rig.clock.advance(-Hour); // a clock that was set back must not silence it for ever
    bench.rig.flow.missingMs = 30 * Minute;
    BOOST_TEST(askedIn(0) == 1u);
}

BOOST_AUTO_TEST_CASE(aReadingThatFailsIsNoAnswer)
{
    Bench bench;
    bench.rig.flow.missingMs = 30 * Minute;
    bench.rig.materials.faults = {{0, {STATUS_UNAVAILABLE, 0}}};
    BOOST_TEST(!bench.datasets.fetchMissing(bench.run, idOf(bench.rig), "number", "X"));
    bench.rig.materials.put(makeMaterial("X"));
    Datasets nextRun(bench.rig.flow, bench.rig.store);
    BOOST_TEST(nextRun.fetchMissing(bench.run, idOf(bench.rig), "number", "X"));
}

BOOST_AUTO_TEST_CASE(theSourceIsAskedWithWhatALookupFinds)
{
    Rig rig;
    rig.flow.sourcePlan = docsOfMaterial("A");
    rig.addDocs(2);
    const RunOutcome outcome = rig.run();
    BOOST_TEST(outcome.state == "ok", outcome.error);
    BOOST_TEST_REQUIRE(!rig.source.asked().empty());
    BOOST_TEST(rig.source.asked()[0].plan.find(R"("material":"m-A")") != std::string::npos,
               rig.source.asked()[0].plan);
    BOOST_TEST(rig.audit().verdict());
    BOOST_TEST(rig.faults().empty(), joined(rig.faults()));
}

BOOST_AUTO_TEST_CASE(aLookupThatMissesAsksNothingOfTheSource)
{
    Rig rig;
    rig.flow.sourcePlan = docsOfMaterial("B");
    rig.addDocs(2);
    const RunOutcome outcome = rig.run();
    BOOST_TEST(outcome.state == "failed");
    BOOST_TEST(outcome.error.find("The source was not asked, because its parameter material") == 0u,
               outcome.error);
    BOOST_TEST(outcome.error.find("no row whose number is \"B\"") != std::string::npos, outcome.error);
    BOOST_TEST(rig.source.asked().empty());
    BOOST_TEST(rig.cursor() == 0);
    BOOST_TEST(rig.audit().error.find("The source was not asked") != std::string::npos);

    Doc added = makeMaterial("B");
    added.eventMs = Noon;
    rig.materials.put(added);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST_REQUIRE(rig.source.asked().size() > 0u);
    BOOST_TEST(rig.source.asked().at(0).plan.find(R"("material":"m-B")") != std::string::npos);
    BOOST_TEST(rig.faults().empty(), joined(rig.faults()));
}

BOOST_AUTO_TEST_CASE(aFlowWithoutATargetOnlyKeepsItsDataset)
{
    Rig rig;
    FlowParts keeper;
    keeper.name = "materials";
    keeper.datasets = std::move(rig.flow.datasets);
    Progress progress;
    const RunOutcome outcome = runFlow(keeper, rig.shared, progress, {}, "test");
    BOOST_TEST(outcome.state == "ok");
    BOOST_TEST(progress.fetched == 1);
    BOOST_TEST(rig.source.asked().empty());
    rig.materials.faults = {{0, {STATUS_UNAVAILABLE, 0}}};
    BOOST_TEST(runFlow(keeper, rig.shared, progress, {}, "test").state == "failed");
    rig.flow.datasets = std::move(keeper.datasets); // what one flow keeps, another one finds
    Datasets other(rig.flow, rig.store);
    BOOST_TEST(codeOf(other, "materials", "A") == STATUS_OK);
}

BOOST_AUTO_TEST_CASE(manyDocumentsOfOneUnknownMaterialAskOnce)
{
    Rig rig;
    for (int i = 1; i <= 20; ++i)
    {
        rig.source.put(makeDoc(i, Noon - Hour, "1", "new"));
    }
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.count(RecordState::Held) == 20);
    BOOST_TEST(rig.materials.asked().size() == 2u); // all, then the one
    BOOST_TEST(rig.materials.asked()[1].number == "new");
}

BOOST_AUTO_TEST_CASE(aRowCreatedAfterTheRefreshIsFoundOnDemand)
{
    Rig rig;
    Doc late = makeMaterial("late");
    late.eventMs = Noon + Hour; // outside of what a refresh reads
    rig.materials.put(late);
    rig.source.put(makeDoc(1, Noon - Hour, "1", "late"));
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(heldDocumentsGoWhenTheirReferenceArrives)
{
    Rig rig;
    rig.source.put(makeDoc(1, Noon - Hour, "1", "new"));
    rig.addDocs(1, Noon - Hour);
    rig.source.put(makeDoc(2, Noon - Hour, "1", "new"));
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(store::stateName(rig.row("2")->state) == "held");
    BOOST_TEST(rig.row("2")->reason.find("material") != std::string::npos);
    rig.materials.put(makeMaterial("new"));
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
