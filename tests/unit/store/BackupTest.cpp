// A copy of the store while it is written, and back again.
#include "Support.h"

#include "store/SqliteBackup.h"
#include "store/StoreLock.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <thread>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

struct Fixture
{
    Folder folder;
    std::string backup = folder.path("backup.db");

    CopyReport backUp() { return backUpStore(folder.url(), backup); }
    RestoreReport restore() { return restoreStore(folder.url(), backup, {testNowMs}); }

    /// The sentence of the refusal; "" when it went well.
    template <typename Body>
    std::string refusal(Body body, StoreError::Kind kind = StoreError::Kind::Unusable)
    {
        try
        {
            body();
            return "";
        }
        catch (const StoreError& error)
        {
            BOOST_TEST(static_cast<int>(error.kind()) == static_cast<int>(kind));
            return error.what();
        }
    }
};

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

int countOf(const std::string& folder, const std::string& part)
{
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
    {
        count += has(entry.path().filename().string(), part) ? 1 : 0;
    }
    return count;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(backups, Fixture)

BOOST_AUTO_TEST_CASE(a_backup_holds_what_was_committed_and_says_how_much)
{
    auto store = ownStore(folder.url());
    put(*store, "flow", {{"A", denseText(20000)}, {"B", "b"}}, 1, "c");
    send(*store, {1});
    const CopyReport report = backUp();
    BOOST_TEST(report.records == 2);
    BOOST_TEST(report.intents == 1);
    BOOST_TEST(report.bytes == std::filesystem::file_size(backup));
    BOOST_TEST(countOf(folder.path(""), ".part") == 0);
    auto copy = readStore("sqlite:" + backup);
    BOOST_TEST(copy->find("flow", "A").at(0).payload == denseText(20000));
    BOOST_TEST(copy->cursor("flow", "main").value() == "c");
    put(*store, "flow", {{"C", "c"}});
    BOOST_TEST(copy->find("flow", "C").empty());
}

BOOST_AUTO_TEST_CASE(a_backup_beside_a_busy_writer_is_whole)
{
    SqliteOptions options;
    options.checkpointPages = 20;
    auto store = ownStore(folder.path(), options);
    std::atomic<bool> over{false};
    std::atomic<int> pages{0};
    std::thread writer(
        [&]
        {
            while (!over)
            {
                const std::string number = std::to_string(pages);
                put(*store, "flow", {{"A" + number, denseText(9000)}, {"B" + number, "b"}}, 1, number);
                ++pages;
            }
        });
    for (int i = 0; i < 6; ++i)
    {
        const int before = pages;
        backUp();
        auto copy = ownStore("sqlite:" + backup);
        const auto cursor = copy->cursor("flow", "main");
        // Whole pages up to the cursor, and no less than was told durable before.
        const int last = cursor ? std::stoi(*cursor) : -1;
        BOOST_TEST(last >= before - 1);
        BOOST_TEST(copy->counts("flow")[0] == 2 * (last + 1));
        while (pages == before)
        {
            std::this_thread::yield();
        }
    }
    over = true;
    writer.join();
}

BOOST_AUTO_TEST_CASE(an_older_backup_is_replaced_and_nothing_else)
{
    auto store = ownStore(folder.url());
    backUp();
    put(*store, "flow", {{"A", "a"}});
    BOOST_TEST(backUp().records == 1);
    std::ofstream(folder.path("letter.txt")) << "dear reader";
    BOOST_TEST(has(refusal([&] { backUpStore(folder.url(), folder.path("letter.txt")); }), "letter.txt"));
    BOOST_TEST(std::filesystem::file_size(folder.path("letter.txt")) == 11u);
    for (const char* own : {"duijie.db", "duijie.db-wal", "duijie.db.lock"})
    {
        BOOST_TEST(has(refusal([&] { backUpStore(folder.url(), folder.path(own)); }), "itself"));
    }
    BOOST_TEST(has(refusal([&] { backUpStore(folder.url(), folder.path("none/b.db")); }), "none"));
    BOOST_TEST(has(refusal([&] { backUpStore(folder.url("none.db"), backup); }), "no store"));
    BOOST_TEST(put(*store, "flow", {{"B", "b"}}).ok);
}

BOOST_AUTO_TEST_CASE(one_backup_into_a_folder_at_a_time)
{
    ownStore(folder.url());
    {
        const StoreLock other(folder.path(".duijie-backup.lock"));
        BOOST_TEST(has(refusal([&] { backUp(); }, StoreError::Kind::Locked), "running"));
    }
    BOOST_TEST(backUp().records == 0);
}

BOOST_AUTO_TEST_CASE(a_damaged_store_gives_no_backup_and_the_last_one_stays)
{
    {
        auto store = ownStore(folder.url());
        put(*store, "flow", {{"A", denseText(200000)}});
    }
    backUp();
    const auto size = std::filesystem::file_size(folder.path());
    std::filesystem::resize_file(folder.path(), size - PageBytes * 3);
    BOOST_TEST(!refusal([&] { backUp(); }, StoreError::Kind::Damaged).empty());
    BOOST_TEST(countOf(folder.path(""), ".part") == 0);
    BOOST_TEST(readStore("sqlite:" + backup)->find("flow", "A").size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_restore_keeps_the_store_that_was_there)
{
    {
        auto store = ownStore(folder.url());
        put(*store, "flow", {{"A", "a"}}, 1, "1");
        backUp();
        put(*store, "flow", {{"B", "b"}}, 1, "2");
    }
    const RestoreReport report = restore();
    BOOST_TEST(report.copy.records == 1);
    BOOST_TEST(has(report.replaced, "duijie.db.replaced-19700101T015640Z"));
    auto store = ownStore(folder.url());
    BOOST_TEST(store->cursor("flow", "main").value() == "1");
    BOOST_TEST(store->find("flow", "B").empty());
    BOOST_TEST(restoredMs(*store) == testNowMs());
    BOOST_TEST(readStore("sqlite:" + report.replaced)->find("flow", "B").size() == 1u);
    BOOST_TEST(countOf(folder.path(""), ".part") == 0);
    BOOST_TEST(countOf(folder.path(""), ".restoring") == 0);
}

BOOST_AUTO_TEST_CASE(a_restore_puts_what_a_killed_host_left_in_its_log_aside_with_its_file)
{
    {
        auto store = ownStore(folder.url());
        put(*store, "flow", {{"A", "a"}});
        backUp();
        put(*store, "flow", {{"B", "b"}});
        // As a kill leaves it: file and log, nobody holds it.
        std::filesystem::create_directory(folder.path("killed"));
        for (const char* suffix : {"", "-wal"})
        {
            std::filesystem::copy_file(folder.path() + suffix, folder.path("killed/duijie.db") + suffix);
        }
    }
    const RestoreReport report = restoreStore(folder.url("killed/duijie.db"), backup, {testNowMs});
    BOOST_TEST(std::filesystem::exists(report.replaced + "-wal"));
    BOOST_TEST(readStore("sqlite:" + report.replaced)->find("flow", "B").size() == 1u);
    BOOST_TEST(ownStore(folder.url("killed/duijie.db"))->find("flow", "B").empty());
}

BOOST_AUTO_TEST_CASE(what_may_have_been_sent_since_the_backup_is_looked_up_first)
{
    {
        auto store = ownStore(folder.url());
        put(*store, "flow", {{"again", "x"}, {"held", "x"}, {"sending", "x"}, {"fresh", "x"}});
        send(*store, {1, 2, 3});
        change(*store, 1, RecordState::Sending, RecordState::Retrying, "not sent", 50);
        change(*store, 2, RecordState::Sending, RecordState::Held);
        backUp();
    }
    BOOST_TEST(restore().lookedUp == 2);
    auto store = ownStore(folder.url());
    BOOST_TEST(rowOf(*store, "flow", "again", "x").attempts == 0);
    BOOST_TEST(rowOf(*store, "flow", "again", "x").reason == "not sent");
    BOOST_TEST(rowOf(*store, "flow", "held", "x").attempts == 0);
    BOOST_TEST(!rowOf(*store, "flow", "held", "x").reason.empty());
    BOOST_TEST(rowOf(*store, "flow", "sending", "x").attempts == 1);
    BOOST_TEST(rowOf(*store, "flow", "fresh", "x").reason == "");
}

BOOST_AUTO_TEST_CASE(an_empty_machine_takes_a_backup)
{
    ownStore(folder.url());
    backUp();
    const RestoreReport report = restoreStore(folder.url("new/place.db"), backup, {testNowMs});
    BOOST_TEST(report.replaced == "");
    BOOST_TEST(ownStore(folder.url("new/place.db"))->counts("flow")[0] == 0);
}

BOOST_AUTO_TEST_CASE(no_restore_under_a_running_host)
{
    auto store = ownStore(folder.url());
    backUp();
    put(*store, "flow", {{"A", "a"}});
    BOOST_TEST(has(refusal([&] { restore(); }, StoreError::Kind::Locked), "in use"));
    BOOST_TEST(store->find("flow", "A").size() == 1u);
    BOOST_TEST(put(*store, "flow", {{"B", "b"}}).ok);
}

BOOST_AUTO_TEST_CASE(a_backup_that_is_not_sound_is_refused_before_anything_is_touched)
{
    ownStore(folder.url());
    put(*ownStore(folder.url()), "flow", {{"A", denseText(100000)}});
    backUp();
    const auto size = std::filesystem::file_size(backup);
    const std::string before = readFile(folder.path());
    const auto refused = [&](const std::string& what, const std::function<void()>& spoil)
    {
        std::filesystem::copy_file(backup, folder.path("good.db"),
                                   std::filesystem::copy_options::overwrite_existing);
        spoil();
        BOOST_TEST_CONTEXT(what)
        {
            BOOST_TEST(!refusal([&] { restore(); }, StoreError::Kind::Damaged).empty());
            BOOST_TEST(countOf(folder.path(""), "replaced") == 0);
            BOOST_TEST(countOf(folder.path(""), ".part") == 0);
            BOOST_TEST((readFile(folder.path()) == before));
        }
        std::filesystem::rename(folder.path("good.db"), backup);
    };
    const auto overwrite = [&](std::uintmax_t at)
    {
        std::fstream file(backup, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(at));
        file << std::string(3000, '\x7f');
    };
    refused("header", [&] { overwrite(0); });
    refused("tables", [&] { overwrite(100); });
    refused("a page in the middle", [&] { overwrite(PageBytes * 3); });
    refused("cut in the middle", [&] { std::filesystem::resize_file(backup, size / 2); });
    refused("cut in a page", [&] { std::filesystem::resize_file(backup, size - 1); });
    refused("empty", [&] { std::filesystem::resize_file(backup, 0); });
    refused("text", [&] { std::ofstream(backup, std::ios::trunc) << "no database"; });
    refused("a table less", [&] { outside(backup, "DROP TABLE intent"); });
    refused("an index less", [&] { outside(backup, "DROP INDEX record_version"); });
    BOOST_TEST(has(refusal([&] { restoreStore(folder.url(), folder.path("nowhere.db"), {testNowMs}); }),
                   "nowhere.db"));
    BOOST_TEST(has(refusal([&] { restoreStore(folder.url(), folder.path(), {testNowMs}); }), "itself"));
    BOOST_TEST(restore().copy.records == 1);
}

BOOST_AUTO_TEST_CASE(backups_of_others_and_of_newer_versions_are_refused)
{
    ownStore(folder.url());
    backUp();
    outside(backup, "PRAGMA user_version = 99");
    BOOST_TEST(has(refusal([&] { restore(); }, StoreError::Kind::Newer), "99"));
    outside(backup, "PRAGMA application_id = 7");
    BOOST_TEST(has(refusal([&] { restore(); }, StoreError::Kind::Foreign), "another program"));
}

BOOST_AUTO_TEST_CASE(a_restore_that_was_cut_off_is_not_mistaken_for_a_new_store)
{
    {
        auto store = ownStore(folder.url());
        put(*store, "flow", {{"A", "a"}});
        backUp();
    }
    std::ofstream(folder.path() + ".restoring").flush();
    std::filesystem::rename(folder.path(), folder.path() + ".replaced-x");
    BOOST_TEST(has(refusal([&] { ownStore(folder.url()); }, StoreError::Kind::Damaged), "duijie restore"));
    BOOST_TEST(has(refusal([&] { readStore(folder.url()); }, StoreError::Kind::Damaged), "duijie restore"));
    BOOST_TEST(!std::filesystem::exists(folder.path()));
    BOOST_TEST(restore().copy.records == 1);
    BOOST_TEST(ownStore(folder.url())->find("flow", "A").size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
