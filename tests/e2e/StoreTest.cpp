// Backup, restore, a disk that is full, files that are no store: the real programs.
#include "KillPoints.h"
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sqlite3.h>
#include <sys/mount.h>
#include <thread>

using namespace duijie::e2e;

namespace
{

constexpr std::size_t PageBytes = 16384; // of a new store

std::string storeOf(const Rig& rig)
{
    return rig.folder() + "/data/duijie.db";
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

void edit(const std::string& path, const char* sql)
{
    sqlite3* connection = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_open(path.c_str(), &connection) == SQLITE_OK);
    BOOST_TEST(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(connection);
}

void expect(const Ended& ended, int code, const std::string& sentence)
{
    BOOST_TEST(ended.code == code, ended.output << ended.errors);
    BOOST_TEST(has(ended.errors + ended.output, sentence),
               "\"" << sentence << "\" is not in: " << ended.errors << ended.output);
}

void finishAndCheck(Rig& rig)
{
    for (int i = 0; i < 3; ++i)
    {
        rig.run({"sync", "panying"});
    }
    const std::string truth = rig.control("GET", "/_sandbox/truth");
    BOOST_TEST(Json(truth).text({"verdict"}) == "right", truth);
    BOOST_TEST(rig.run({"audit", "panying"}).code == 0);
}

// Waits for the host to say something; false: it ended without.
bool says(Process& host, const std::string& part)
{
    while (!has(host.errorsSoFar(), part))
    {
        if (!host.running())
        {
            return has(host.errorsSoFar(), part);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
}

/// A small file system in memory; `mounted` is false where this machine allows none.
class SmallDisk
{
public:
    SmallDisk(std::string path, int mebibytes) : _path(std::move(path))
    {
        std::filesystem::create_directories(_path);
        const std::string size = "size=" + std::to_string(mebibytes) + "m";
        mounted = ::mount("tmpfs", _path.c_str(), "tmpfs", 0, size.c_str()) == 0;
        if (!mounted)
        {
            BOOST_TEST_MESSAGE("skipped: no small disk can be mounted here: " << std::strerror(errno));
        }
    }
    ~SmallDisk()
    {
        if (mounted)
        {
            ::umount2(_path.c_str(), MNT_DETACH);
        }
    }

    /// Fills all but so many KiB.
    void fillUp(int leaveKiB)
    {
        const auto room = std::filesystem::space(_path).available;
        const std::string ballast(static_cast<std::size_t>(room) - static_cast<std::size_t>(leaveKiB) * 1024,
                                  'x');
        std::ofstream(_path + "/ballast", std::ios::binary) << ballast;
        BOOST_TEST_REQUIRE(std::filesystem::file_size(_path + "/ballast") == ballast.size());
    }
    void makeRoom() { std::filesystem::remove(_path + "/ballast"); }

    bool mounted = false;

private:
    const std::string _path;
};

} // namespace

BOOST_AUTO_TEST_SUITE(store)

BOOST_AUTO_TEST_CASE(a_backup_during_a_run_and_back_to_it_doubles_nothing)
{
    RigOptions options;
    options.documents = 300;
    options.sandbox = {"--latency", "20"};
    Rig rig(options);
    const auto host = rig.start({"sync", "panying"});
    while (!std::filesystem::exists(storeOf(rig) + "-wal"))
    {
        BOOST_REQUIRE(host->running());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300)); // somewhere in the middle
    const Ended backedUp = rig.run({"backup", rig.folder() + "/backup.db", "--json"});
    BOOST_TEST(backedUp.code == 0, backedUp.errors);
    BOOST_TEST(Json(backedUp.output).number({"bytes"}) ==
               static_cast<int64_t>(std::filesystem::file_size(rig.folder() + "/backup.db")));
    expect(rig.run({"restore", rig.folder() + "/backup.db"}), 4, std::to_string(host->pid()));
    host->wait();
    finishAndCheck(rig);
    const Ended restored = rig.run({"restore", rig.folder() + "/backup.db"});
    expect(restored, 0, "not sent a second time");
    expect(restored, 0, "duijie.db.replaced-");
    finishAndCheck(rig);
}

// Old or new, or a refusal that asks for the restore again: never a store that begins empty.
BOOST_AUTO_TEST_CASE(a_restore_killed_at_any_system_call_can_be_repeated)
{
    RigOptions options;
    options.documents = 30;
    Rig rig(options);
    std::string why;
    if (!canTrace(rig.folder(), why))
    {
        BOOST_TEST_MESSAGE("skipped: " << why);
        return;
    }
    rig.run({"sync", "panying"});
    const std::vector<std::string> restore = {"restore", rig.folder() + "/b.db"};
    expect(rig.run({"backup", restore[1]}), 0, "Backed up");
    int kills = 0;
    int refused = 0;
    for (const KillPoint& point : pointsOf(rig, restore))
    {
        const bool names = point.syscall == "rename" || point.syscall == "unlink" ||
                           point.syscall == "fsync" || point.syscall == "fdatasync";
        const bool bytes =
            (point.syscall == "pwrite64" || point.syscall == "openat") && point.number % 6 == 0;
        if (!names && !bytes)
        {
            continue;
        }
        kills += runUntil(rig, point, restore).code == 0 ? 0 : 1;
        const Ended seen = rig.run({"records", "panying", "--json"});
        BOOST_TEST_CONTEXT("killed at " << point.syscall << " " << point.number)
        {
            if (seen.code == 0)
            {
                BOOST_TEST(Json(seen.output).root().find("records").size() > 0u);
                continue;
            }
            ++refused;
            expect(seen, 3, "duijie restore FILE");
            expect(rig.run({"sync", "panying"}), 3, "duijie restore FILE");
            expect(rig.run(restore), 0, "Restored");
        }
    }
    BOOST_TEST_MESSAGE(kills << " kills, " << refused << " of them left a store that asks to be restored");
    BOOST_TEST(kills > 10);
    BOOST_TEST(refused > 0);
    expect(rig.run(restore), 0, "Restored");
    finishAndCheck(rig);
}

BOOST_AUTO_TEST_CASE(a_spoiled_store_ends_with_three_and_a_restore_mends_it)
{
    Rig rig;
    rig.run({"sync", "panying"});
    expect(rig.run({"backup", rig.folder() + "/b.db"}), 0, "Every page");
    const std::string good = readFile(storeOf(rig));
    const std::vector<std::string> images = {
        std::string(PageBytes, 'x') + good.substr(PageBytes),                  // header
        good.substr(0, good.size() / 2),                                       // half of it
        good.substr(0, PageBytes) + std::string(good.size() - PageBytes, 'x'), // all but the first page
        "a text",
    };
    for (const std::string& image : images)
    {
        writeFile(storeOf(rig), image);
        expect(rig.run({"sync", "panying"}), 3, "duijie restore FILE");
        expect(rig.run({"records", "panying"}), 3, "duijie restore FILE");
        expect(rig.run({"--lang", "zh", "sync", "panying"}), 3, "duijie restore 备份文件");
        BOOST_TEST((readFile(storeOf(rig)) == image)); // never made anew
    }
    expect(rig.run({"restore", storeOf(rig)}), 3, "itself");
    expect(rig.run({"restore", rig.folder() + "/none.db"}), 3, "none.db");
    expect(rig.run({"restore", rig.configFile()}), 3, "not a database");
    expect(rig.run({"restore", rig.folder() + "/b.db"}), 0, "Restored");
    finishAndCheck(rig);
}

BOOST_AUTO_TEST_CASE(a_full_disk_stops_the_run_and_room_lets_it_go_on)
{
    RigOptions options;
    options.documents = 400;
    Rig rig(options);
    SmallDisk disk(rig.folder() + "/data", 24);
    if (!disk.mounted)
    {
        return;
    }
    disk.fillUp(1500);
    const auto host = rig.start({"sync", "panying"});
    BOOST_TEST_REQUIRE(says(*host, "disk is full"), host->errorsSoFar());
    const std::string bills = rig.control("GET", "/_sandbox/truth");
    disk.makeRoom();
    const Ended ended = host->wait();
    BOOST_TEST(has(ended.errors, "goes on where it was"), ended.errors);
    BOOST_TEST(ended.errors.find("disk is full") == ended.errors.rfind("disk is full")); // said once
    BOOST_TEST(ended.code == 1, ended.errors);            // some documents of the world are held
    BOOST_TEST(Json(bills).text({"verdict"}) != "right"); // it was in the middle
    finishAndCheck(rig);
}

BOOST_AUTO_TEST_CASE(a_stop_ends_a_run_that_waits_for_room)
{
    RigOptions options;
    options.documents = 400;
    Rig rig(options);
    SmallDisk disk(rig.folder() + "/data", 24);
    if (!disk.mounted)
    {
        return;
    }
    disk.fillUp(1500);
    const auto host = rig.start({"sync", "panying"});
    BOOST_TEST_REQUIRE(says(*host, "disk is full"), host->errorsSoFar());
    host->signal(SIGTERM);
    BOOST_TEST(host->wait().code == 3);
    expect(rig.run({"backup", rig.folder() + "/data/b.db"}), 3, "could not be made");
    BOOST_TEST(!std::filesystem::exists(rig.folder() + "/data/b.db.part"));
    disk.makeRoom();
    finishAndCheck(rig);
}

BOOST_AUTO_TEST_CASE(what_retention_took_away_is_told)
{
    Rig rig;
    rig.editConfig("\"sqlite:data/duijie.db\"",
                   "\"sqlite:data/duijie.db\", \"retention\": {\"raw_days\": 1}");
    rig.run({"sync", "panying"});
    const Json list(rig.run({"records", "panying", "--state", "done", "--limit", "1", "--json"}).output);
    const std::string number(list.root().find("records").first().find("number").text());
    // As if it had been written long ago.
    edit(storeOf(rig), "UPDATE record SET changed_ms = 1, received_ms = 1; UPDATE call SET started_ms = 1;"
                       " DELETE FROM state WHERE scope = 'retention'");
    expect(rig.run({"--log", "information", "sync", "panying"}), 1, "Removed by retention");
    expect(rig.run({"show", "panying", number}), 0, "by retention");
    const Json story(rig.run({"show", "panying", number, "--json"}).output);
    const auto record = story.root().first();
    BOOST_TEST(std::string(record.find("raw").text()) == "");
    BOOST_TEST(std::string(record.find("raw_removed").text()) != "");
    BOOST_TEST(std::string(record.find("intents").first().find("body").raw()) == "null");
    BOOST_TEST(std::string(record.find("state").text()) == "done");
    expect(rig.run({"replay", "panying", number}), 1, "cannot be mapped again");
    finishAndCheck(rig);
}

BOOST_AUTO_TEST_SUITE_END()
