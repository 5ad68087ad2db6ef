// Writes that fail: one among many, and a disk that is full or broken at any moment.
#include "FaultVfs.h"
#include "Support.h"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <future>
#include <map>
#include <sqlite3.h>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

/// Runs SQL on the file from outside the store; returns the first column of the first row.
std::string outside(const std::string& path, const char* sql)
{
    sqlite3* connection = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_open(path.c_str(), &connection) == SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr) == SQLITE_OK);
    std::string out;
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0) != nullptr)
    {
        out = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    sqlite3_close(connection);
    return out;
}

/// What the store said was durable.
struct Promised
{
    std::map<std::string, std::string> records;
    std::string cursor;
    int intents = 0;
};

/// Some pages and intents, each waited for; notes what was promised. Returns whether every write succeeded.
bool work(Store& store, Promised& promised, int round)
{
    bool all = true;
    for (int i = 0; i < 6; ++i)
    {
        const std::string name = std::to_string(round) + "/" + std::to_string(i);
        const std::vector<Sample> samples = {{"A" + name, std::string(3000, 'a') + name},
                                             {"B" + name, std::string(12000, 'b') + name}};
        const WriteResult page = put(store, "flow", samples, 1, name);
        all = all && page.ok;
        if (!page.ok)
        {
            BOOST_TEST(!page.error.empty());
            BOOST_TEST(page.inserted == 0);
            continue;
        }
        promised.cursor = name;
        for (const Sample& sample : samples)
        {
            promised.records[sample.key] = sample.payload;
        }
        const auto waiting = store.load("flow", RecordState::Received, 0, 1);
        const WriteResult intent = waiting.empty() ? WriteResult() : send(store, {waiting[0].row.seq});
        all = all && intent.ok;
        promised.intents += intent.ok && intent.done.at(0) ? 1 : 0;
    }
    return all;
}

void checkKept(Store& store, const Promised& promised)
{
    for (const auto& [key, payload] : promised.records)
    {
        const auto found = store.find("flow", key);
        BOOST_TEST_REQUIRE(found.size() == 1u);
        BOOST_TEST(found[0].payload == payload);
    }
    const StateCounts counts = store.counts("flow");
    BOOST_TEST(counts[static_cast<std::size_t>(RecordState::Sending)] >= promised.intents);
}

/// Lets operation n fail, for n = 1, 2, 3, ... until a run meets no fault. Each time: nothing promised is
/// lost, the store goes on after the fault, and the file is sound.
int failEverywhere(int code, bool sticky)
{
    int n = 0;
    bool met = true;
    while (met)
    {
        ++n;
        Folder folder(Place::Memory);
        SqliteOptions options;
        options.vfs = FaultVfs::name();
        options.checkpointPages = 8;
        Promised promised;
        {
            auto store = openSqliteStore(folder.path(), Access::Own, options);
            work(*store, promised, 0);
            FaultVfs::failAt(n, code, sticky);
            work(*store, promised, 1);
            met = FaultVfs::happened();
            FaultVfs::heal();
            checkKept(*store, promised);
            BOOST_TEST(work(*store, promised, 2));
            checkKept(*store, promised);
        }
        auto again = openStore(folder.url(), Access::Own);
        checkKept(*again, promised);
        BOOST_TEST(again->cursor("flow", "main").value() == promised.cursor);
        BOOST_TEST(outside(folder.path(), "PRAGMA integrity_check") == "ok");
    }
    return n;
}

} // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(one_write_that_fails_takes_no_other_with_it)
{
    Folder folder;
    openStore(folder.url(), Access::Own).reset();
    outside(folder.path(), "CREATE TRIGGER poison BEFORE INSERT ON record WHEN NEW.key = 'poison'"
                           " BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
    auto store = openStore(folder.url(), Access::Own);
    std::vector<std::vector<Sample>> pages;
    for (int i = 0; i < 200; ++i)
    {
        pages.push_back({{"K" + std::to_string(i), "p"}});
        if (i % 50 == 7)
        {
            pages.back().push_back({"poison", "p"});
        }
    }
    std::vector<std::promise<WriteResult>> results(pages.size());
    for (std::size_t i = 0; i < pages.size(); ++i)
    {
        PageWrite page;
        page.flow = "flow" + std::to_string(i / 20);
        page.records = recordsOf(pages[i]);
        store->writePage(std::move(page),
                         [&results, i](const WriteResult& result) { results[i].set_value(result); });
    }
    for (std::size_t i = 0; i < pages.size(); ++i)
    {
        const WriteResult result = results[i].get_future().get();
        const std::string flow = "flow" + std::to_string(i / 20);
        const bool poisoned = i % 50 == 7;
        BOOST_TEST(result.ok == !poisoned);
        BOOST_TEST((result.error.find("poisoned") != std::string::npos) == poisoned);
        BOOST_TEST(result.inserted == (poisoned ? 0 : 1));
        BOOST_TEST(store->find(flow, "K" + std::to_string(i)).size() == (poisoned ? 0u : 1u));
    }
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_said_and_survived)
{
    Folder folder;
    SqliteOptions options;
    options.vfs = FaultVfs::name();
    auto store = openSqliteStore(folder.path(), Access::Own, options);
    BOOST_TEST(put(*store, "flow", {{"A", "a"}}).ok);
    BOOST_TEST(send(*store, {1}).ok);
    FaultVfs::failAt(1, SQLITE_FULL, true);
    const WriteResult full = put(*store, "flow", {{"B", "b"}});
    BOOST_TEST(!full.ok);
    BOOST_TEST(full.error.find("full") != std::string::npos);
    BOOST_TEST(store->find("flow", "B").empty());
    BOOST_CHECK_THROW(store->recover("flow", 1, 0), StoreError);
    FaultVfs::heal();
    BOOST_TEST(put(*store, "flow", {{"B", "b"}}).ok);
    BOOST_TEST(store->counts("flow")[0] == 1);
    BOOST_TEST(store->recover("flow", 1, 0) == 1);
}

BOOST_AUTO_TEST_CASE(a_disk_that_is_full_at_any_operation_loses_nothing)
{
    std::printf("fault test: a fault at each of %d operations\n", failEverywhere(SQLITE_FULL, true));
}

BOOST_AUTO_TEST_CASE(one_failed_operation_anywhere_loses_nothing)
{
    std::printf("fault test: a fault at each of %d operations\n", failEverywhere(SQLITE_IOERR_WRITE, false));
}

BOOST_AUTO_TEST_CASE(a_disk_that_breaks_at_any_operation_loses_nothing)
{
    std::printf("fault test: a fault at each of %d operations\n", failEverywhere(SQLITE_IOERR_FSYNC, true));
}

BOOST_AUTO_TEST_CASE(opening_on_a_failing_disk_is_refused_and_can_be_repeated)
{
    int n = 0;
    bool met = true;
    while (met)
    {
        Folder folder(Place::Memory);
        SqliteOptions options;
        options.vfs = FaultVfs::name();
        FaultVfs::failAt(++n, SQLITE_FULL, true);
        try
        {
            openSqliteStore(folder.path(), Access::Own, options).reset();
        }
        catch (const StoreError& error)
        {
            BOOST_TEST(static_cast<int>(error.kind()) == static_cast<int>(StoreError::Kind::Unusable));
        }
        met = FaultVfs::happened();
        FaultVfs::heal();
        auto store = openStore(folder.url(), Access::Own);
        BOOST_TEST(put(*store, "flow", {{"A", "a"}}).ok);
    }
    BOOST_TEST(n > 5);
}

BOOST_AUTO_TEST_SUITE_END()
