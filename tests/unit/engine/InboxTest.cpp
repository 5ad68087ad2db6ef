// The door: what is kept, under which state, and that no page is lost behind a cursor.
#include "Rig.h"

#include "engine/InboxSink.h"
#include "engine/Poller.h"

#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>

#include <thread>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

struct Door
{
    Door() : run(rig.flow, rig.shared, progress, 1) {}

    bool read()
    {
        std::string error;
        const bool ok = Poller(run).poll({}, error);
        lastError = error;
        return ok;
    }

    Rig rig;
    Progress progress;
    RunContext run;
    std::string lastError;
};

RecordView viewOf(const Doc& doc)
{
    RecordView view{};
    view.size = sizeof(RecordView);
    view.key = sdk::toView(doc.key);
    view.number = sdk::toView(doc.number);
    view.event_time_ms = doc.eventMs;
    view.payload = sdk::toView(doc.json);
    return view;
}

std::string payloadOf(Door& door, const std::string& key)
{
    const auto kept = door.rig.store.find("f", key);
    return kept.size() == 1 ? kept[0].payload : "not one record";
}

} // namespace

BOOST_AUTO_TEST_SUITE(inbox)

BOOST_AUTO_TEST_CASE(everyRecordIsJudgedAtTheDoor)
{
    Door door;
    const int64_t at = Noon - Hour;
    door.rig.source.put(makeDoc(1, at));
    door.rig.source.put(makeDoc(2, at, "3", "A", "2024-06-01", "draft"));
    door.rig.source.put(makeDoc(3, at, "bad"));
    door.rig.source.put({"4", "N4", at, "{\"id\":\"4\",\"no\":"});
    door.rig.source.put({"5", "", at, "[1,2]"});
    BOOST_TEST(door.read());
    BOOST_TEST(store::stateName(door.rig.row("1")->state) == "received");
    BOOST_TEST(store::stateName(door.rig.row("2")->state) == "skipped");
    BOOST_TEST(store::stateName(door.rig.row("3")->state) == "invalid");
    BOOST_TEST(store::stateName(door.rig.row("4")->state) == "invalid");
    BOOST_TEST(store::stateName(door.rig.row("5")->state) == "invalid");
    BOOST_TEST(!door.rig.row("2")->reason.empty());
    BOOST_TEST(door.rig.row("3")->reason == "the quantity is bad");
    BOOST_TEST(door.rig.row("4")->reason.find("not a JSON object") != std::string::npos);
    BOOST_TEST(door.progress.stored == 5);
    BOOST_TEST(door.progress.skipped == 1);
    BOOST_TEST(door.progress.invalid == 3);
}

BOOST_AUTO_TEST_CASE(anUnreadableRecordIsKeptByteForByte)
{
    Door door;
    const std::string broken = std::string("\xEF\xBB\xBF{\"a\": 1e400, \"b\":\0}", 20);
    door.rig.source.put({"1", "N1", Noon - Hour, broken});
    BOOST_TEST(door.read());
    const auto kept = door.rig.store.find("f", "1");
    BOOST_TEST_REQUIRE(kept.size() == 1u);
    BOOST_TEST((kept[0].payload == broken));
}

BOOST_AUTO_TEST_CASE(repeatsAreFreeAndNewVersionsAreNot)
{
    Door door;
    door.rig.addDocs(7);
    BOOST_TEST(door.read());
    BOOST_TEST(door.read());
    BOOST_TEST(door.progress.stored == 7);
    BOOST_TEST(door.progress.repeated == 7);
    door.rig.source.put(makeDoc(3, Noon - 20 * Minute, "9"));
    BOOST_TEST(door.read());
    BOOST_TEST(door.rig.rowsOf("3").size() == 2u);
    BOOST_TEST(door.rig.count(RecordState::Received) == 7);
}

// What a source document does to rows is done before they are stored, for each kind of reading alike.
BOOST_AUTO_TEST_CASE(aFlattenedRecordIsSeveral)
{
    Door door;
    plan::Findings findings;
    door.rig.flow.sourcePlan = plan::SourcePlan::compile(
        R"({"api":"docs","id":"id","beatFlat":["lines"],"condition":[[{"field":"lines.qty","logic":"gt","value":"1"}]]})",
        findings);
    BOOST_TEST_REQUIRE(door.rig.flow.sourcePlan != nullptr);
    const int64_t at = Noon - Hour;
    door.rig.source.put({"1", "N1", at, R"({"id":"1","lines":[{"qty":2},{"qty":1},{"qty":3}]})"});
    door.rig.source.put({"2", "N2", at, R"({"id":"2","lines":[{"qty":1}]})"});
    door.rig.source.put({"3", "N3", at, R"({"id":"3"})"});
    BOOST_TEST(door.read());
    BOOST_TEST(door.read());
    BOOST_TEST(payloadOf(door, "1-1") == R"({"id":"1","lines_qty":2})");
    BOOST_TEST(payloadOf(door, "1-2") == R"({"id":"1","lines_qty":3})");
    BOOST_TEST(door.rig.rowsOf("1").size() == 0u);
    BOOST_TEST((door.rig.rowsOf("2").at(0).state == RecordState::Skipped));
    BOOST_TEST((door.rig.rowsOf("3").at(0).state == RecordState::Skipped));
    BOOST_TEST(door.progress.stored == 4);
}

BOOST_AUTO_TEST_CASE(theSameRecordTwiceInAPageIsOne)
{
    Door door;
    InboxSink sink(door.run);
    const Doc doc = makeDoc(1, Noon - Hour);
    const RecordView view = viewOf(doc);
    BOOST_TEST(sink.document({view, SourceDocument::Kind::Ready, {}}).code ==
               static_cast<uint32_t>(STATUS_OK));
    BOOST_TEST(sink.document({view, SourceDocument::Kind::Ready, {}}).code ==
               static_cast<uint32_t>(STATUS_OK));
    sink.pageEnd(2);
    BOOST_TEST(sink.document({view, SourceDocument::Kind::Ready, {}}).code ==
               static_cast<uint32_t>(STATUS_OK));
    BOOST_TEST(sink.finish(Noon));
    BOOST_TEST(door.rig.rowsOf("1").size() == 1u);
    BOOST_TEST(door.rig.cursor() == Noon);
}

BOOST_AUTO_TEST_CASE(rowsAfterTheLastPageEndAreKept)
{
    Door door;
    door.rig.source.lastPageOpen = true;
    door.rig.addDocs(8); // pages of 5
    BOOST_TEST(door.read());
    BOOST_TEST(door.rig.count(RecordState::Received) == 8);
    BOOST_TEST(door.rig.cursor() == Noon - Minute);
}

BOOST_AUTO_TEST_CASE(noCursorPassesAPageThatWasNotStored)
{
    for (int broken = 0; broken < 4; ++broken)
    {
        Door door;
        door.rig.source.pageSize = 2;
        door.rig.addDocs(8);
        std::atomic<int> page{0};
        door.rig.store.failPage = [&](const store::PageWrite&) { return page++ == broken; };
        BOOST_TEST_CONTEXT("page " << broken)
        {
            BOOST_TEST(!door.read());
            BOOST_TEST(door.lastError.find("this page was refused") != std::string::npos);
            BOOST_TEST(door.rig.cursor() == 0);
            door.rig.store.failPage = {};
            BOOST_TEST(door.read());
            BOOST_TEST(door.rig.count(RecordState::Received) == 8);
            BOOST_TEST(door.rig.cursor() == Noon - Minute);
        }
    }
}

BOOST_AUTO_TEST_CASE(readingWaitsWhileTooMuchIsUnsent)
{
    Door door;
    door.rig.flow.mostUnsent = 3;
    door.rig.source.pageSize = 2;
    door.rig.addDocs(60);
    std::atomic<bool> done{false};
    std::thread reading(
        [&]
        {
            door.read();
            done = true;
        });
    // Somebody sends whenever the door is shut; how long it stays shut is not judged.
    int64_t most = 0;
    while (!done)
    {
        const int64_t unsent = door.progress.stored - door.progress.written;
        most = std::max(most, unsent);
        if (unsent > door.rig.flow.mostUnsent)
        {
            ++door.progress.written;
            for (const auto& record : door.rig.store.load("f", RecordState::Received, 0, 1))
            {
                store::Transition sent;
                sent.seq = record.row.seq;
                sent.from = RecordState::Received;
                sent.to = RecordState::Done;
                store::durably([&](store::Done stored)
                               { door.rig.store.writeOutcome({sent}, {}, std::move(stored)); });
            }
            door.run.signal();
        }
        std::this_thread::yield();
    }
    reading.join();
    BOOST_TEST(door.progress.stored == 60);
    BOOST_TEST(most <= door.rig.flow.mostUnsent + door.rig.source.pageSize); // a page is stored whole
}

BOOST_AUTO_TEST_CASE(whatIsNeverSentDoesNotShutTheDoor)
{
    Rig rig;
    rig.flow.mostUnsent = 2;
    rig.source.pageSize = 2;
    rig.addDocs(10);
    BOOST_TEST(rig.run().state == "ok");
    // Every document changes after it was written, then some once more before they are looked at.
    for (int i = 1; i <= 10; ++i)
    {
        rig.source.put(makeDoc(i, Noon - 29 * Minute, "4"));
    }
    BOOST_TEST(rig.run().state == "attention");
    BOOST_TEST(rig.progress->changed == 10);
    BOOST_TEST(rig.count(RecordState::ChangedAfterSync) == 10);
}

BOOST_AUTO_TEST_CASE(withoutReferenceDataReadingEndsWhereTheDoorShuts)
{
    Rig rig;
    rig.flow.mostUnsent = 3;
    rig.source.pageSize = 2;
    rig.addDocs(20);
    rig.materials.faults = {{0, {STATUS_UNAVAILABLE, 0}}};
    const RunOutcome outcome = rig.run();
    BOOST_TEST(outcome.state == "failed");
    BOOST_TEST(outcome.error.find("materials") != std::string::npos);
    BOOST_TEST(rig.target.deliveries() == 0);
    BOOST_TEST(rig.cursor() == 0);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
