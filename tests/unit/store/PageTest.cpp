// Pages: what is new, what was there, what replaces what; cursor; reading back.
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

    /// Stores one version and leaves it in `state`.
    int64_t versionIn(RecordState state, const std::string& key = "K", const std::string& payload = "v1")
    {
        put(*store, "flow", {{key, payload}});
        const int64_t seq = rowOf(*store, "flow", key, payload).seq;
        BOOST_TEST_REQUIRE(seq > 0);
        if (state != RecordState::Received)
        {
            BOOST_TEST_REQUIRE(change(*store, seq, RecordState::Received, state, "first reason"));
        }
        return seq;
    }

    RecordState stateOf(const std::string& payload, const std::string& key = "K")
    {
        return rowOf(*store, "flow", key, payload).state;
    }
};

std::string word(RecordState state)
{
    return std::string(stateName(state));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(pages, Fixture)

BOOST_AUTO_TEST_CASE(a_record_comes_back_as_it_was_given)
{
    const std::string payload = std::string("{\"名\":\"盘盈\"}") + '\0' + "\xff tail";
    const WriteResult result =
        put(*store, "flow", {{"K1", payload, RecordState::Received, "", "N1", 77}}, 1234);
    BOOST_TEST(result.ok);
    BOOST_TEST(result.inserted == 1);
    const auto loaded = store->load("flow", RecordState::Received, 0, 10);
    BOOST_TEST_REQUIRE(loaded.size() == 1u);
    BOOST_TEST(loaded[0].payload == payload);
    BOOST_TEST(loaded[0].row.key == "K1");
    BOOST_TEST(loaded[0].row.number == "N1");
    BOOST_TEST(loaded[0].row.eventMs == 77);
    BOOST_TEST(loaded[0].row.receivedMs == 1234);
    BOOST_TEST(loaded[0].row.changedMs == 1234);
    BOOST_TEST(loaded[0].row.attempts == 0);
}

BOOST_AUTO_TEST_CASE(empty_texts_and_bytes_are_stored_as_such)
{
    BOOST_TEST(put(*store, "", {{"", ""}}).inserted == 1);
    BOOST_TEST(put(*store, "", {{"", ""}}).repeated == 1);
    BOOST_TEST_REQUIRE(store->load("", RecordState::Received, 0, 10).size() == 1u);
    BOOST_TEST(store->load("", RecordState::Received, 0, 10)[0].payload.empty());
}

BOOST_AUTO_TEST_CASE(given_skipped_and_invalid_keep_state_and_reason)
{
    put(*store, "flow",
        {{"A", "a", RecordState::Skipped, "left out"}, {"B", "b", RecordState::Invalid, "no unit"}});
    BOOST_TEST(rowOf(*store, "flow", "A", "a").reason == "left out");
    BOOST_TEST(word(stateOf("a", "A")) == "skipped");
    BOOST_TEST(rowOf(*store, "flow", "B", "b").reason == "no unit");
    BOOST_TEST(word(stateOf("b", "B")) == "invalid");
}

BOOST_AUTO_TEST_CASE(the_same_bytes_again_change_nothing_in_any_state)
{
    for (int i = 0; i < RecordStateCount; ++i)
    {
        const auto state = static_cast<RecordState>(i);
        const std::string key = "K" + std::to_string(i);
        const int64_t seq = versionIn(state, key);
        const WriteResult again =
            put(*store, "flow", {{key, "v1", RecordState::Skipped, "now left out"}}, 9999);
        BOOST_TEST(again.repeated == 1);
        BOOST_TEST(again.inserted + again.replaced + again.changed == 0);
        const RecordRow row = rowOf(*store, "flow", key, "v1");
        BOOST_TEST(row.seq == seq);
        BOOST_TEST(word(row.state) == word(state));
        BOOST_TEST(row.receivedMs == 1000);
    }
}

BOOST_AUTO_TEST_CASE(a_newer_version_sets_an_unsent_one_aside)
{
    for (const RecordState state : {RecordState::Received, RecordState::Held, RecordState::Retrying,
                                    RecordState::Dead, RecordState::Invalid})
    {
        const std::string key = "K" + word(state);
        versionIn(state, key);
        const WriteResult result = put(*store, "flow", {{key, "v2"}});
        BOOST_TEST(result.replaced == 1);
        BOOST_TEST(result.inserted == 1);
        BOOST_TEST(result.changed == 0);
        const RecordRow older = rowOf(*store, "flow", key, "v1");
        BOOST_TEST(word(older.state) == "skipped");
        BOOST_TEST(older.reason.find("newer version") != std::string::npos);
        BOOST_TEST(word(stateOf("v2", key)) == "received");
    }
}

BOOST_AUTO_TEST_CASE(a_version_that_was_left_out_stays_as_it_is)
{
    versionIn(RecordState::Skipped);
    const WriteResult result = put(*store, "flow", {{"K", "v2"}});
    BOOST_TEST(result.replaced == 0);
    BOOST_TEST(rowOf(*store, "flow", "K", "v1").reason == "first reason");
    BOOST_TEST(word(stateOf("v2")) == "received");
}

BOOST_AUTO_TEST_CASE(after_a_rollback_a_newer_version_is_work_again)
{
    versionIn(RecordState::RolledBack);
    put(*store, "flow", {{"K", "v2"}});
    BOOST_TEST(word(stateOf("v1")) == "rolled_back");
    BOOST_TEST(word(stateOf("v2")) == "received");
}

BOOST_AUTO_TEST_CASE(a_newer_version_of_a_record_with_a_bill_waits_for_a_person)
{
    for (const RecordState state : {RecordState::Sending, RecordState::Unknown, RecordState::Done})
    {
        const std::string key = "K" + word(state);
        versionIn(state, key);
        const WriteResult result = put(*store, "flow", {{key, "v2"}});
        BOOST_TEST(result.changed == 1);
        BOOST_TEST(result.inserted == 1);
        BOOST_TEST(result.replaced == 0);
        BOOST_TEST(word(stateOf("v1", key)) == word(state));
        BOOST_TEST(word(stateOf("v2", key)) == "changed_after_sync");
        BOOST_TEST(!rowOf(*store, "flow", key, "v2").reason.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_newer_version_that_is_left_out_or_invalid_is_still_reported)
{
    versionIn(RecordState::Done);
    put(*store, "flow", {{"K", "v2", RecordState::Skipped, "status is 5"}});
    put(*store, "flow", {{"K", "v3", RecordState::Invalid, "no lines"}});
    BOOST_TEST(word(stateOf("v2")) == "changed_after_sync");
    BOOST_TEST(word(stateOf("v3")) == "changed_after_sync");
    BOOST_TEST(rowOf(*store, "flow", "K", "v2").reason.find("status is 5") != std::string::npos);
    BOOST_TEST(rowOf(*store, "flow", "K", "v3").reason.find("no lines") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_bill_counts_even_when_a_later_version_stands_between)
{
    versionIn(RecordState::Done);
    put(*store, "flow", {{"K", "v2"}});
    put(*store, "flow", {{"K", "v3"}});
    BOOST_TEST(word(stateOf("v3")) == "changed_after_sync");
    BOOST_TEST(word(stateOf("v2")) == "changed_after_sync");
}

BOOST_AUTO_TEST_CASE(one_page_may_hold_a_key_more_than_once)
{
    const WriteResult result = put(*store, "flow", {{"K", "v1"}, {"K", "v1"}, {"K", "v2"}, {"L", "v1"}});
    BOOST_TEST(result.inserted == 3);
    BOOST_TEST(result.repeated == 1);
    BOOST_TEST(result.replaced == 1);
    BOOST_TEST(result.applied == 4);
    BOOST_TEST(word(stateOf("v1")) == "skipped");
    BOOST_TEST(word(stateOf("v2")) == "received");
}

BOOST_AUTO_TEST_CASE(flows_do_not_see_each_other)
{
    put(*store, "one", {{"K", "v1"}}, 1, "c1");
    put(*store, "two", {{"K", "v2"}}, 1, "c2");
    BOOST_TEST(store->load("one", RecordState::Received, 0, 10).size() == 1u);
    BOOST_TEST(store->load("two", RecordState::Received, 0, 10).size() == 1u);
    BOOST_TEST(store->load("three", RecordState::Received, 0, 10).empty());
    BOOST_TEST(store->cursor("one", "main").value() == "c1");
    BOOST_TEST(store->cursor("two", "main").value() == "c2");
    BOOST_TEST(!store->cursor("two", "other").has_value());
}

BOOST_AUTO_TEST_CASE(the_cursor_moves_only_when_asked)
{
    put(*store, "flow", {{"A", "a"}});
    BOOST_TEST(!store->cursor("flow", "main").has_value());
    put(*store, "flow", {{"B", "b"}}, 1, "100");
    put(*store, "flow", {{"C", "c"}});
    BOOST_TEST(store->cursor("flow", "main").value() == "100");
    put(*store, "flow", {}, 1, "200");
    BOOST_TEST(store->cursor("flow", "main").value() == "200");
}

BOOST_AUTO_TEST_CASE(loading_goes_by_arrival_and_by_portions)
{
    std::vector<Sample> samples;
    for (int i = 0; i < 10; ++i)
    {
        samples.push_back({"K" + std::to_string(9 - i), "p" + std::to_string(i)});
    }
    put(*store, "flow", samples);
    const auto first = store->load("flow", RecordState::Received, 0, 4);
    BOOST_TEST_REQUIRE(first.size() == 4u);
    BOOST_TEST(first[0].payload == "p0");
    const auto rest = store->load("flow", RecordState::Received, first.back().row.seq, 100);
    BOOST_TEST_REQUIRE(rest.size() == 6u);
    BOOST_TEST(rest.back().payload == "p9");
}

BOOST_AUTO_TEST_CASE(every_state_can_be_loaded_listed_and_counted)
{
    for (int i = 0; i < RecordStateCount; ++i)
    {
        for (int j = 0; j <= i; ++j)
        {
            versionIn(static_cast<RecordState>(i), "K" + std::to_string(i) + "/" + std::to_string(j));
        }
    }
    const StateCounts counts = store->counts("flow");
    for (int i = 0; i < RecordStateCount; ++i)
    {
        const auto state = static_cast<RecordState>(i);
        const auto size = static_cast<std::size_t>(i + 1);
        BOOST_TEST(counts[static_cast<std::size_t>(i)] == i + 1);
        BOOST_TEST(store->load("flow", state, 0, 100).size() == size);
        BOOST_TEST(store->due("flow", state, 0, 100).size() == size);
        const auto rows = store->rows("flow", state, 100);
        BOOST_TEST_REQUIRE(rows.size() == size);
        BOOST_TEST(rows.front().seq >= rows.back().seq);
        for (const RecordRow& row : rows)
        {
            BOOST_TEST(word(row.state) == word(state));
        }
    }
    BOOST_TEST(store->rows("flow", std::nullopt, 1000).size() == 91u);
    BOOST_TEST(store->rows("flow", std::nullopt, 3).size() == 3u);
    BOOST_TEST(store->rows("flow", std::nullopt, 3)[0].key == "K12/12");
    BOOST_TEST(store->counts("none")[0] == 0);
}

BOOST_AUTO_TEST_CASE(due_takes_the_earliest_and_none_too_early)
{
    for (int i = 0; i < 5; ++i)
    {
        const int64_t seq = versionIn(RecordState::Received, "K" + std::to_string(i));
        change(*store, seq, RecordState::Received, RecordState::Retrying, "again", 500 - i * 100);
    }
    const auto due = store->due("flow", RecordState::Retrying, 300, 10);
    BOOST_TEST_REQUIRE(due.size() == 3u);
    BOOST_TEST(due[0].row.nextMs == 100);
    BOOST_TEST(due[2].row.nextMs == 300);
    BOOST_TEST(store->due("flow", RecordState::Retrying, 300, 2).size() == 2u);
    BOOST_TEST(store->due("flow", RecordState::Held, 300, 2).empty());
}

BOOST_AUTO_TEST_CASE(find_goes_by_key_first_then_by_number)
{
    put(*store, "flow",
        {{"A", "a1", RecordState::Received, "", "B"}, {"B", "b1", RecordState::Received, "", "X"}});
    put(*store, "flow", {{"A", "a2", RecordState::Received, "", "B"}});
    const auto byKey = store->find("flow", "A");
    BOOST_TEST_REQUIRE(byKey.size() == 2u);
    BOOST_TEST(byKey[0].payload == "a2");
    BOOST_TEST(store->find("flow", "B").size() == 1u);
    BOOST_TEST(store->find("flow", "B")[0].payload == "b1");
    BOOST_TEST(store->find("flow", "X")[0].payload == "b1");
    BOOST_TEST(store->find("flow", "C").empty());
    BOOST_TEST(store->find("other", "A").empty());
}

BOOST_AUTO_TEST_CASE(the_words_of_states_go_both_ways)
{
    for (int i = 0; i < RecordStateCount; ++i)
    {
        RecordState back = RecordState::Received;
        BOOST_TEST(stateFromName(stateName(static_cast<RecordState>(i)), back));
        BOOST_TEST(static_cast<int>(back) == i);
    }
    RecordState untouched = RecordState::Held;
    BOOST_TEST(!stateFromName("mapped", untouched));
    BOOST_TEST(word(untouched) == "held");
}

BOOST_AUTO_TEST_SUITE_END()
