// Writes that fail: one among many, a full disk, an opening on a failing one.
#include "FaultVfs.h"
#include "Support.h"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <future>
#include <map>
#include <sqlite3.h>

using namespace duijie::store;
using namespace duijie::store::test;

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(one_write_that_fails_takes_no_other_with_it)
{
    Folder folder;
    ownStore(folder.url()).reset();
    outside(folder.path(), "CREATE TRIGGER poison BEFORE INSERT ON record WHEN NEW.key = 'poison'"
                           " BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
    auto store = ownStore(folder.url());
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
    auto store = ownStore(folder.path(), options);
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
            ownStore(folder.path(), options).reset();
        }
        catch (const StoreError& error)
        {
            BOOST_TEST(static_cast<int>(error.kind()) == static_cast<int>(StoreError::Kind::Unusable));
        }
        met = FaultVfs::happened();
        FaultVfs::heal();
        auto store = ownStore(folder.url());
        BOOST_TEST(put(*store, "flow", {{"A", "a"}}).ok);
    }
    BOOST_TEST(n > 5);
}

BOOST_AUTO_TEST_SUITE_END()
