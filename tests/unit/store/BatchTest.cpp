// Records that belong together, and how often an answer was unclear.
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

    void sendAs(const std::vector<int64_t>& seqs, int64_t batch)
    {
        std::vector<Intent> intents;
        for (const int64_t seq : seqs)
        {
            Intent intent;
            intent.seq = seq;
            intent.batch = batch;
            intents.push_back(intent);
        }
        durably([&](Done done) { store->writeIntents(std::move(intents), std::move(done)); });
    }

    std::string membersOf(int64_t batch, const std::string& flow = "flow")
    {
        std::string out;
        for (const RecordRow& row : store->batch(flow, batch))
        {
            out += row.key + ":" + std::string(stateName(row.state)) + " ";
        }
        return out;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(batches, Fixture)

BOOST_AUTO_TEST_CASE(a_batch_outlives_the_process)
{
    const int64_t a = record("A");
    const int64_t b = record("B");
    const int64_t c = record("C");
    sendAs({a, b}, 700);
    sendAs({c}, 0);
    change(*store, a, RecordState::Sending, RecordState::Done);
    store.reset();
    store = ownStore(folder.url());
    BOOST_TEST(membersOf(700) == "A:done B:sending ");
    BOOST_TEST(membersOf(700, "another flow") == "");
    BOOST_TEST(membersOf(0) == "");
    BOOST_TEST(rowOf(*store, "flow", "B", "v1").batch == 700);
    BOOST_TEST(store->brokenBatches("flow").empty());
}

BOOST_AUTO_TEST_CASE(a_batch_is_broken_when_one_of_it_ends_without_a_bill)
{
    for (const RecordState end : {RecordState::Dead, RecordState::Held})
    {
        const std::string key(stateName(end));
        const int64_t a = record(key + "1");
        const int64_t b = record(key + "2");
        sendAs({a, b}, a);
        change(*store, a, RecordState::Sending, RecordState::Done);
        change(*store, b, RecordState::Sending, end);
        BOOST_TEST(store->brokenBatches("flow") == std::vector<int64_t>{a}, boost::test_tools::per_element());
        BOOST_TEST(store->brokenBatches("other").empty());
        durably([&](Done done) { store->closeBatch(a, std::move(done)); });
        BOOST_TEST(store->brokenBatches("flow").empty());
        BOOST_TEST(membersOf(a) == "");
        BOOST_TEST(rowOf(*store, "flow", key + "1", "v1").batch == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_newer_version_takes_the_place_in_the_batch)
{
    const int64_t a = record("A");
    const int64_t b = record("B");
    sendAs({a, b}, 9);
    change(*store, a, RecordState::Sending, RecordState::Done);
    change(*store, b, RecordState::Sending, RecordState::Retrying);
    record("B", "v2");
    BOOST_TEST(membersOf(9) == "A:done B:skipped B:received ");
}

BOOST_AUTO_TEST_CASE(unclear_answers_have_a_counter_of_their_own)
{
    const int64_t a = record("A");
    send(*store, {a}, 4);
    Transition unclear;
    unclear.seq = a;
    unclear.from = RecordState::Sending;
    unclear.to = RecordState::Unknown;
    unclear.blind = 2;
    durably([&](Done done) { store->writeOutcome({unclear}, {}, std::move(done)); });
    change(*store, a, RecordState::Unknown, RecordState::Retrying); // says nothing of it
    BOOST_TEST(rowOf(*store, "flow", "A", "v1").blind == 2);
    BOOST_TEST(rowOf(*store, "flow", "A", "v1").attempts == 4);
}

BOOST_AUTO_TEST_SUITE_END()
