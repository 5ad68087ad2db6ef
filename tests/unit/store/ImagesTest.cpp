// Power that goes at any sync: what was told durable is there, and every write is there whole or not at all.
//
// DUIJIE_SEED=n store_test --run_test=images replays the world of seed n alone.
#include "PowerVfs.h"
#include "Proof.h"
#include "Support.h"

#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <random>
#include <sqlite3.h>
#include <stdexcept>

using namespace duijie;
using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

constexpr int WritesInAll = 60;

using Write = std::function<void(Store&, Done)>;

/// A world's writes, the same whenever they are made in the same order.
class Writes
{
public:
    explicit Writes(uint64_t seed) : _random(seed)
    {
        for (int i = 0; i < WritesInAll; ++i)
        {
            all.push_back(make(i));
        }
    }

    std::vector<Write> all;

private:
    int64_t below(int64_t n) { return static_cast<int64_t>(_random() % static_cast<uint64_t>(n)); }

    Write make(int i)
    {
        const int64_t kind = below(10);
        return kind < 4 ? page(i) : kind < 6 ? intents() : kind < 8 ? outcome() : other(i);
    }

    Write page(int i)
    {
        auto samples = std::make_shared<std::vector<Sample>>();
        for (int64_t n = 1 + below(5); n > 0; --n)
        {
            const std::string key = "K" + std::to_string(below(60));
            const std::size_t size = below(8) == 0 ? 20000 : 100 + static_cast<std::size_t>(below(2000));
            const char letter = static_cast<char>('a' + below(26));
            samples->push_back({key, below(2) == 0 ? denseText(size) : std::string(size, letter)});
        }
        _records += static_cast<int64_t>(samples->size());
        return [samples, i](Store& store, Done done)
        {
            PageWrite write;
            write.flow = "flow";
            write.records = recordsOf(*samples);
            write.moveCursor = i % 2 == 0;
            write.cursorName = "main";
            write.cursor = std::to_string(i);
            write.nowMs = 1000 + i;
            store.writePage(std::move(write), [samples, done](const WriteResult& result) { done(result); });
        };
    }

    Write intents()
    {
        std::vector<Intent> made;
        for (int64_t n = 1 + below(4); n > 0; --n)
        {
            Intent intent;
            intent.seq = 1 + below(_records + 1);
            intent.naturalKey = "key";
            intent.bodyDigest = "digest";
            intent.body = denseText(static_cast<std::size_t>(below(3000)));
            made.push_back(std::move(intent));
        }
        return [made](Store& store, Done done) { store.writeIntents(made, std::move(done)); };
    }

    Write outcome()
    {
        Transition change;
        change.seq = 1 + below(_records + 1);
        change.from = RecordState::Sending;
        change.to = below(2) == 0 ? RecordState::Done : RecordState::Unknown;
        change.targetId = std::to_string(below(1000));
        CallRow call;
        call.seq = change.seq;
        call.operation = "save";
        call.excerpt = std::string(static_cast<std::size_t>(below(1500)), 'c');
        call.others = {change.seq + 1};
        return [change, call](Store& store, Done done)
        { store.writeOutcome({change}, {call}, std::move(done)); };
    }

    Write other(int i)
    {
        switch (below(4))
        {
        case 0:
            return [i](Store& store, Done done)
            { store.putState("scope", std::to_string(i % 3), std::to_string(i), std::move(done)); };
        case 1:
            return [i](Store& store, Done done)
            {
                store.writeDataset("rows", {{"r" + std::to_string(i % 7), std::string(500, 'd'), i}},
                                   std::to_string(i), std::move(done));
            };
        case 2:
            return [](Store& store, Done done) {
                store.beginRun({0, "flow", "test", 5, 0, "", ""}, std::move(done));
            };
        default:
            return [i](Store& store, Done done) {
                store.writeStep({i, 1, 0, "audit", std::to_string(i)}, std::move(done));
            };
        }
    }

    std::mt19937_64 _random;
    int64_t _records = 0;
};

uint64_t mix(uint64_t hash, const void* bytes, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
    {
        hash = (hash ^ static_cast<const unsigned char*>(bytes)[i]) * 1099511628211u;
    }
    return hash;
}

/// What an image cannot do without being broken; on the writer's thread, where no test may end.
void expect(int code)
{
    if (code != SQLITE_OK)
    {
        throw std::runtime_error(sqlite3_errstr(code));
    }
}

/// Every value of every table.
uint64_t contentOf(sqlite3* connection)
{
    uint64_t hash = 1469598103934665603u;
    const auto each = [&](const std::string& sql, const std::function<void(sqlite3_stmt*)>& row)
    {
        sqlite3_stmt* statement = nullptr;
        expect(sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr));
        while (sqlite3_step(statement) == SQLITE_ROW)
        {
            row(statement);
        }
        hash = mix(hash, "end", static_cast<std::size_t>(sqlite3_finalize(statement) == SQLITE_OK ? 3 : 2));
    };
    std::vector<std::string> tables;
    each("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", [&](sqlite3_stmt* row)
         { tables.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(row, 0))); });
    for (const std::string& table : tables)
    {
        each("SELECT * FROM \"" + table + "\"",
             [&](sqlite3_stmt* row)
             {
                 for (int i = 0; i < sqlite3_column_count(row); ++i)
                 {
                     const void* bytes = sqlite3_column_blob(row, i);
                     const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, i));
                     hash = mix(mix(hash, &size, sizeof size), bytes, size);
                 }
             });
    }
    return hash;
}

struct Close
{
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};

std::unique_ptr<sqlite3, Close> look(const std::string& path)
{
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READONLY, nullptr);
    std::unique_ptr<sqlite3, Close> out(connection);
    expect(code);
    return out;
}

uint64_t contentOfFile(const std::string& path)
{
    return contentOf(look(path).get());
}

/// Throws when the file is not sound.
void checkSound(const std::string& path)
{
    const auto connection = look(path);
    const auto refuse = [](void*, int, char** values, char**)
    { return std::string(values[0]) == "ok" ? 0 : 1; };
    expect(sqlite3_exec(connection.get(), "PRAGMA integrity_check", refuse, nullptr, nullptr));
}

/// What the store holds after so many of the writes.
std::vector<uint64_t> expectedOf(const Writes& writes)
{
    Folder folder(Place::Memory);
    auto store = ownStore(folder.url());
    std::vector<uint64_t> out{contentOfFile(folder.path())};
    for (const Write& write : writes.all)
    {
        durably([&](Done done) { write(*store, std::move(done)); });
        out.push_back(contentOfFile(folder.path()));
    }
    return out;
}

/// One world: its writes are made on a disk that may lose power at any sync.
class World
{
public:
    World(uint64_t seed, proof::Ledger& ledger)
        : _seed(seed), _random(seed * 7919 + 1), _writes(seed), _expected(expectedOf(_writes)),
          _ledger(ledger)
    {
    }

    /// `lying`: on a disk that syncs nothing; faults are counted then and not complained of.
    void run(bool lying = false)
    {
        _lying = lying;
        PowerVfs::begin([this] { cutPower(); });
        if (lying)
        {
            PowerVfs::lie();
        }
        open();
        std::vector<std::future<void>> told;
        for (const Write& write : _writes.all)
        {
            ++_made;
            auto promise = std::make_shared<std::promise<void>>();
            told.push_back(promise->get_future());
            write(*_store,
                  [this, promise](const WriteResult& result)
                  {
                      _told += result.ok ? 1 : 0;
                      promise->set_value();
                  });
            if (_random() % 3 == 0)
            {
                told.back().wait();
            }
            if (_random() % 25 == 0)
            {
                open();
            }
        }
        _store.reset();
        PowerVfs::end();
        BOOST_TEST(_told == WritesInAll);
    }

private:
    void open()
    {
        _store.reset();
        SqliteOptions options;
        options.vfs = PowerVfs::name();
        options.checkpointPages = 12;
        _store = ownStore(_folder.path(), options);
    }

    void cutPower()
    {
        for (const Loss loss : {Loss::All, Loss::Some, Loss::Some, Loss::Torn, Loss::Torn, Loss::Garbage,
                                Loss::Garbage, Loss::None})
        {
            Folder image(Place::Memory);
            PowerVfs::image(_folder.path(), image.path(""), loss, _random);
            ++_ledger.executions;
            judge(image, loss);
        }
    }

    void fault(int64_t& counter, Loss loss, const std::string& what)
    {
        ++counter;
        if (_lying)
        {
            return;
        }
        BOOST_ERROR(what << ", " << _told << " told, " << _made << " made, loss " << static_cast<int>(loss)
                         << "; DUIJIE_SEED=" << _seed << " store_test --run_test=images");
    }

    void judge(const Folder& image, Loss loss)
    {
        try
        {
            auto store = ownStore(image.url());
            compare(contentOfFile(image.path()), loss);
            if (!goesOn(*store))
            {
                fault(_ledger.unexpected, loss, "the store does not go on");
            }
            store.reset();
            checkSound(image.path());
        }
        catch (const std::exception& error)
        {
            fault(_ledger.unexpected, loss, error.what());
        }
    }

    void compare(uint64_t content, Loss loss)
    {
        const int told = _told;
        const auto from = _expected.begin();
        const auto made = from + _made + 1;
        if (std::find(from + told, made, content) == made)
        {
            const auto anywhere = std::find(from, _expected.end(), content) - from;
            fault(anywhere < told           ? _ledger.lost
                  : anywhere <= WritesInAll ? _ledger.doubled
                                            : _ledger.unexpected,
                  loss, "what is there is not what was written");
        }
    }

    bool goesOn(Store& store)
    {
        auto result = std::make_shared<std::promise<bool>>();
        store.putState("after", "power", "cut", [result](const WriteResult& r) { result->set_value(r.ok); });
        auto told = result->get_future();
        if (told.wait_for(std::chrono::minutes(1)) == std::future_status::ready)
        {
            return told.get();
        }
        ++_ledger.stuck;
        _ledger.write();
        std::fprintf(stderr, "stuck; DUIJIE_SEED=%llu\n", static_cast<unsigned long long>(_seed));
        std::_Exit(1); // its thread cannot be taken back
    }

    const uint64_t _seed;
    std::mt19937_64 _random;
    const Writes _writes;
    const std::vector<uint64_t> _expected;
    proof::Ledger& _ledger;
    Folder _folder{Place::Memory};
    std::unique_ptr<Store> _store;
    bool _lying = false;
    std::atomic<int> _told{0};
    std::atomic<int> _made{0};
};

} // namespace

BOOST_AUTO_TEST_SUITE(images)

BOOST_AUTO_TEST_CASE(power_that_goes_at_any_sync_loses_nothing_that_was_told)
{
    proof::Ledger ledger("store-images");
    const uint64_t one = proof::numberOf("DUIJIE_SEED", 0);
    const int64_t wanted = one != 0 ? 1 : proof::tier(2000, 40000);
    for (uint64_t seed = one != 0 ? one : 1; ledger.executions < wanted; ++seed)
    {
        World(seed, ledger).run();
    }
    ledger.write();
    std::printf("%s\n", ledger.text().c_str());
    BOOST_TEST(ledger.clean());
}

// The oracle itself: what it is there to see, it sees.
BOOST_AUTO_TEST_CASE(a_disk_that_lies_about_syncs_is_found_out)
{
    proof::Ledger ledger("store-images-lying");
    World(1, ledger).run(true);
    BOOST_TEST(ledger.lost > 0);
}

BOOST_AUTO_TEST_SUITE_END()
