// Many writers and readers at once.
#include "Support.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

/// What one writing thread does: pages, then each of its records through to done. Returns how many writes
/// failed.
int writeSome(Store& store, const std::string& flow, int rounds)
{
    int failed = 0;
    int64_t after = 0;
    for (int round = 0; round < rounds; ++round)
    {
        std::vector<Sample> samples;
        for (int i = 0; i < 10; ++i)
        {
            samples.push_back({"K" + std::to_string(round * 10 + i), std::string(500, 'x')});
        }
        failed += put(store, flow, samples, 1, std::to_string(round)).ok ? 0 : 1;
        std::vector<int64_t> seqs;
        for (const LoadedRecord& record : store.load(flow, RecordState::Received, after, 10))
        {
            seqs.push_back(record.row.seq);
            after = record.row.seq;
        }
        const WriteResult sent = send(store, seqs);
        failed += sent.applied == 10 ? 0 : 1;
        for (const int64_t seq : seqs)
        {
            failed += change(store, seq, RecordState::Sending, RecordState::Done) ? 0 : 1;
        }
    }
    return failed;
}

/// A page is one transaction: a reader may never see the cursor of a page without its records.
int readSome(Store& store, const std::string& flow, const std::atomic<bool>& stop)
{
    int wrong = 0;
    while (!stop.load())
    {
        const auto cursor = store.cursor(flow, "main");
        int64_t sum = 0;
        for (const int64_t count : store.counts(flow))
        {
            sum += count;
        }
        wrong += cursor && sum < (std::stoll(*cursor) + 1) * 10 ? 1 : 0;
        wrong += sum % 10 == 0 ? 0 : 1;
        store.rows(flow, RecordState::Done, 5);
        store.find(flow, "K1");
        store.due(flow, RecordState::Sending, 1, 5);
    }
    return wrong;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concurrency)

BOOST_AUTO_TEST_CASE(writers_and_readers_do_not_disturb_each_other)
{
    Folder folder;
    SqliteOptions options;
    options.checkpointPages = 50;
    auto store = ownStore(folder.path(), options);
    auto beside = readStore(folder.url());
    std::atomic<bool> stop{false};
    std::atomic<int> bad{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 6; ++i)
    {
        Store& from = i % 3 == 0 ? *beside : *store;
        readers.emplace_back([&, i] { bad += readSome(from, "flow" + std::to_string(i % 4), stop); });
    }
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i)
    {
        writers.emplace_back([&, i] { bad += writeSome(*store, "flow" + std::to_string(i), 8); });
    }
    for (std::thread& thread : writers)
    {
        thread.join();
    }
    stop = true;
    for (std::thread& thread : readers)
    {
        thread.join();
    }
    BOOST_TEST(bad == 0);
    for (int i = 0; i < 4; ++i)
    {
        BOOST_TEST(store->counts("flow" + std::to_string(i))[static_cast<std::size_t>(RecordState::Done)] ==
                   80);
    }
}

BOOST_AUTO_TEST_CASE(many_threads_race_for_one_record_and_one_wins)
{
    Folder folder;
    auto store = ownStore(folder.url());
    put(*store, "flow", {{"A", "a"}});
    std::atomic<int> won{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
    {
        threads.emplace_back([&] { won += static_cast<int>(send(*store, {1}).applied); });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    BOOST_TEST(won == 1);
    BOOST_TEST(store->intents(1).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
