// What needs a person is told once, and again when it is over.
#include "Rig.h"

#include "engine/Alerts.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

class Collected final : public AlertChannel
{
public:
    void begun(const std::string& flow, const Alert& alert) override
    {
        lines.push_back("+" + flow + " " + alert.id);
        sentences.push_back(alert.happened + " " + alert.meaning + " " + alert.advice);
    }

    void over(const std::string& flow, const std::string& id, const std::string& happened) override
    {
        lines.push_back("-" + flow + " " + id);
        sentences.push_back(happened);
    }

    std::vector<std::string> take() { return std::exchange(lines, {}); }

    std::vector<std::string> lines;
    std::vector<std::string> sentences;
};

struct Alerted : Rig
{
    Alerted() { shared.alerts = &channel; }

    // A batch of which one is refused and one bill cannot be removed again.
    void stick()
    {
        flow.batch = BatchMode::AllOrNothing;
        source.pageSize = 100;
        addDocs(3);
        target.answers[billKey(3)] = {{STATUS_REJECTED}};
        target.undoFaults = {{STATUS_REJECTED, 0}};
        run();
    }

    Collected channel;
};

bool has(const std::vector<std::string>& lines, const std::string& begin)
{
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.compare(0, begin.size(), begin) == 0; });
}

} // namespace

BOOST_AUTO_TEST_SUITE(alerts)

BOOST_AUTO_TEST_CASE(aStuckRollbackIsToldOnceAndWhenItIsOver)
{
    Alerted rig;
    rig.stick();
    const auto first = rig.channel.take();
    BOOST_TEST(has(first, "+f rollback_stuck:"), joined(first));
    BOOST_TEST(has(first, "+f failing"), joined(first)); // the run was halted for it
    BOOST_TEST(rig.channel.sentences.size() == first.size());
    BOOST_TEST(joined(rig.channel.sentences).find("Delete bill") != std::string::npos);
    rig.target.undoFaults = {{STATUS_REJECTED, 0}};
    rig.restart();
    rig.run();
    BOOST_TEST(!has(rig.channel.take(), "+f rollback_stuck")); // known already, also after a restart
    rig.restart();
    rig.run();
    const auto last = rig.channel.take();
    BOOST_TEST(has(last, "-f rollback_stuck"), joined(last));
    BOOST_TEST(has(last, "-f failing"), joined(last));
    BOOST_TEST(rig.count(RecordState::RollbackStuck) == 0);
}

BOOST_AUTO_TEST_CASE(aBillThatIsGoneByHandIsNotedWithoutABatch)
{
    Alerted rig;
    rig.addDocs(1);
    rig.run();
    store::Transition stuck;
    stuck.seq = rig.row("1")->seq;
    stuck.from = RecordState::Done;
    stuck.to = RecordState::RollbackStuck;
    store::durably([&](store::Done done) { rig.store.writeOutcome({stuck}, {}, std::move(done)); });
    rig.run();
    BOOST_TEST(has(rig.channel.take(), "+f rollback_stuck"));
    BOOST_TEST(rig.count(RecordState::RollbackStuck) == 1); // it stands: only a person may remove it
    TestContext context;
    rig.target.undo(context, {}, sdk::toView(rig.target.billsOf(billKey(1)).at(0).id));
    rig.run();
    BOOST_TEST(has(rig.channel.take(), "-f rollback_stuck"));
    BOOST_TEST(rig.count(RecordState::RolledBack) == 1);
}

BOOST_AUTO_TEST_CASE(whatStaysUnclearIsTold)
{
    Alerted rig;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN, true}};
    rig.target.onDeliver = [&](const std::string&) { rig.stop = true; };
    rig.run();
    BOOST_TEST(rig.channel.take().empty()); // a stopped run says nothing
    rig.stop = false;
    rig.clock.advance(20 * Minute);
    Progress progress;
    RunContext run(rig.flow, rig.shared, progress, 0);
    const auto standing = standingAlerts(run, "attention", "");
    BOOST_TEST_REQUIRE(standing.size() == 1u);
    BOOST_TEST(standing[0].id.find("unclear:") == 0u);
    rig.run();
    BOOST_TEST(rig.channel.take().empty()); // the look-up was quicker
    BOOST_TEST(standingAlerts(run, "ok", "").empty());
}

BOOST_AUTO_TEST_CASE(aFlowThatFailsForLongIsTold)
{
    Alerted rig;
    const FakeSource::Fault down{0, {STATUS_UNAVAILABLE, 0}};
    rig.source.faults = {down};
    rig.run();
    BOOST_TEST(rig.channel.take().empty()); // that passes
    rig.clock.advance(6 * Minute);
    rig.source.faults = {down};
    rig.run();
    BOOST_TEST(joined(rig.channel.take()) == "+f failing");
    rig.source.faults = {down};
    rig.run();
    BOOST_TEST(rig.channel.take().empty());
    rig.run();
    BOOST_TEST(joined(rig.channel.take()) == "-f failing");
}

BOOST_AUTO_TEST_CASE(recordsGivenUpAreToldOnce)
{
    Alerted rig;
    rig.addDocs(3);
    rig.target.answers[billKey(1)] = {{STATUS_REJECTED}};
    rig.target.answers[billKey(2)] = {{STATUS_REJECTED}};
    rig.run();
    BOOST_TEST(joined(rig.channel.take()) == "+f dead");
    rig.run();
    BOOST_TEST(rig.channel.take().empty());
}

BOOST_AUTO_TEST_CASE(withoutAChannelTheLogHasIt)
{
    Alerted rig;
    rig.shared.alerts = nullptr;
    rig.stick();
    BOOST_TEST(has(rig.log.lines(), "f: ALERT rollback_stuck:"), joined(rig.log.lines()));
    rig.run();
    BOOST_TEST(has(rig.log.lines(), "f: ALERT OVER rollback_stuck:"), joined(rig.log.lines()));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
