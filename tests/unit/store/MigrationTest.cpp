// From every older version of the tables to this one: wholly or not at all, whatever happens on the way.
#include "FaultVfs.h"
#include "PowerVfs.h"
#include "Support.h"

#include "store/Backup.h"
#include "store/SqliteSchema.h"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <sqlite3.h>

#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

#ifndef _WIN32

/// Statements left until the process is killed; 0: it is not.
long g_left = 0;

int countStatement(unsigned, void*, void*, void*)
{
    if (g_left > 0 && --g_left == 0)
    {
        ::_exit(9);
    }
    return 0;
}

int watchConnection(sqlite3* connection, char**, const void*)
{
    return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, countStatement, nullptr);
}

#endif

/// A store as a program of that version left it.
void makeOldStore(const std::string& path, int version)
{
    {
        SqliteConnection connection(path, SqliteUse::Write, SqliteOptions());
        connection.becomeWriter(SqliteOptions());
        migrateSchema(connection, 0, version);
        connection.execute(R"sql(
            INSERT INTO flow(id, name) VALUES(1, 'flow');
            INSERT INTO record(seq, flow, state, attempts, next_ms, changed_ms, event_ms, received_ms, key, digest,
                number, reason, target_id, target_number)
                VALUES(1, 1, 2, 1, 0, 5, 4, 3, 'A', x'00112233445566778899aabbccddeeff', 'N1', '', 'T1', 'B1'),
                      (2, 1, 0, 0, 0, 5, 4, 3, 'B', x'ff112233445566778899aabbccddeeff', 'N2', '', '', '');
            INSERT INTO raw(seq, payload) VALUES(1, 'bytes of A'), (2, 'bytes of B');
            INSERT INTO intent(seq, attempt, created_ms, run_id, natural_key, scope, fingerprint, body_digest, body)
                VALUES(1, 1, 4, 1, 'key', 'scope', 'print', 'digest', 'body of A');
            INSERT INTO call(started_ms, duration_ms, run_id, seq, attempt, http_status, outcome, request_bytes,
                response_bytes, connection, bucket, flow, operation, method, path, excerpt, message)
                VALUES(4, 1, 1, 1, 1, 200, 0, 1, 1, 'c', 'b', 'flow', 'save', 'POST', '/', '', '');
            INSERT INTO cursor(flow, name, value) VALUES(1, 'main', '77');
        )sql");
    }
    BOOST_TEST(outside(path, "PRAGMA user_version") == std::to_string(version));
}

void checkMigrated(const std::string& url)
{
    auto store = ownStore(url);
    const auto a = store->find("flow", "A");
    BOOST_TEST_REQUIRE(a.size() == 1u);
    BOOST_TEST(a[0].payload == "bytes of A");
    BOOST_TEST(a[0].row.targetId == "T1");
    BOOST_TEST(store->intents(1).at(0).body == "body of A");
    BOOST_TEST(store->calls(1).size() == 1u);
    BOOST_TEST(store->load("flow", RecordState::Received, 0, 10).at(0).payload == "bytes of B");
    BOOST_TEST(store->cursor("flow", "main").value() == "77");
    BOOST_TEST(send(*store, {2}).done.at(0));
    BOOST_TEST(put(*store, "flow", {{"C", "c"}}).inserted == 1);
}

/// The file is what it was, or wholly migrated.
void checkWhole(const std::string& path, int from)
{
    const std::string version = outside(path, "PRAGMA user_version");
    BOOST_TEST((version == std::to_string(from) || version == std::to_string(SqliteSchemaVersion)), version);
    BOOST_TEST(outside(path, "PRAGMA integrity_check") == "ok");
    SqliteConnection connection(path, SqliteUse::Write, SqliteOptions());
    BOOST_TEST(std::to_string(checkSchema(connection, path)) == version); // with every table of its version
}

std::vector<int> olderVersions()
{
    std::vector<int> out;
    for (int version = 1; version < SqliteSchemaVersion; ++version)
    {
        SqliteConnection connection(":memory:", SqliteUse::Write, SqliteOptions());
        migrateSchema(connection, 0, version);
        if (connection.number("PRAGMA user_version") == version) // a number may have been left out
        {
            out.push_back(version);
        }
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(migrations)

BOOST_AUTO_TEST_CASE(a_backup_of_every_version_before_is_taken_and_brought_up_to_date)
{
    for (const int version : olderVersions())
    {
        const Folder folder;
        makeOldStore(folder.path("backup.db"), version);
        restoreStore(folder.url("new/place.db"), folder.path("backup.db"), {testNowMs});
        checkMigrated(folder.url("new/place.db"));
    }
}

BOOST_AUTO_TEST_CASE(every_older_store_opens_and_goes_on)
{
    for (const int version : olderVersions())
    {
        BOOST_TEST_CONTEXT("version " << version)
        {
            Folder folder;
            makeOldStore(folder.path(), version);
            checkMigrated(folder.url());
        }
    }
}

#ifndef _WIN32 // no fork there

BOOST_AUTO_TEST_CASE(a_kill_at_any_statement_leaves_one_or_the_other)
{
    for (const int version : olderVersions())
    {
        int kills = 0;
        for (bool killed = true; killed; ++kills)
        {
            Folder folder(Place::Memory);
            makeOldStore(folder.path(), version);
            const pid_t child = ::fork();
            if (child == 0)
            {
                g_left = kills + 1;
                sqlite3_auto_extension(reinterpret_cast<void (*)()>(watchConnection));
                ownStore(folder.url()).reset();
                ::_exit(0);
            }
            int status = 0;
            ::waitpid(child, &status, 0);
            killed = WIFEXITED(status) && WEXITSTATUS(status) == 9;
            BOOST_TEST_REQUIRE((killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0)));
            BOOST_TEST_CONTEXT("version " << version << ", killed at statement " << kills + 1)
            {
                checkWhole(folder.path(), version);
                checkMigrated(folder.url());
            }
        }
        std::printf("migration from version %d: killed at each of %d statements\n", version, kills - 1);
        BOOST_TEST(kills > 20);
    }
}

#endif

BOOST_AUTO_TEST_CASE(a_disk_that_fails_at_any_operation_leaves_one_or_the_other)
{
    for (const int version : olderVersions())
    {
        int n = 0;
        for (bool met = true; met;)
        {
            Folder folder(Place::Memory);
            makeOldStore(folder.path(), version);
            SqliteOptions options;
            options.vfs = FaultVfs::name();
            FaultVfs::failAt(++n, SQLITE_FULL, true);
            try
            {
                ownStore(folder.path(), options).reset();
            }
            catch (const StoreError&)
            {
                BOOST_TEST(FaultVfs::happened());
            }
            met = FaultVfs::happened();
            FaultVfs::heal();
            BOOST_TEST_CONTEXT("version " << version << ", operation " << n)
            {
                checkWhole(folder.path(), version);
                checkMigrated(folder.url());
            }
        }
        BOOST_TEST(n > 3);
    }
}

BOOST_AUTO_TEST_CASE(power_that_goes_at_any_sync_leaves_one_or_the_other)
{
    std::mt19937_64 random(11);
    for (const int version : olderVersions())
    {
        Folder folder(Place::Memory);
        makeOldStore(folder.path(), version);
        int images = 0;
        const std::string before = readFile(folder.path());
        PowerVfs::begin(
            [&]
            {
                for (const Loss loss : {Loss::All, Loss::Some, Loss::Some, Loss::Torn, Loss::Torn,
                                        Loss::Garbage, Loss::Garbage, Loss::None})
                {
                    Folder image(Place::Memory);
                    PowerVfs::image(folder.path(), image.path(""), loss, random);
                    ++images;
                    BOOST_TEST_CONTEXT("version " << version << ", loss " << static_cast<int>(loss))
                    {
                        checkWhole(image.path(), version);
                        checkMigrated(image.url());
                    }
                }
            },
            {{folder.path(), before}});
        SqliteOptions options;
        options.vfs = PowerVfs::name();
        ownStore(folder.path(), options).reset();
        PowerVfs::end();
        BOOST_TEST(images > 8);
    }
}

BOOST_AUTO_TEST_SUITE_END()
