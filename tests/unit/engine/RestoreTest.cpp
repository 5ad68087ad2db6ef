// A store that went back in time: what was sent since is found in the target, not sent again.
#include "Rig.h"

#include "store/Backup.h"

#include <boost/test/unit_test.hpp>

#include <thread>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

class BackedUp : public Rig
{
public:
    BackedUp() : file(store::pathOfStore(folder.storeUrl()) + ".backup") {}

    void backUp() { store::backUpStore(folder.storeUrl(), file); }

    /// The host ends, the backup takes the place of its store, and a new host begins.
    store::RestoreReport goBack()
    {
        store::RestoreReport report;
        stop = false;
        store.reopen(
            [&]
            {
                report = store::restoreStore(folder.storeUrl(), file, {[this] { return clock.nowMs(); }});
                return openStore();
            });
        return report;
    }

    const std::string file;
};

} // namespace

BOOST_AUTO_TEST_SUITE(restore)

// The backup is made while the run is going, at each delivery of it in turn.
BOOST_AUTO_TEST_CASE(nothingIsDoubledWhereverTheBackupFell)
{
    for (int at = 1; at <= 24; ++at)
    {
        BackedUp rig;
        rig.addDocs(12);
        rig.source.put(makeDoc(13, Noon - 25 * Minute, "wait"));
        rig.target.answers[billKey(2)] = {{STATUS_NOT_SENT}, {STATUS_UNKNOWN, true}};
        rig.target.answers[billKey(3)] = {{STATUS_THROTTLED, false, 0, 5000}};
        rig.target.answers[billKey(4)] = {{STATUS_UNKNOWN, true, 10 * Second}};
        rig.target.answers[billKey(5)] = {{STATUS_UNKNOWN, false}, {STATUS_NOT_SENT}};
        rig.target.answers[billKey(6)] = {{STATUS_HOLD}};
        std::atomic<int> deliveries{0};
        rig.target.onDeliver = [&](const std::string&)
        {
            if (++deliveries == at)
            {
                rig.backUp();
            }
        };
        rig.backUp(); // for a run with fewer deliveries
        rig.run();
        rig.source.put(makeDoc(20, Noon - 5 * Minute));
        rig.clock.advance(10 * Minute);
        rig.run(); // what was held or waits for a later run, and what is new
        rig.goBack();
        rig.clock.advance(Hour);
        BOOST_TEST_CONTEXT("backup at delivery " << at)
        {
            const int before = rig.target.deliveries();
            rig.run();
            rig.clock.advance(Hour);
            rig.run();
            BOOST_TEST(rig.target.deliveries() == before);
            BOOST_TEST(joined(rig.faults()) == "");
            BOOST_TEST(rig.count(RecordState::Done) == 13);
            BOOST_TEST(rig.count(RecordState::Unknown) == 0);
        }
    }
}

// An attempt that the store remembers was answered; a later one that it does not may have been applied.
BOOST_AUTO_TEST_CASE(aRecordThatWasRetriedSinceIsLookedUp)
{
    BackedUp rig;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_THROTTLED, false, 0, 200'000}};
    rig.run();
    BOOST_TEST(rig.count(RecordState::Retrying) == 1);
    rig.backUp();
    rig.clock.advance(Hour);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.goBack().lookedUp == 1);
    rig.clock.advance(Hour);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries() == 2);
    BOOST_TEST(joined(rig.faults()) == "");
}

// What the host before sent in its last moment shows late: the new one gives it the time an unclear write
// gets.
BOOST_AUTO_TEST_CASE(whatWasSentLastIsGivenItsTimeToShow)
{
    BackedUp rig;
    rig.flow.concurrency = 1;
    rig.addDocs(1);
    rig.backUp();
    rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN, true, 20 * Second}};
    rig.target.onDeliver = [&](const std::string&) { rig.store.writesLeft = 0; };
    rig.run();
    rig.target.onDeliver = {};
    rig.goBack();
    std::atomic<bool> over{false};
    std::thread time(
        [&]
        {
            while (!over)
            {
                rig.clock.advance(100);
                std::this_thread::yield();
            }
        });
    const std::string state = rig.run().state;
    over = true;
    time.join();
    BOOST_TEST(state == "ok");
    BOOST_TEST(rig.target.deliveries() == 1);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(theCursorGoesBackAndNothingIsReadIntoTwice)
{
    BackedUp rig;
    rig.addDocs(5);
    rig.run();
    rig.backUp();
    const int64_t before = rig.cursor();
    rig.clock.advance(2 * Hour);
    rig.source.put(makeDoc(6, Noon + Hour));
    rig.run();
    BOOST_TEST(rig.cursor() > before);
    rig.goBack();
    BOOST_TEST(rig.cursor() == before);
    rig.clock.advance(Hour);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.progress->confirmed == 1);
    BOOST_TEST(rig.count(RecordState::Done) == 6);
    BOOST_TEST(joined(rig.faults()) == "");
    BOOST_TEST(rig.audit().verdict());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
