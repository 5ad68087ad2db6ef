// A disk that fails at the n-th operation, for n = 1, 2, 3, ... until a run meets no fault: once, and from
// then on until it is healed.
#include "FaultVfs.h"
#include "Proof.h"
#include "Support.h"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <future>
#include <map>
#include <set>
#include <sqlite3.h>

using namespace duijie;
using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

struct Fault
{
    int code;
    const char* name;
    Counted counted;
};

const Fault Faults[] = {{SQLITE_FULL, "full", Counted::Changes},
                        {SQLITE_IOERR_WRITE, "write", Counted::Changes},
                        {SQLITE_IOERR_FSYNC, "sync", Counted::Changes},
                        {SQLITE_IOERR_READ, "read", Counted::Everything}};

/// What the store said of its writes.
struct Said
{
    std::map<std::string, std::string> records; ///< kept, by key
    std::set<std::string> refused;              ///< keys of pages that were refused
    std::string cursor;
    int intents = 0;
};

/// A store whose calls are waited for, but not for ever.
class Patient
{
public:
    Patient(std::unique_ptr<Store> store, proof::Ledger& ledger) : _store(std::move(store)), _ledger(ledger)
    {
    }

    Store& store() { return *_store; }

    WriteResult write(const std::function<void(Store&, Done)>& write)
    {
        auto told = std::make_shared<std::promise<WriteResult>>();
        write(*_store, [told](const WriteResult& result) { told->set_value(result); });
        auto result = told->get_future();
        if (result.wait_for(std::chrono::minutes(1)) != std::future_status::ready)
        {
            ++_ledger.stuck;
            _ledger.write();
            std::fprintf(stderr, "stuck: %s\n", _ledger.text().c_str());
            std::_Exit(1); // its thread cannot be taken back
        }
        return result.get();
    }

private:
    std::unique_ptr<Store> _store;
    proof::Ledger& _ledger;
};

bool writePage(Patient& to, Said& said, const std::string& name)
{
    const std::vector<Sample> samples = {{"A" + name, denseText(3000) + name},
                                         {"B" + name, denseText(12000) + name}};
    PageWrite page;
    page.flow = "flow";
    page.records = recordsOf(samples);
    page.moveCursor = true;
    page.cursorName = "main";
    page.cursor = name;
    const WriteResult result =
        to.write([&](Store& store, Done done) { store.writePage(std::move(page), std::move(done)); });
    for (const Sample& sample : samples)
    {
        result.ok ? static_cast<void>(said.records[sample.key] = sample.payload)
                  : static_cast<void>(said.refused.insert(sample.key));
    }
    said.cursor = result.ok ? name : said.cursor;
    BOOST_TEST(result.error.empty() == result.ok);
    return result.ok;
}

bool writeIntent(Patient& to, Said& said)
{
    try
    {
        const auto waiting = to.store().load("flow", RecordState::Received, 0, 1);
        if (waiting.empty())
        {
            return false;
        }
        Intent intent;
        intent.seq = waiting[0].row.seq;
        intent.body = denseText(2000);
        const WriteResult result =
            to.write([&](Store& store, Done done) { store.writeIntents({intent}, std::move(done)); });
        said.intents += result.ok && result.done.at(0) ? 1 : 0;
        return result.ok;
    }
    catch (const StoreError&)
    {
        return false; // the disk could not be read
    }
}

/// Whether every write succeeded.
bool work(Patient& to, Said& said, int round)
{
    bool all = true;
    for (int i = 0; i < 3; ++i)
    {
        all = writePage(to, said, std::to_string(round) + "/" + std::to_string(i)) && all;
        all = writeIntent(to, said) && all;
    }
    return all;
}

void judge(Store& store, const Said& said, proof::Ledger& ledger)
{
    for (const auto& [key, payload] : said.records)
    {
        const auto found = store.find("flow", key);
        ledger.lost += found.empty() || found[0].payload != payload ? 1 : 0;
        ledger.doubled += found.size() > 1 ? 1 : 0;
    }
    for (const std::string& key : said.refused)
    {
        ledger.doubled += store.find("flow", key).empty() ? 0 : 1;
    }
    const StateCounts counts = store.counts("flow");
    const auto sending = counts[static_cast<std::size_t>(RecordState::Sending)];
    ledger.lost += sending < said.intents ? 1 : 0;
    ledger.unexpected += sending > said.intents ? 1 : 0;
    ledger.lost += store.cursor("flow", "main").value_or("") != said.cursor ? 1 : 0;
}

/// False: no operation failed any more.
bool failAt(int n, const Fault& fault, bool sticky, proof::Ledger& ledger)
{
    Folder folder(Place::Memory);
    SqliteOptions options;
    options.vfs = FaultVfs::name();
    options.checkpointPages = 8;
    Said said;
    bool met = false;
    {
        Patient to(ownStore(folder.path(), options), ledger);
        work(to, said, 0);
        FaultVfs::failAt(n, fault.code, sticky, fault.counted);
        const bool all = work(to, said, 1);
        met = FaultVfs::happened();
        FaultVfs::heal();
        BOOST_TEST((all || met));
        judge(to.store(), said, ledger);
        ledger.unexpected += work(to, said, 2) ? 0 : 1; // it goes on by itself
        judge(to.store(), said, ledger);
    }
    judge(*ownStore(folder.url()), said, ledger);
    ledger.unexpected += outside(folder.path(), "PRAGMA integrity_check") == "ok" ? 0 : 1;
    ++ledger.executions;
    return met;
}

} // namespace

BOOST_AUTO_TEST_SUITE(errors)

BOOST_AUTO_TEST_CASE(a_disk_that_fails_at_any_operation_loses_nothing)
{
    proof::Ledger ledger("store-io-errors");
    for (const Fault& fault : Faults)
    {
        for (const bool sticky : {false, true})
        {
            int n = 1;
            while (failAt(n, fault, sticky, ledger))
            {
                BOOST_TEST_REQUIRE(ledger.clean(), fault.name
                                                       << (sticky ? " from operation " : " at operation ")
                                                       << n << ": " << ledger.text());
                ++n;
            }
            std::printf("%s: a fault at each of %d operations%s\n", fault.name, n - 1,
                        sticky ? ", lasting" : "");
            BOOST_TEST(n > 20);
        }
    }
    ledger.write();
    std::printf("%s\n", ledger.text().c_str());
    BOOST_TEST(ledger.clean());
}

BOOST_AUTO_TEST_SUITE_END()
