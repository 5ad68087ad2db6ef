// A record that becomes Done puts a row into another flow's inbox, in the same transaction or not at all.
#include "Support.h"

#include <boost/test/unit_test.hpp>

namespace duijie::store::test
{

namespace
{

struct Forwarding
{
    Forwarding()
    {
        store->forward("flow", [this](const LoadedRecord& written) { return made(written); });
    }

    Forwarded made(const LoadedRecord& written)
    {
        ++asked;
        Forwarded out;
        out.flow = "told";
        out.key = "T-" + written.row.key;
        out.number = written.row.targetNumber;
        out.payload = written.payload + "|" + written.row.targetId;
        out.digest = digestOf(out.payload);
        out.eventMs = 77;
        return out;
    }

    int64_t sent(const std::string& key, const std::string& payload = "p")
    {
        put(*store, "flow", {{key, payload}});
        const int64_t seq = rowOf(*store, "flow", key, payload).seq;
        send(*store, {seq});
        return seq;
    }

    WriteResult done(int64_t seq, RecordState from = RecordState::Sending, const std::string& id = "785")
    {
        Transition transition;
        transition.seq = seq;
        transition.from = from;
        transition.to = RecordState::Done;
        transition.targetId = id;
        transition.targetNumber = "N" + id;
        return store->durably([&](Done then) { store->writeOutcome({transition}, {}, std::move(then)); });
    }

    Folder folder;
    std::unique_ptr<Store> store = ownStore(folder.url());
    int asked = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(forward, Forwarding)

BOOST_AUTO_TEST_CASE(what_is_settled_is_told_once)
{
    const int64_t seq = sent("A");
    BOOST_TEST(store->find("told", "T-A").empty());
    BOOST_TEST(done(seq).applied == 1);
    const auto told = store->find("told", "T-A");
    BOOST_TEST_REQUIRE(told.size() == 1u);
    BOOST_TEST(told[0].payload == "p|785");
    BOOST_TEST(told[0].row.number == "N785");
    BOOST_TEST(told[0].row.eventMs == 77);
    BOOST_TEST((told[0].row.state == RecordState::Received));
    BOOST_TEST(done(seq).applied == 0); // it is no longer there to be settled
    BOOST_TEST(store->find("told", "T-A").size() == 1u);
    BOOST_TEST(asked == 1);
}

BOOST_AUTO_TEST_CASE(only_done_is_told_and_only_of_that_flow)
{
    const int64_t seq = sent("A");
    change(*store, seq, RecordState::Sending, RecordState::Unknown);
    change(*store, seq, RecordState::Unknown, RecordState::Dead);
    put(*store, "another", {{"B", "p"}});
    const int64_t other = rowOf(*store, "another", "B", "p").seq;
    send(*store, {other});
    done(other);
    BOOST_TEST(asked == 0);
    BOOST_TEST(store->counts("told")[0] == 0);
    store->forward("flow", {});
    done(sent("C"));
    BOOST_TEST(asked == 0);
}

BOOST_AUTO_TEST_CASE(a_second_bill_is_a_newer_version_there)
{
    const int64_t seq = sent("A");
    done(seq);
    change(*store, seq, RecordState::Done, RecordState::Skipped); // its draft made way
    done(sent("A", "q"), RecordState::Sending, "786");
    const auto told = store->find("told", "T-A");
    BOOST_TEST_REQUIRE(told.size() == 2u);
    BOOST_TEST(told[0].payload == "q|786");
    BOOST_TEST((told[0].row.state == RecordState::Received));
    BOOST_TEST((told[1].row.state == RecordState::Skipped)); // replaced before anybody sent it
}

BOOST_AUTO_TEST_CASE(what_cannot_be_told_is_kept_with_the_reason)
{
    store->forward("flow",
                   [this](const LoadedRecord& written)
                   {
                       Forwarded out = made(written);
                       out.state = RecordState::Invalid;
                       out.reason = "no bill";
                       return out;
                   });
    done(sent("A"));
    const auto told = store->find("told", "T-A");
    BOOST_TEST_REQUIRE(told.size() == 1u);
    BOOST_TEST((told[0].row.state == RecordState::Invalid));
    BOOST_TEST(told[0].row.reason == "no bill");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::store::test
