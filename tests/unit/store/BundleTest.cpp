// Several records become one: wholly or not at all, and taken apart again only while nothing of it was sent.
#include "Support.h"

#include <boost/test/unit_test.hpp>

namespace duijie::store::test
{

namespace
{

struct Bundles
{
    int64_t seqOf(const std::string& key, const std::string& payload)
    {
        return rowOf(*store, "flow", key, payload).seq;
    }

    WriteResult merge(const std::vector<int64_t>& members, const std::string& digest = "one")
    {
        Bundle bundle;
        bundle.flow = "flow";
        bundle.key = "merge:A";
        bundle.number = "G";
        bundle.payload = "merged";
        bundle.digest = digestOf(digest);
        bundle.eventMs = 9;
        bundle.reason = "part of G";
        bundle.members = members;
        return store->durably([&](Done then) { store->writeBundle(bundle, std::move(then)); });
    }

    std::string states()
    {
        std::string out;
        for (const char* key : {"A", "B", "C", "merge:A"})
        {
            for (const LoadedRecord& version : store->find("flow", key))
            {
                out += std::string(key) + " " + std::string(stateName(version.row.state)) + "; ";
            }
        }
        return out;
    }

    Folder folder;
    std::unique_ptr<Store> store = ownStore(folder.url());
    const WriteResult stored = put(*store, "flow", {{"A", "a"}, {"B", "b"}, {"C", "c"}});
    const int64_t a = seqOf("A", "a");
    const int64_t b = seqOf("B", "b");
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(bundles, Bundles)

BOOST_AUTO_TEST_CASE(members_and_bundle_change_together)
{
    const WriteResult made = merge({a, b});
    BOOST_TEST(made.done.at(0));
    BOOST_TEST(made.applied == 2);
    BOOST_TEST(states() == "A merged; B merged; C received; merge:A received; ");
    const LoadedRecord bundle = store->loadThese({made.id}).at(0);
    BOOST_TEST(bundle.payload == "merged");
    BOOST_TEST(bundle.row.number == "G");
    BOOST_TEST(bundle.row.isBundle());
    const auto members = store->members(made.id);
    BOOST_TEST_REQUIRE(members.size() == 2u);
    BOOST_TEST(members[0].seq == a);
    BOOST_TEST(members[1].reason == "part of G");
    BOOST_TEST(members[1].bundle == made.id);
    BOOST_TEST(store->members(a).empty());
    BOOST_TEST(store->load("flow", RecordState::Received, 0, 9).size() == 2u);
    BOOST_TEST(store->counts("flow")[static_cast<std::size_t>(RecordState::Merged)] == 2);
    BOOST_TEST(send(*store, {made.id}).done.at(0));
}

BOOST_AUTO_TEST_CASE(nothing_happens_when_one_is_elsewhere)
{
    change(*store, b, RecordState::Received, RecordState::Held);
    BOOST_TEST(!merge({a, b}).done.at(0));
    BOOST_TEST(!merge({a, 999}).done.at(0));
    BOOST_TEST(!merge({}).done.at(0));
    BOOST_TEST(states() == "A received; B held; C received; ");
    BOOST_TEST(merge({a}).done.at(0));
    BOOST_TEST(!merge({a}, "two").done.at(0));        // it is part of one already
    BOOST_TEST(!merge({seqOf("C", "c")}).done.at(0)); // that version is there
}

BOOST_AUTO_TEST_CASE(a_member_that_changes_before_it_is_sent_takes_the_bundle_apart)
{
    for (const RecordState state :
         {RecordState::Received, RecordState::Held, RecordState::Dead, RecordState::Retrying})
    {
        Bundles other;
        const int64_t bundle = other.merge({other.a, other.b}).id;
        if (state != RecordState::Received)
        {
            change(*other.store, bundle, RecordState::Received, state);
        }
        put(*other.store, "flow", {{"A", "newer"}});
        BOOST_TEST(other.states() == "A received; A skipped; B received; C received; merge:A skipped; ");
        BOOST_TEST(other.store->members(bundle).empty());
        BOOST_TEST(!send(*other.store, {bundle}).done.at(0));
        BOOST_TEST(other.merge({other.b, other.seqOf("A", "newer")}, "two").done.at(0));
    }
}

BOOST_AUTO_TEST_CASE(a_member_that_is_left_out_now_leaves_its_bundle)
{
    merge({a, b});
    put(*store, "flow", {{"A", "cancelled", RecordState::Skipped, "cancelled"}});
    BOOST_TEST(states() == "A skipped; A skipped; B received; C received; merge:A skipped; ");
}

BOOST_AUTO_TEST_CASE(a_member_that_changes_beside_a_bill_is_reported)
{
    for (const RecordState state :
         {RecordState::Sending, RecordState::Unknown, RecordState::Done, RecordState::RollbackStuck})
    {
        Bundles other;
        const int64_t bundle = other.merge({other.a, other.b}).id;
        change(*other.store, bundle, RecordState::Received, state);
        put(*other.store, "flow", {{"A", "newer"}});
        const RecordRow newer = rowOf(*other.store, "flow", "A", "newer");
        BOOST_TEST((newer.state == RecordState::ChangedAfterSync));
        BOOST_TEST(newer.reason.find("merge:A") != std::string::npos, newer.reason);
        BOOST_TEST(other.store->members(bundle).size() == 2u);
    }
}

BOOST_AUTO_TEST_CASE(a_bundle_without_a_bill_makes_way_for_what_changed_meanwhile)
{
    const int64_t bundle = merge({a, b}).id;
    send(*store, {bundle});
    put(*store, "flow", {{"A", "newer"}, {"A", "newest"}});
    change(*store, bundle, RecordState::Sending, RecordState::Dead);
    BOOST_TEST(states() == "A received; A skipped; A skipped; B received; C received; merge:A skipped; ");
    BOOST_TEST((rowOf(*store, "flow", "A", "newest").state == RecordState::Received));
}

// A source may call a record whatever it likes.
BOOST_AUTO_TEST_CASE(a_record_that_is_called_like_a_bundle_is_another)
{
    const int64_t bundle = merge({a, b}).id;
    put(*store, "flow", {{"merge:A", "a trick"}});
    BOOST_TEST((store->loadThese({bundle}).at(0).row.state == RecordState::Received));
    BOOST_TEST(store->members(bundle).size() == 2u);
}

BOOST_AUTO_TEST_CASE(bytes_of_members_stay_until_their_bundle_is_finished)
{
    const int64_t bundle = merge({a, b}).id;
    const auto removeOld = [&]
    {
        Removal old;
        old.what = Kept::Bytes;
        old.beforeMs = testNowMs() + 1000;
        return store->durably([&](Done then) { store->remove(old, std::move(then)); }).applied;
    };
    BOOST_TEST(removeOld() == 0);
    BOOST_TEST(store->loadThese({a}).at(0).payload == "a");
    send(*store, {bundle});
    change(*store, bundle, RecordState::Sending, RecordState::Done);
    BOOST_TEST(removeOld() == 3); // both and the merged row
    BOOST_TEST(store->loadThese({a}).at(0).payload.empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::store::test
