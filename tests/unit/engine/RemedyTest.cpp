// The second reading that a source document arranges: other parameters, the same inbox, no cursor.
#include "Rig.h"

#include "engine/Alerts.h"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

constexpr const char* Yesterday = R"({"field":"start_time","value":"{{DAYS_AGO_2|datetime}}"},
  {"field":"end_time","value":"{{DAYS_AGO_1|datetime}}"})";
constexpr const char* Status = R"({"field":"status","value":"90"})";

PollSpan remedy()
{
    PollSpan span;
    span.remedy = true;
    return span;
}

struct Remedied : Rig
{
    explicit Remedied(const char* takeOver = Yesterday)
    {
        flow.startMs = Noon - 4 * 24 * Hour;
        flow.sourcePlan = docsWithRemedy(takeOver);
    }
};

class Told final : public AlertChannel
{
public:
    void begun(const std::string&, const Alert& alert) override { lines.push_back("+" + alert.id); }
    void over(const std::string&, const std::string& id, const std::string&) override
    {
        lines.push_back("-" + id);
    }

    std::vector<std::string> lines;
};

} // namespace

BOOST_AUTO_TEST_SUITE(remedies)

BOOST_AUTO_TEST_CASE(itAsksWithItsOwnParametersAndLeavesTheCursorAlone)
{
    Remedied rig;
    rig.addDocs(3);
    rig.run();
    const int64_t cursor = rig.cursor();
    rig.source.put(makeDoc(9, Noon - 30 * Hour)); // appeared late: the cursor is past it
    rig.clock.advance(10 * Minute);
    rig.run();
    BOOST_TEST(!rig.row("9").has_value());
    const int64_t before = rig.cursor();
    BOOST_TEST(before > cursor);

    rig.clock.advance(10 * Minute);
    const RunOutcome outcome = rig.run(remedy());
    BOOST_TEST(outcome.state == "ok", outcome.error);
    BOOST_TEST(rig.cursor() == before);
    const std::string plan = rig.source.asked().back().plan;
    BOOST_TEST(plan.find(R"("start_time":"2024-05-30 16:20:00","end_time":"2024-05-31 16:20:00")") !=
                   std::string::npos,
               plan);
    BOOST_TEST((rig.row("9")->state == RecordState::Done));
    BOOST_TEST(rig.progress->stored == 1);
    BOOST_TEST(rig.progress->repeated == 3);
    const auto runs = rig.store.runs("f", 5);
    BOOST_TEST(runs.at(0).trigger == "remedy");
    BOOST_TEST(runs.at(0).state == "ok");
    BOOST_TEST(runs.at(1).trigger == "test");
    BOOST_TEST(rig.faults().empty(), joined(rig.faults()));
}

BOOST_AUTO_TEST_CASE(beforeTheFirstRunItMovesNothingEither)
{
    Remedied rig;
    rig.addDocs(2);
    rig.run(remedy());
    BOOST_TEST(rig.cursor() == 0);
    BOOST_TEST(rig.count(RecordState::Done) == 2);
    rig.run();
    BOOST_TEST(rig.cursor() == Noon - Minute);
    BOOST_TEST(rig.faults().empty(), joined(rig.faults()));
}

BOOST_AUTO_TEST_CASE(itIsAskedOnceHoweverLongTheSpan)
{
    Remedied rig;
    rig.source.longestMs = 10 * Hour;
    rig.run(remedy());
    const auto asked = rig.source.asked();
    BOOST_TEST_REQUIRE(asked.size() == 1u);
    BOOST_TEST(asked[0].toMs - asked[0].fromMs <= 10 * Hour);
}

BOOST_AUTO_TEST_CASE(parametersOfTheWindowAreAskedPieceByPiece)
{
    Remedied rig(Status);
    rig.source.longestMs = 24 * Hour;
    rig.run(remedy());
    const auto asked = rig.source.asked();
    BOOST_TEST_REQUIRE(asked.size() == 4u);
    BOOST_TEST(asked.front().fromMs == rig.flow.startMs);
    BOOST_TEST(asked.back().toMs == Noon - Minute);
    BOOST_TEST(asked.back().plan.find(R"("status":"90")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(whatChangedGoesTheOrdinaryWay)
{
    Remedied rig;
    rig.addDocs(2);
    rig.run();
    rig.source.put(makeDoc(1, Noon - 29 * Minute, "7"));
    const RunOutcome outcome = rig.run(remedy());
    BOOST_TEST(outcome.state == "attention");
    BOOST_TEST((rig.row("1")->state == RecordState::ChangedAfterSync));
    BOOST_TEST(rig.count(RecordState::Done) == 2); // the bill stays as it was written
}

BOOST_AUTO_TEST_CASE(tooMuchUnsentCutsItShort)
{
    Remedied rig;
    rig.flow.mostUnsent = 3;
    rig.source.pageSize = 2;
    rig.addDocs(40);
    BOOST_TEST(rig.run(remedy()).state == "ok"); // it waits for room and goes on
    BOOST_TEST(rig.count(RecordState::Done) == 40);
    BOOST_TEST(rig.faults().empty(), joined(rig.faults()));
}

// A remedy that fails says nothing of the ordinary runs, and one that goes well hides nothing of them.
BOOST_AUTO_TEST_CASE(itsFailuresAreItsOwn)
{
    Remedied rig;
    Told told;
    rig.shared.alerts = &told;
    for (int round = 0; round < 3; ++round)
    {
        rig.source.faults = {{0, {STATUS_UNAVAILABLE, 0}}};
        BOOST_TEST(rig.run(remedy()).state == "failed");
        BOOST_TEST(rig.run().state == "ok");
        rig.clock.advance(10 * Minute);
    }
    BOOST_TEST(told.lines == std::vector<std::string>{"+failing:remedy"}, boost::test_tools::per_element());
    for (int round = 0; round < 3; ++round)
    {
        rig.source.faults = {{0, {STATUS_UNAVAILABLE, 0}}};
        BOOST_TEST(rig.run().state == "failed");
        BOOST_TEST(rig.run(remedy()).state == "ok");
        rig.clock.advance(10 * Minute);
    }
    BOOST_TEST(told.lines == (std::vector<std::string>{"+failing:remedy", "-failing:remedy", "+failing"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
