// Intents, outcomes, recovery: compare and set, and never two versions under way.
#include "Support.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

struct Fixture
{
    Folder folder;
    std::unique_ptr<Store> store = ownStore(folder.url());

    int64_t record(const std::string& key, const std::string& payload = "v1")
    {
        put(*store, "flow", {{key, payload}});
        return rowOf(*store, "flow", key, payload).seq;
    }

    std::string stateOf(int64_t seq)
    {
        for (const RecordRow& row : store->rows("flow", std::nullopt, 10000))
        {
            if (row.seq == seq)
            {
                return std::string(stateName(row.state));
            }
        }
        return "none";
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(intents, Fixture)

BOOST_AUTO_TEST_CASE(an_intent_is_stored_with_the_step_to_sending)
{
    const int64_t seq = record("A");
    const WriteResult result = send(*store, {seq}, 3, 4000);
    BOOST_TEST(result.ok);
    BOOST_TEST(result.applied == 1);
    BOOST_TEST_REQUIRE(result.done.size() == 1u);
    BOOST_TEST(result.done[0]);
    const RecordRow row = rowOf(*store, "flow", "A", "v1");
    BOOST_TEST(stateOf(seq) == "sending");
    BOOST_TEST(row.attempts == 3);
    BOOST_TEST(row.changedMs == 4000);
    const Intent intent = store->lastIntent(seq).value();
    BOOST_TEST(intent.seq == seq);
    BOOST_TEST(intent.attempt == 3);
    BOOST_TEST(intent.createdMs == 4000);
    BOOST_TEST(intent.naturalKey == "key of " + std::to_string(seq));
    BOOST_TEST(intent.scope == "scope");
    BOOST_TEST(intent.fingerprint == "print");
    BOOST_TEST(intent.bodyDigest == "digest");
    BOOST_TEST(intent.body == "{\"body\":" + std::to_string(seq) + "}");
    BOOST_TEST(intent.runId == 7);
}

BOOST_AUTO_TEST_CASE(a_bill_is_owned_by_the_record_that_has_it)
{
    const int64_t a = record("A");
    change(*store, a, RecordState::Received, RecordState::Sending);
    Transition done;
    done.seq = a;
    done.from = RecordState::Sending;
    done.to = RecordState::Done;
    done.targetId = "785";
    durably([&](Done then) { store->writeOutcome({done}, {}, std::move(then)); });
    BOOST_TEST_REQUIRE(store->ownerOf("flow", "785", "B").has_value());
    BOOST_TEST(store->ownerOf("flow", "785", "B")->key == "A");
    BOOST_TEST(!store->ownerOf("flow", "785", "A")); // its own
    BOOST_TEST(!store->ownerOf("flow", "786", "B"));
    BOOST_TEST(!store->ownerOf("flow", "", "B"));
    BOOST_TEST(!store->ownerOf("another flow", "785", "B"));
    change(*store, a, RecordState::Done, RecordState::RolledBack);
    BOOST_TEST(!store->ownerOf("flow", "785", "B")); // it was taken away
}

BOOST_AUTO_TEST_CASE(only_received_and_retrying_records_start)
{
    for (int i = 0; i < RecordStateCount; ++i)
    {
        const auto from = static_cast<RecordState>(i);
        const int64_t seq = record("K" + std::to_string(i));
        if (from != RecordState::Received)
        {
            change(*store, seq, RecordState::Received, from);
        }
        const bool starts = from == RecordState::Received || from == RecordState::Retrying;
        BOOST_TEST(send(*store, {seq}).done[0] == starts);
        BOOST_TEST(store->intents(seq).size() == (starts ? 1u : 0u));
        BOOST_TEST(stateOf(seq) == (starts ? "sending" : std::string(stateName(from))));
    }
    BOOST_TEST(!send(*store, {123456}).done[0]);
    BOOST_TEST(!store->lastIntent(123456).has_value());
}

BOOST_AUTO_TEST_CASE(the_others_of_a_batch_start_all_the_same)
{
    const int64_t a = record("A");
    const int64_t b = record("B");
    const int64_t c = record("C");
    change(*store, b, RecordState::Received, RecordState::Dead);
    const WriteResult result = send(*store, {a, b, c, a});
    BOOST_TEST_REQUIRE(result.done.size() == 4u);
    BOOST_TEST(result.done[0]);
    BOOST_TEST(!result.done[1]);
    BOOST_TEST(result.done[2]);
    BOOST_TEST(!result.done[3]);
    BOOST_TEST(result.applied == 2);
}

BOOST_AUTO_TEST_CASE(a_second_version_never_starts_while_a_bill_may_exist)
{
    for (const RecordState other : {RecordState::Sending, RecordState::Unknown, RecordState::Done})
    {
        const std::string key = "K" + std::string(stateName(other));
        const int64_t first = record(key, "v1");
        change(*store, first, RecordState::Received, other);
        const int64_t second = record(key, "v2");
        // A person's decision, or a fault elsewhere, put it back to work: the store still refuses.
        BOOST_TEST(change(*store, second, RecordState::ChangedAfterSync, RecordState::Received));
        BOOST_TEST(!send(*store, {second}).done[0]);
        BOOST_TEST(store->intents(second).empty());
        change(*store, first, other, RecordState::RolledBack);
        BOOST_TEST(send(*store, {second}).done[0]);
    }
}

// A document corrected while its first version was on its way must not be lost when that one is refused.
BOOST_AUTO_TEST_CASE(a_newer_version_takes_over_when_the_older_ends_without_a_bill)
{
    for (const RecordState end :
         {RecordState::Dead, RecordState::Held, RecordState::Retrying, RecordState::RolledBack})
    {
        const std::string key = "K" + std::string(stateName(end));
        const int64_t first = record(key, "v1");
        change(*store, first, RecordState::Received, RecordState::Sending);
        const int64_t second = record(key, "v2");
        const int64_t third = record(key, "v3");
        BOOST_TEST(stateOf(third) == "changed_after_sync");
        change(*store, first, RecordState::Sending, RecordState::Unknown);
        BOOST_TEST(stateOf(third) == "changed_after_sync");
        change(*store, first, RecordState::Unknown, end);
        BOOST_TEST(stateOf(first) == (end == RecordState::RolledBack ? "rolled_back" : "skipped"));
        BOOST_TEST(stateOf(second) == "skipped");
        BOOST_TEST(stateOf(third) == "received");
        BOOST_TEST(rowOf(*store, "flow", key, "v3").reason.empty());
        BOOST_TEST(send(*store, {third}).done[0]);
    }
}

BOOST_AUTO_TEST_CASE(a_newer_version_that_is_left_out_stays_left_out)
{
    const int64_t first = record("K", "v1");
    change(*store, first, RecordState::Received, RecordState::Sending);
    Sample skipped{"K", "v2", RecordState::Skipped, "not ours", "", 0};
    put(*store, "flow", {skipped}, 5);
    change(*store, first, RecordState::Sending, RecordState::Dead);
    BOOST_TEST(stateName(rowOf(*store, "flow", "K", "v2").state) == "skipped");
}

BOOST_AUTO_TEST_CASE(two_versions_in_one_batch_give_one_intent)
{
    const int64_t first = record("K", "v1");
    const int64_t second = record("K", "v2");
    change(*store, first, RecordState::Skipped, RecordState::Received);
    const WriteResult result = send(*store, {first, second});
    BOOST_TEST(result.done[0]);
    BOOST_TEST(!result.done[1]);
}

BOOST_AUTO_TEST_CASE(attempts_are_kept_in_order)
{
    const int64_t seq = record("A");
    for (int attempt = 1; attempt <= 3; ++attempt)
    {
        BOOST_TEST(send(*store, {seq}, attempt, 1000 * attempt).done[0]);
        BOOST_TEST(change(*store, seq, RecordState::Sending, RecordState::Retrying, "refused", 5));
    }
    const auto intents = store->intents(seq);
    BOOST_TEST_REQUIRE(intents.size() == 3u);
    BOOST_TEST(intents[0].attempt == 1);
    BOOST_TEST(intents[2].attempt == 3);
    BOOST_TEST(store->lastIntent(seq)->attempt == 3);
}

BOOST_AUTO_TEST_CASE(a_transition_needs_the_state_it_starts_from)
{
    const int64_t seq = record("A");
    for (int i = 1; i < RecordStateCount; ++i)
    {
        BOOST_TEST(!change(*store, seq, static_cast<RecordState>(i), RecordState::Dead, "no"));
    }
    const RecordRow row = rowOf(*store, "flow", "A", "v1");
    BOOST_TEST(stateOf(seq) == "received");
    BOOST_TEST(row.reason.empty());
    BOOST_TEST(change(*store, seq, RecordState::Received, RecordState::Dead, "yes", 9));
    BOOST_TEST(!change(*store, seq, RecordState::Received, RecordState::Held, "late"));
    BOOST_TEST(rowOf(*store, "flow", "A", "v1").reason == "yes");
    BOOST_TEST(rowOf(*store, "flow", "A", "v1").nextMs == 9);
}

BOOST_AUTO_TEST_CASE(a_transition_changes_what_it_names_and_keeps_the_rest)
{
    const int64_t seq = record("A");
    send(*store, {seq}, 2);
    Transition done;
    done.seq = seq;
    done.from = RecordState::Sending;
    done.to = RecordState::Done;
    done.targetId = "900";
    done.targetNumber = "PYD1";
    durably([&](Done told) { store->writeOutcome({done}, {}, std::move(told)); });
    RecordRow row = rowOf(*store, "flow", "A", "v1");
    BOOST_TEST(row.attempts == 2);
    BOOST_TEST(row.targetId == "900");
    BOOST_TEST(row.targetNumber == "PYD1");
    BOOST_TEST(row.changedMs == testNowMs());
    Transition back;
    back.seq = seq;
    back.from = RecordState::Done;
    back.to = RecordState::RolledBack;
    back.attempts = 0;
    durably([&](Done told) { store->writeOutcome({back}, {}, std::move(told)); });
    row = rowOf(*store, "flow", "A", "v1");
    BOOST_TEST(row.targetId == "900");
    BOOST_TEST(row.attempts == 0);
}

BOOST_AUTO_TEST_CASE(recovery_makes_sending_unknown_and_ends_runs)
{
    const int64_t a = record("A");
    const int64_t b = record("B");
    const int64_t c = record("C");
    const int64_t lost = record("D");
    put(*store, "other", {{"A", "x"}});
    const int64_t foreign = rowOf(*store, "other", "A", "x").seq;
    send(*store, {a, foreign}, 1, 100);
    send(*store, {b}, 1, 200);
    change(*store, b, RecordState::Sending, RecordState::Retrying);
    send(*store, {b}, 2, 300);
    change(*store, lost, RecordState::Received, RecordState::Sending);
    RunRow run;
    run.flow = "flow";
    const WriteResult begun = durably([&](Done done) { store->beginRun(run, std::move(done)); });
    run.flow = "other";
    durably([&](Done done) { store->beginRun(run, std::move(done)); });

    BOOST_TEST(store->recover("flow", 9000, 500) == 3);
    BOOST_TEST(stateOf(a) == "unknown");
    BOOST_TEST(rowOf(*store, "flow", "A", "v1").nextMs == 9500);
    BOOST_TEST(rowOf(*store, "flow", "B", "v1").nextMs == 9500);
    BOOST_TEST(rowOf(*store, "flow", "D", "v1").nextMs == 9500);
    BOOST_TEST(!rowOf(*store, "flow", "A", "v1").reason.empty());
    BOOST_TEST(rowOf(*store, "flow", "A", "v1").attempts == 1);
    BOOST_TEST(stateOf(c) == "received");
    BOOST_TEST(std::string(stateName(rowOf(*store, "other", "A", "x").state)) == "sending");
    BOOST_TEST(store->runs("flow", 1).at(0).id == begun.id);
    BOOST_TEST(store->runs("flow", 1).at(0).state == "interrupted");
    BOOST_TEST(store->runs("flow", 1).at(0).endedMs == 9000);
    BOOST_TEST(store->runs("other", 1).at(0).state == "running");
    BOOST_TEST(store->recover("flow", 9000, 500) == 0);
    BOOST_TEST(store->recover("none", 9000, 500) == 0);
    BOOST_TEST(!change(*store, a, RecordState::Sending, RecordState::Done));
}

BOOST_AUTO_TEST_SUITE_END()
