// What retention takes away, and what it never does.
#include "Support.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

constexpr int64_t Old = 1'000;
constexpr int64_t Limit = 5'000;
constexpr int64_t Young = 9'000;

struct Fixture
{
    Folder folder;
    int64_t now = Old;
    std::unique_ptr<Store> store = openStore(folder.url(), Access::Own, {[this] { return now; }});

    /// A record that came long ago and changed to this state at `changedMs`.
    int64_t record(RecordState state, int64_t changedMs = Old)
    {
        const std::string key = "K" + std::to_string(++_records);
        put(*store, "flow", {{key, denseText(9000)}}, Old);
        send(*store, {_records}, 1, Old);
        now = changedMs;
        if (state != RecordState::Sending)
        {
            change(*store, _records, RecordState::Sending, state);
        }
        log(_records);
        return _records;
    }

    void log(int64_t seq, int64_t startedMs = Old, std::vector<int64_t> others = {})
    {
        CallRow call;
        call.startedMs = startedMs;
        call.seq = seq;
        call.bucket = "b";
        call.others = std::move(others);
        durably([&](Done done) { store->writeOutcome({}, {call}, std::move(done)); });
    }

    /// Until nothing older is left; returns how many were taken away.
    int64_t sweep(Kept what, int64_t beforeMs = Limit)
    {
        int64_t removed = 0;
        int64_t after = 0;
        do
        {
            const WriteResult result = durably(
                [&](Done done) {
                    store->remove({what, after, beforeMs}, std::move(done));
                });
            BOOST_TEST_REQUIRE(result.ok, result.error);
            removed += result.applied;
            BOOST_TEST((result.id == 0 || result.id > after));
            after = result.id;
        } while (after != 0);
        return removed;
    }

    LoadedRecord loaded(int64_t seq) { return store->find("flow", "K" + std::to_string(seq)).at(0); }

private:
    int64_t _records = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(retention, Fixture)

BOOST_AUTO_TEST_CASE(bytes_go_only_from_what_is_finished_and_old)
{
    for (int i = 0; i < RecordStateCount; ++i)
    {
        const auto state = static_cast<RecordState>(i);
        const int64_t old = record(state);
        const int64_t young = record(state, Young);
        now = 8'000;
        sweep(Kept::Bytes);
        const bool goes =
            state == RecordState::Done || state == RecordState::Skipped || state == RecordState::Invalid;
        BOOST_TEST_CONTEXT(stateName(state))
        {
            BOOST_TEST(loaded(old).payload.empty() == goes);
            BOOST_TEST(loaded(old).removedMs == (goes ? 8'000 : 0));
            BOOST_TEST(store->intents(old).at(0).body.empty() == goes);
            BOOST_TEST(store->lastIntent(old)->removedMs == (goes ? 8'000 : 0));
            BOOST_TEST(store->intents(old).at(0).bodyDigest == "digest");
            BOOST_TEST(loaded(young).payload.size() == 9000u);
            BOOST_TEST(!store->intents(young).at(0).body.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_record_without_bytes_is_still_known)
{
    const int64_t seq = record(RecordState::Done);
    BOOST_TEST(sweep(Kept::Bytes) == 1);
    BOOST_TEST(sweep(Kept::Bytes) == 0);
    BOOST_TEST(put(*store, "flow", {{"K1", denseText(9000)}}).repeated == 1);
    BOOST_TEST(put(*store, "flow", {{"K1", "other"}}).changed == 1);
    BOOST_TEST(store->load("flow", RecordState::Done, 0, 10).at(0).row.seq == seq);
    BOOST_TEST(store->intents(seq).at(0).naturalKey == "key of 1");
}

BOOST_AUTO_TEST_CASE(calls_of_open_records_stay_as_long_as_they_are_open)
{
    const int64_t done = record(RecordState::Done);
    const int64_t dead = record(RecordState::Dead);
    log(0);                 // of no record
    log(done, Old, {dead}); // for several at once
    log(done, Old, {done});
    log(done, Young);
    BOOST_TEST(sweep(Kept::Calls) == 3);
    BOOST_TEST(store->calls(done).size() == 2u);
    BOOST_TEST(store->calls(dead).size() == 2u);
    change(*store, dead, RecordState::Dead, RecordState::Skipped);
    BOOST_TEST(sweep(Kept::Calls) == 2);
    BOOST_TEST(store->calls(dead).empty());
    BOOST_TEST(outside(folder.path(), "SELECT count(*) FROM call_record") == "0");
    BOOST_TEST(store->callTimes("b", 0).size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_work_comes_in_small_parts_and_gives_room_back)
{
    // Within a page, and longer than one.
    for (const std::size_t size : {1500, 6000, 9000})
    {
        const std::string name = std::to_string(size);
        store = openStore(folder.url(name), Access::Own, {[this] { return now; }});
        std::vector<Sample> samples;
        for (int i = 0; i < 1000; ++i)
        {
            samples.push_back(
                {std::to_string(size) + "-" + std::to_string(i), denseText(size), RecordState::Skipped});
        }
        put(*store, "flow", samples, Old);
        const StoreSize before = store->size();
        const WriteResult part = durably(
            [&](Done done) {
                store->remove({Kept::Bytes, 0, Limit}, std::move(done));
            });
        BOOST_TEST(part.applied == 200);
        BOOST_TEST(part.atMs == Old);
        BOOST_TEST(sweep(Kept::Bytes) == 800);
        const auto bytes = static_cast<int64_t>(1000 * size);
        BOOST_TEST(store->size().freeBytes - before.freeBytes > bytes * 8 / 10);
        for (Sample& sample : samples)
        {
            sample.key += "'";
        }
        put(*store, "flow", samples, Young);
        BOOST_TEST(store->size().bytes < before.bytes + bytes / 2); // into the room that was free
        BOOST_TEST(sweep(Kept::Bytes) == 0);
        BOOST_TEST(outside(folder.path(name), "PRAGMA integrity_check") == "ok");
    }
}

BOOST_AUTO_TEST_CASE(bodies_give_their_room_back_too)
{
    std::vector<int64_t> seqs;
    for (int64_t i = 1; i <= 300; ++i)
    {
        put(*store, "flow", {{"B" + std::to_string(i), "b"}}, Old);
        seqs.push_back(i);
    }
    std::vector<Intent> intents;
    for (const int64_t seq : seqs)
    {
        Intent intent;
        intent.seq = seq;
        intent.body = denseText(2500);
        intent.bodyDigest = "digest " + std::to_string(seq);
        intents.push_back(std::move(intent));
    }
    durably([&](Done done) { store->writeIntents(intents, std::move(done)); });
    for (const int64_t seq : seqs)
    {
        change(*store, seq, RecordState::Sending, RecordState::Done);
    }
    const StoreSize before = store->size();
    BOOST_TEST(sweep(Kept::Bytes) == 300);
    BOOST_TEST(store->size().freeBytes - before.freeBytes > 300 * 2500 * 7 / 10);
    BOOST_TEST(store->intents(77).at(0).bodyDigest == "digest 77");
    BOOST_TEST(outside(folder.path(), "PRAGMA integrity_check") == "ok");
}

BOOST_AUTO_TEST_SUITE_END()
