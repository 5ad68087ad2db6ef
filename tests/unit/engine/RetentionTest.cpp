// What is taken away after a run, and when.
#include "DenseText.h"
#include "Rig.h"

#include "engine/Retention.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

constexpr int64_t Day = 24 * Hour;

/// A rig whose store holds finished records, one that is open, and the calls of all of them.
class Full : public Rig
{
public:
    Full()
    {
        addDocs(6);
        target.answers[billKey(6)] = {{STATUS_REJECTED}};
        run();
        for (const char* key : {"1", "6"})
        {
            store::CallRow call;
            call.seq = row(key)->seq;
            call.startedMs = clock.nowMs();
            call.excerpt = std::string(1000, 'c');
            store::durably([&](store::Done done) { store.writeOutcome({}, {call}, std::move(done)); });
        }
    }

    store::LoadedRecord loaded(const std::string& key) { return store.find("f", key).at(0); }
    std::size_t calls(const std::string& key) { return store.calls(row(key)->seq).size(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(retention)

BOOST_AUTO_TEST_CASE(eachKindHasItsDays)
{
    Full rig;
    const RetentionRules rules{10, 20, 0};
    BOOST_TEST(keepWithin(rig.shared, rules)->calls == 0);
    rig.clock.advance(11 * Day);
    const auto first = keepWithin(rig.shared, rules);
    BOOST_TEST_REQUIRE(first.has_value());
    BOOST_TEST(first->calls > 0);
    BOOST_TEST(first->records == 0);
    BOOST_TEST(rig.calls("1") == 0u);
    BOOST_TEST(rig.calls("6") == 1u); // given up: a person may want to know why
    BOOST_TEST(callsRemovedBefore(rig.store) == rig.clock.nowMs() - 10 * Day);
    rig.clock.advance(10 * Day);
    BOOST_TEST(keepWithin(rig.shared, rules)->records == 5);
    BOOST_TEST(rig.loaded("1").payload == "");
    BOOST_TEST(rig.loaded("1").removedMs == rig.clock.nowMs());
    BOOST_TEST(rig.loaded("6").payload != "");
}

BOOST_AUTO_TEST_CASE(itIsDoneOnceADay)
{
    Full rig;
    BOOST_TEST(keepWithin(rig.shared, {}).has_value());
    rig.clock.advance(Day - Second);
    BOOST_TEST(!keepWithin(rig.shared, {}).has_value());
    rig.clock.advance(Second);
    BOOST_TEST(keepWithin(rig.shared, {}).has_value());
}

BOOST_AUTO_TEST_CASE(noughtDaysIsForEver)
{
    Full rig;
    rig.clock.advance(4000 * Day);
    const auto report = keepWithin(rig.shared, {0, 0, 0});
    BOOST_TEST(report->calls == 0);
    BOOST_TEST(report->records == 0);
}

BOOST_AUTO_TEST_CASE(aStoreThatIsTooLargeLosesItsOldestFirst)
{
    Full rig;
    rig.clock.advance(5 * Day);
    std::vector<std::string> texts;
    for (int i = 0; i < 900; ++i)
    {
        texts.push_back("filler " + std::to_string(i));
    }
    const std::string payload = duijie::test::denseText(8000);
    const auto fill = [&](std::size_t from, std::size_t to)
    {
        store::PageWrite page;
        page.flow = "f";
        page.nowMs = rig.clock.nowMs();
        for (std::size_t i = from; i < to; ++i)
        {
            store::NewRecord record;
            record.key = texts[i];
            record.payload = payload;
            record.state = RecordState::Skipped;
            page.records.push_back(record);
        }
        store::durably([&](store::Done done) { rig.store.writePage(std::move(page), std::move(done)); });
    };
    fill(0, 600);
    const int64_t between = rig.clock.nowMs();
    rig.clock.advance(5 * Day);
    fill(600, 900);
    rig.clock.advance(3 * Day);
    const RetentionRules rules{0, 0, 4};
    const auto report = keepWithin(rig.shared, rules);
    BOOST_TEST_REQUIRE(report.has_value());
    BOOST_TEST(!report->tooLarge);
    BOOST_TEST(report->calls > 0);
    BOOST_TEST(report->size.bytes - report->size.freeBytes <= 4 * 1024 * 1024);
    BOOST_TEST(rig.loaded("filler 0").payload == "");
    BOOST_TEST(rig.loaded("filler 0").row.receivedMs == between);
    BOOST_TEST(rig.loaded("filler 899").payload.size() == 8000u);
    BOOST_TEST(!keepWithin(rig.shared, {0, 0, 5}).has_value()); // small enough, and done today
}

BOOST_AUTO_TEST_CASE(whatIsOpenOrNewStaysEvenWhenItIsTooMuch)
{
    Full rig;
    store::PageWrite page;
    page.flow = "f";
    page.nowMs = rig.clock.nowMs();
    const std::string payload = duijie::test::denseText(3'000'000);
    store::NewRecord record;
    record.key = "large";
    record.payload = payload;
    record.state = RecordState::Skipped;
    page.records.push_back(record);
    store::durably([&](store::Done done) { rig.store.writePage(page, std::move(done)); });
    rig.clock.advance(Day);
    const auto report = keepWithin(rig.shared, {0, 0, 1});
    BOOST_TEST(report->tooLarge);
    BOOST_TEST(rig.loaded("large").payload.size() == payload.size());
    BOOST_TEST(rig.loaded("6").payload != "");
}

BOOST_AUTO_TEST_CASE(aRunAfterwardsSendsNothingAgain)
{
    Full rig;
    rig.clock.advance(200 * Day);
    keepWithin(rig.shared, {});
    BOOST_TEST(rig.loaded("1").payload == "");
    const int before = rig.target.deliveries();
    rig.run({Noon - 24 * Hour, rig.clock.nowMs()});
    BOOST_TEST(rig.target.deliveries() == before);
    BOOST_TEST(rig.progress->repeated == 6);
    BOOST_TEST(rig.audit({Noon - 24 * Hour, rig.clock.nowMs()}).right == 5);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
