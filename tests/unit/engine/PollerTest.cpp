// Reading: windows without gaps, and a cursor that never passes what was not wholly stored.
#include "Rig.h"

#include "engine/Poller.h"

#include <boost/test/unit_test.hpp>

#include <random>

namespace duijie::engine::test
{

namespace
{

// Reads without sending.
struct Reader
{
    explicit Reader(Rig& theRig) : rig(theRig), run(rig.flow, rig.shared, progress, 1) {}

    bool poll(const PollSpan& span = {})
    {
        error.clear();
        return Poller(run).poll(span, error);
    }

    Rig& rig;
    Progress progress;
    RunContext run;
    std::string error;
};

void setCursor(Rig& rig, int64_t ms)
{
    store::PageWrite page;
    page.flow = "f";
    page.moveCursor = true;
    page.cursorName = "source";
    page.cursor = std::to_string(ms);
    store::durably([&](store::Done done) { rig.store.writePage(std::move(page), std::move(done)); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(poller)

BOOST_AUTO_TEST_CASE(windowsCoverTheSpanWithoutGaps)
{
    std::mt19937_64 random(18);
    for (int round = 0; round < 100'000; ++round)
    {
        const auto from = static_cast<int64_t>(random() % 1'000'000);
        const auto length = static_cast<int64_t>(random() % (round % 3 == 0 ? 10 : 100'000));
        const auto longest = static_cast<int64_t>(random() % (round % 5 == 0 ? 3 : 20'000));
        const auto windows =
            splitWindows({from, from + length}, longest == 0 ? 0 : std::max(longest, length / 50));
        BOOST_TEST_REQUIRE(!windows.empty());
        BOOST_TEST_REQUIRE(windows.front().fromMs == from);
        BOOST_TEST_REQUIRE(windows.back().toMs == from + length);
        for (std::size_t i = 0; i < windows.size(); ++i)
        {
            BOOST_TEST_REQUIRE(windows[i].fromMs <= windows[i].toMs);
            BOOST_TEST_REQUIRE(
                (longest == 0 || windows[i].toMs - windows[i].fromMs <= std::max(longest, length / 50)));
            // Closed intervals that share their border: a row on it is in both, never in none.
            BOOST_TEST_REQUIRE((i == 0 || windows[i].fromMs == windows[i - 1].toMs));
        }
    }
}

BOOST_AUTO_TEST_CASE(aSpanThatEndsBeforeItBeginsHasNoWindow)
{
    BOOST_TEST(splitWindows({10, 9}, 5).empty());
    BOOST_TEST(splitWindows({10, 10}, 5).size() == 1u);
    BOOST_TEST(splitWindows({10, 10}, 0).size() == 1u);
}

BOOST_AUTO_TEST_CASE(aFirstReadingBeginsAtTheFlowsStart)
{
    Rig rig;
    rig.addDocs(3);
    Reader reader(rig);
    BOOST_TEST(reader.poll());
    const auto asked = rig.source.asked();
    BOOST_TEST_REQUIRE(asked.size() == 1u);
    BOOST_TEST(asked[0].fromMs == rig.flow.startMs);
    BOOST_TEST(asked[0].toMs == Noon - Minute); // now less the lag
    BOOST_TEST(rig.cursor() == Noon - Minute);
    BOOST_TEST(rig.count(store::RecordState::Received) == 3);
}

BOOST_AUTO_TEST_CASE(laterReadingsOverlap)
{
    Rig rig;
    rig.addDocs(3);
    Reader reader(rig);
    reader.poll();
    rig.clock.advance(10 * Minute);
    reader.poll();
    BOOST_TEST(rig.source.asked().at(1).fromMs == Noon - Minute - rig.flow.overlapMs);
    BOOST_TEST(rig.source.asked().at(1).toMs == Noon + 9 * Minute);
    BOOST_TEST(rig.cursor() == Noon + 9 * Minute);
    BOOST_TEST(rig.count(store::RecordState::Received) == 3); // repeats are free
    BOOST_TEST(reader.progress.repeated == 3);
}

BOOST_AUTO_TEST_CASE(theOverlapNeverReachesBehindTheStart)
{
    Rig rig;
    rig.flow.startMs = Noon - 10 * Minute;
    Reader reader(rig);
    reader.poll();
    reader.poll();
    BOOST_TEST(rig.source.asked().at(1).fromMs == rig.flow.startMs);
}

BOOST_AUTO_TEST_CASE(theVendorsClockDecidesWhereItIsBehind)
{
    Rig rig;
    rig.source.offsetMs = -90 * Second;
    Reader reader(rig);
    reader.poll();
    BOOST_TEST(rig.cursor() == Noon - Minute - 90 * Second);
    rig.source.offsetMs = Hour; // ahead of us: what is young there may still be changing
    rig.clock.advance(Minute);
    reader.poll();
    BOOST_TEST(rig.cursor() == Noon);
}

BOOST_AUTO_TEST_CASE(anEndInTheFutureIsCutToTheLag)
{
    Rig rig;
    Reader reader(rig);
    BOOST_TEST(Poller(reader.run).dueSpan({Noon - Hour, Noon + Hour}).toMs == Noon - Minute);
    BOOST_TEST(Poller(reader.run).dueSpan({Noon - Hour, Noon - 2 * Minute}).toMs == Noon - 2 * Minute);
    BOOST_TEST(Poller(reader.run).dueSpan({Noon - Hour + 999, Noon - 2 * Minute + 1}).fromMs == Noon - Hour);
}

// Rows that were committed late, with a change time that was read over already.
BOOST_AUTO_TEST_CASE(lateRowsAreFoundByTheSweeps)
{
    Rig rig;
    rig.flow.startMs = Noon - 40 * 24 * Hour;
    rig.flow.nightlySweepMs = 48 * Hour;
    rig.flow.weeklySweepMs = 30 * 24 * Hour;
    rig.addDocs(3);
    Reader reader(rig);
    BOOST_TEST(reader.poll());
    BOOST_TEST(rig.source.asked().size() == 1u); // everything was just read: nothing to sweep
    const auto late = [&](int number, int64_t age)
    { rig.source.put(makeDoc(number, rig.clock.nowMs() - age)); };
    const auto stored = [&](const char* key) { return rig.row(key).has_value(); };

    rig.clock.advance(10 * Hour);
    late(10, 20 * Hour);
    reader.poll();
    BOOST_TEST(!stored("10")); // not a day yet
    rig.clock.advance(14 * Hour);
    late(11, 70 * Hour);
    const int64_t before = rig.cursor();
    reader.poll();
    BOOST_TEST(stored("10"));
    BOOST_TEST(!stored("11")); // older than the nightly sweep reaches
    const auto asked = rig.source.asked();
    BOOST_TEST(asked.back().fromMs == rig.clock.nowMs() - rig.flow.lagMs - 48 * Hour);
    BOOST_TEST(asked.back().toMs == before - rig.flow.overlapMs); // the rest this run had read
    BOOST_TEST(rig.cursor() == rig.clock.nowMs() - rig.flow.lagMs);

    rig.clock.advance(6 * 24 * Hour);
    reader.poll();
    BOOST_TEST(stored("11"));
    reader.poll();
    BOOST_TEST(rig.source.asked().size() == asked.size() + 3u); // swept once: nightly is part of weekly
}

BOOST_AUTO_TEST_CASE(aSweepThatFailsIsDueAgainAndAnOperatorsSpanDoesNotSweep)
{
    Rig rig;
    rig.flow.nightlySweepMs = 48 * Hour;
    Reader reader(rig);
    BOOST_TEST(reader.poll());
    rig.clock.advance(25 * Hour);
    rig.source.faults = {{99, {STATUS_OK, 0}}, {0, {STATUS_UNAVAILABLE, 0}}};
    BOOST_TEST(!reader.poll());
    std::size_t asked = rig.source.asked().size();
    BOOST_TEST(reader.poll({Noon - Hour, std::nullopt}));
    BOOST_TEST(rig.source.asked().size() == asked + 1);
    asked = rig.source.asked().size();
    BOOST_TEST(reader.poll());
    BOOST_TEST(rig.source.asked().size() == asked + 2);
}

BOOST_AUTO_TEST_CASE(aStartInTheFutureReadsNothing)
{
    Rig rig;
    rig.flow.startMs = Noon + Hour;
    Reader reader(rig);
    BOOST_TEST(reader.poll());
    BOOST_TEST(rig.source.asked().empty());
    BOOST_TEST(rig.cursor() == 0);
}

BOOST_AUTO_TEST_CASE(longSpansAreReadInTheWindowsTheSourceAccepts)
{
    Rig rig;
    rig.source.longestMs = Hour;
    rig.addDocs(10, Noon - 24 * Hour);
    rig.source.put(makeDoc(99, Noon - 23 * Hour)); // on a border
    Reader reader(rig);
    BOOST_TEST(reader.poll());
    const auto asked = rig.source.asked();
    BOOST_TEST(asked.size() == 24u);
    for (std::size_t i = 1; i < asked.size(); ++i)
    {
        BOOST_TEST(asked[i].fromMs == asked[i - 1].toMs);
    }
    BOOST_TEST(rig.count(store::RecordState::Received) == 11);
    BOOST_TEST(rig.cursor() == Noon - Minute);
}

BOOST_AUTO_TEST_CASE(aWindowThatFailsInTheMiddleIsKeptButNotPassed)
{
    for (const StatusCode code : {STATUS_UNAVAILABLE, STATUS_INTERNAL, STATUS_THROTTLED, STATUS_NOT_SENT})
    {
        Rig rig;
        rig.source.longestMs = 12 * Hour;
        rig.source.pageSize = 4;
        rig.addDocs(10, Noon - Hour);
        rig.source.faults = {{100, {STATUS_OK, 0}}, {6, {static_cast<uint32_t>(code), 0}}};
        Reader reader(rig);
        BOOST_TEST(!reader.poll());
        BOOST_TEST(reader.error == "the source is out of order");
        BOOST_TEST(rig.count(store::RecordState::Received) == 6);
        BOOST_TEST(rig.cursor() == Noon - 12 * Hour); // the first window, whole
        BOOST_TEST(!reader.run.halted());
        BOOST_TEST(reader.poll());
        BOOST_TEST(rig.count(store::RecordState::Received) == 10);
        BOOST_TEST(rig.cursor() == Noon - Minute);
    }
}

BOOST_AUTO_TEST_CASE(refusedCredentialsHaltTheRun)
{
    for (const StatusCode code : {STATUS_UNAUTHORIZED, STATUS_MISCONFIGURED})
    {
        Rig rig;
        rig.source.faults = {{0, {static_cast<uint32_t>(code), 0}}};
        Reader reader(rig);
        BOOST_TEST(!reader.poll());
        BOOST_TEST(reader.run.halted());
        BOOST_TEST(rig.cursor() == 0);
    }
}

BOOST_AUTO_TEST_CASE(aSpanAheadOfTheCursorLeavesItThere)
{
    Rig rig;
    setCursor(rig, Noon - 10 * Hour);
    rig.addDocs(3, Noon - Hour);
    Reader reader(rig);
    BOOST_TEST(reader.poll({Noon - 2 * Hour, Noon - Minute}));
    BOOST_TEST(rig.count(store::RecordState::Received) == 3);
    BOOST_TEST(rig.cursor() == Noon - 10 * Hour); // a hole is not whole
}

BOOST_AUTO_TEST_CASE(aSpanBehindTheCursorLeavesItThere)
{
    Rig rig;
    setCursor(rig, Noon - Hour);
    rig.addDocs(3, Noon - 5 * Hour);
    Reader reader(rig);
    BOOST_TEST(reader.poll({Noon - 6 * Hour, Noon - 4 * Hour}));
    BOOST_TEST(rig.count(store::RecordState::Received) == 3);
    BOOST_TEST(rig.cursor() == Noon - Hour);
}

BOOST_AUTO_TEST_CASE(aSpanOverTheCursorMovesIt)
{
    Rig rig;
    setCursor(rig, Noon - 10 * Hour);
    Reader reader(rig);
    BOOST_TEST(reader.poll({Noon - 12 * Hour, Noon - 3 * Hour}));
    BOOST_TEST(rig.cursor() == Noon - 3 * Hour);
}

BOOST_AUTO_TEST_CASE(aFirstSpanBehindTheStartIsNotThePast)
{
    Rig rig; // nothing was read yet; a later span than the start would leave a hole
    Reader reader(rig);
    BOOST_TEST(reader.poll({Noon - 2 * Hour, Noon - Hour}));
    BOOST_TEST(rig.cursor() == 0);
    BOOST_TEST(reader.poll({Noon - 48 * Hour, Noon - 30 * Hour}));
    BOOST_TEST(rig.cursor() == 0); // wholly before what the flow asks for
    BOOST_TEST(reader.poll({Noon - 48 * Hour, Noon - 3 * Hour}));
    BOOST_TEST(rig.cursor() == Noon - 3 * Hour);
}

BOOST_AUTO_TEST_CASE(aStartMovedAheadOfTheCursorDoesNotStopIt)
{
    Rig rig;
    setCursor(rig, Noon - 48 * Hour);
    rig.flow.startMs = Noon - 24 * Hour;
    Reader reader(rig);
    BOOST_TEST(reader.poll());
    BOOST_TEST(rig.cursor() == Noon - Minute);
}

BOOST_AUTO_TEST_CASE(aSourceThatCallsACancelledReadingWholeDoesNotMoveTheCursor)
{
    Rig rig;
    rig.source.saysOkWhenCancelled = true;
    rig.source.pageSize = 2;
    rig.addDocs(10);
    rig.source.onRecord = [&](const Doc& doc)
    {
        if (doc.key == "4")
        {
            rig.stop = true;
        }
    };
    Reader reader(rig);
    BOOST_TEST(reader.poll());
    BOOST_TEST(rig.cursor() == 0);
}

BOOST_AUTO_TEST_CASE(aStopBetweenWindowsKeepsTheWholeOnes)
{
    Rig rig;
    rig.source.longestMs = Hour;
    rig.source.put(makeDoc(1, Noon - 20 * Hour));
    rig.source.onRecord = [&](const Doc&) { rig.stop = true; };
    Reader reader(rig);
    BOOST_TEST(reader.poll());
    BOOST_TEST(rig.cursor() == Noon - 21 * Hour); // the window with the record was cancelled
    BOOST_TEST(rig.count(store::RecordState::Received) == 1);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
