// A disk that is full in the middle of a run: nothing is read or sent, and everything goes on when there is
// room.
#include "FaultVfs.h"
#include "Proof.h"
#include "Rig.h"

#include "store/SqliteStore.h"

#include <boost/test/unit_test.hpp>
#include <future>
#include <sqlite3.h>

namespace duijie::engine::test
{

using store::RecordState;
using store::test::FaultVfs;

namespace
{

constexpr int Documents = 12;

/// Makes room again after it was asked some times; or never, and the host is stopped instead.
class Room final : public store::DiskWatch
{
public:
    explicit Room(StopFlag& stop) : _stop(stop) {}

    void waits(const std::string& sentence) override
    {
        ++told;
        last = sentence;
        _stop = _stop || stops;
    }
    void goesOn(const std::string&) override { ++wentOn; }
    bool stopping() override
    {
        if (++asked % patience == 0 && !stops)
        {
            if (beforeRoom)
            {
                beforeRoom();
            }
            FaultVfs::heal();
        }
        return _stop;
    }

    int patience = 3;
    bool stops = false;
    std::function<void()> beforeRoom;
    std::atomic<int> told{0};
    std::atomic<int> wentOn{0};
    std::atomic<int> asked{0};
    std::string last;

private:
    StopFlag& _stop;
};

/// A rig whose disk fails on request.
class Crowded : public Rig
{
public:
    Crowded()
    {
        store.reopen(
            [this]
            {
                store::SqliteOptions options;
                options.vfs = FaultVfs::name();
                options.checkpointPages = 8;
                options.roomFirstMs = 1;
                options.roomMostMs = 2;
                return store::openSqliteStore(store::pathOfStore(folder.storeUrl()), store::Access::Own,
                                              options, {[this] { return clock.nowMs(); }, &room});
            });
        addDocs(Documents);
        target.answers[billKey(2)] = {{STATUS_UNKNOWN, true}};
        target.answers[billKey(3)] = {{STATUS_NOT_SENT}};
        target.answers[billKey(4)] = {{STATUS_UNKNOWN, false}};
    }
    ~Crowded() { FaultVfs::heal(); }

    Room room{stop};
};

void countFaults(const std::vector<std::string>& faults, proof::Ledger& ledger)
{
    for (const std::string& fault : faults)
    {
        BOOST_TEST_MESSAGE(fault);
        (fault.rfind("lost", 0) == 0      ? ledger.lost
         : fault.rfind("doubled", 0) == 0 ? ledger.doubled
                                          : ledger.unexpected) += 1;
    }
}

/// False, and the process ends, when the run does not come back.
RunOutcome runOrGiveUp(Rig& rig, proof::Ledger& ledger)
{
    auto run = std::async(std::launch::async, [&] { return rig.run(); });
    if (run.wait_for(std::chrono::minutes(2)) != std::future_status::ready)
    {
        ++ledger.stuck;
        ledger.write();
        std::fprintf(stderr, "stuck: %s\n", ledger.text().c_str());
        std::_Exit(1); // the thread cannot be taken back
    }
    return run.get();
}

/// The n-th operation of a run's disk fails, for n = 1, 2, 3, ... until a run meets no fault.
void failEverywhere(int code, bool sticky, proof::Ledger& ledger)
{
    bool met = true;
    for (int n = 1; met; ++n)
    {
        Crowded rig;
        FaultVfs::failAt(n, code, sticky);
        const RunOutcome outcome = runOrGiveUp(rig, ledger);
        met = FaultVfs::happened();
        FaultVfs::heal();
        ++ledger.executions;
        BOOST_TEST_CONTEXT("operation " << n << " fails with " << code
                                        << (sticky ? " until room is made" : " once"))
        {
            BOOST_TEST(outcome.state == "ok", outcome.error);
            BOOST_TEST(rig.room.told == rig.room.wentOn);
            BOOST_TEST(joined(rig.faults()) == "");
            BOOST_TEST(rig.count(RecordState::Done) == Documents);
        }
        countFaults(rig.faults(), ledger);
        ledger.unexpected += outcome.state == "ok" ? 0 : 1;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(diskFull)

BOOST_AUTO_TEST_CASE(aRunGoesOnWhereverTheDiskWasFull)
{
    proof::Ledger ledger("disk-full");
    failEverywhere(SQLITE_FULL, true, ledger);
    failEverywhere(SQLITE_FULL, false, ledger);
    failEverywhere(SQLITE_IOERR_WRITE, false, ledger);
    ledger.write();
    std::printf("%s\n", ledger.text().c_str());
    BOOST_TEST(ledger.clean());
    BOOST_TEST(ledger.executions > 100);
}

// Without an intent on the disk nothing is sent, and of the source no more is read than the pages under way.
BOOST_AUTO_TEST_CASE(aFullDiskStopsReadingAndSending)
{
    Crowded rig;
    rig.source.pageSize = 2;
    rig.addDocs(100);
    rig.room.patience = 60;
    int64_t fetched = 0;
    int deliveries = 0;
    rig.room.beforeRoom = [&]
    {
        fetched = rig.progress->fetched;
        deliveries = rig.target.deliveries();
    };
    std::atomic<int> pages{0};
    rig.store.failPage = [&](const store::PageWrite&)
    {
        if (++pages == 5)
        {
            FaultVfs::failAt(1, SQLITE_FULL, true);
        }
        return false;
    };
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.room.told == 1);
    BOOST_TEST(rig.room.wentOn == 1);
    BOOST_TEST(rig.room.last.find("disk is full") != std::string::npos);
    BOOST_TEST(fetched <= 2 * 14);
    BOOST_TEST(deliveries <= 2 * 5);
    BOOST_TEST(rig.count(RecordState::Done) == 100);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(aStopEndsTheRunAtOnceAndTheNextOneGoesOn)
{
    for (int n = 1; n <= 60; n += 4)
    {
        Crowded rig;
        rig.room.stops = true;
        FaultVfs::failAt(n, SQLITE_FULL, true);
        const RunOutcome outcome = rig.run();
        BOOST_TEST(!outcome.ok);
        BOOST_TEST(outcome.failedByStore);
        BOOST_TEST(rig.room.told == 1);
        FaultVfs::heal();
        rig.restart();
        rig.clock.advance(Hour);
        BOOST_TEST_CONTEXT("full from operation " << n)
        {
            BOOST_TEST(rig.run().state == "ok");
            BOOST_TEST(joined(rig.faults()) == "");
            BOOST_TEST(rig.count(RecordState::Done) == Documents);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
