// kill -9 at the n-th system call, restart after restart; at the end every document has its one right bill.
#include "Judge.h"
#include "KillPoints.h"
#include "Workers.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <mutex>

using namespace duijie;
using namespace duijie::e2e;

namespace
{

constexpr int Workers = 4;
constexpr int KillsPerWorld = 4;
constexpr double GoldenRatio = 0.6180339887498949;

// What differs between worlds: another way through the engine each.
struct Kind
{
    const char* name;
    int concurrency;
    const char* batch;
    const char* jdy;    // further settings of the target
    bool direct;        // the source by its own API
    bool whole;         // windows up to today, and sweeps
    const char* faults; // rules of the sandbox while hosts are killed
};

constexpr const char* LostAnswers =
    R"([{"path":"/jdy/v2/scm/inv_check_gail_bill","method":"POST","kind":"cut_after","times":1000,"per_mille":300},)"
    R"({"path":"/jdy/v2/scm/inv_check_gail_bill","method":"POST","kind":"cut_before","times":1000,"per_mille":200}])";
constexpr const char* FailedAudits =
    R"([{"path":"/jdy/v2/scm/inv_check_gail_bill","method":"POST","kind":"audit_fails","times":1000,"per_mille":500}])";

constexpr Kind Kinds[] = {
    {"eight at a time", 8, "best_effort", "", false, false, ""},
    {"one at a time", 1, "best_effort", "", false, true, ""},
    {"answers lost", 4, "best_effort", "", false, false, LostAnswers},
    {"audit after confirm", 2, "best_effort", R"(, "audit": "after_confirm")", true, false, ""},
    {"audits fail", 2, "best_effort", "", false, false, FailedAudits},
    {"batches", 4, "all_or_nothing", "", false, false, ""},
};

constexpr std::size_t KindCount = std::size(Kinds);

// Sandboxes are kept and used again: one for each worker, whatever kind of world it plays.
class Player
{
public:
    Player() : _rig(optionsOf(Kinds[0])) {}

    /// The run without a kill that the points are counted in.
    std::vector<KillPoint> points(const Kind& kind)
    {
        begin(kind);
        Story story;
        story.whole = kind.whole;
        return pointsOf(_rig, syncArguments(story));
    }

    /// Kills one host after the other at the points, then lets one finish. The count of kills is in the
    /// story.
    Verdict play(const Kind& kind, const std::vector<KillPoint>& points, Story& story)
    {
        begin(kind);
        story.whole = kind.whole;
        story.underWay = kind.concurrency + 2; // one that reads, one that asks for reference rows
        std::string strange;
        for (const KillPoint& point : points)
        {
            const Ended ended = runUntil(_rig, point, syncArguments(story));
            story.printed += ended.output + ended.errors;
            story.kills += ended.code == -SIGKILL ? 1 : 0;
            if (ended.code != -SIGKILL && ended.code != 0 && ended.code != 1)
            {
                strange +=
                    "  a restart ended with " + std::to_string(ended.code) + ": " + ended.errors + "\n";
            }
            if (ended.code != -SIGKILL)
            {
                break;
            }
            _rig.letArrive();
        }
        _rig.control("DELETE", "/_sandbox/faults");
        Verdict verdict = drainAndJudge(_rig, story);
        const Ended audit = _rig.run({"audit", "panying"});
        if (audit.code != 0)
        {
            strange +=
                "  the audit ended with " + std::to_string(audit.code) + ": " + audit.output + audit.errors;
        }
        verdict.unexpected += strange.empty() ? 0 : 1;
        verdict.why += strange;
        return verdict;
    }

private:
    static RigOptions optionsOf(const Kind& kind)
    {
        RigOptions options;
        options.documents = 14;
        options.sandbox = {"--materials", "20", "--compact", "--threads", "40"};
        options.settleSeconds = 0; // what the sandbox was sent has arrived before a host starts again
        options.concurrency = kind.concurrency;
        options.batch = kind.batch;
        options.jdyMore = kind.jdy;
        return options;
    }

    void begin(const Kind& kind)
    {
        _rig.options = optionsOf(kind);
        _rig.writeConfig();
        if (kind.direct)
        {
            _rig.useDirectApi();
        }
        _rig.beginAnew();
        if (kind.faults[0] != '\0')
        {
            _rig.control("POST", "/_sandbox/faults", kind.faults);
        }
    }

    Rig _rig;
};

// Spread evenly over all points, however many worlds are played: the next one always falls into the widest
// gap.
std::vector<KillPoint> chainOf(const std::vector<KillPoint>& points, int64_t round)
{
    std::vector<KillPoint> chain;
    for (int i = 0; i < KillsPerWorld; ++i)
    {
        const double place = GoldenRatio * static_cast<double>(round * KillsPerWorld + i + 1);
        const double part = place - std::floor(place);
        chain.push_back(points[static_cast<std::size_t>(part * static_cast<double>(points.size()))]);
    }
    return chain;
}

std::string textOf(const std::vector<KillPoint>& chain)
{
    std::string text;
    for (const KillPoint& point : chain)
    {
        text += (text.empty() ? "" : ",") + point.syscall + ":" + std::to_string(point.number);
    }
    return text;
}

std::vector<KillPoint> chainFrom(std::string text)
{
    std::vector<KillPoint> chain;
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find(','), text.size());
        const std::size_t colon = text.find(':');
        chain.push_back({text.substr(0, colon), std::stoi(text.substr(colon + 1))});
        text.erase(0, end + 1);
    }
    return chain;
}

struct Totals
{
    std::mutex mutex;
    proof::Ledger ledger{"kill-at-syscall"};
    int64_t worlds = 0;
    std::string failures;
};

void account(Totals& totals, const Kind& kind, const std::vector<KillPoint>& chain, const Story& story,
             const Verdict& verdict)
{
    const std::lock_guard lock(totals.mutex);
    totals.ledger.executions += story.kills;
    ++totals.worlds;
    verdict.addTo(totals.ledger);
    if (!verdict.clean())
    {
        totals.failures += "KILL_KIND=" + std::to_string(&kind - Kinds) + " KILL_POINTS=" + textOf(chain) +
                           " e2e_test --run_test=kill_syscall (" + kind.name + ")\n" + verdict.why;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_syscall)

BOOST_AUTO_TEST_CASE(every_point_is_survived)
{
    Totals totals;
    Player first;
    if (const char* points = std::getenv("KILL_POINTS"))
    {
        const Kind& kind = Kinds[proof::numberOf("KILL_KIND", 0) % KindCount];
        Story story;
        const Verdict verdict = first.play(kind, chainFrom(points), story);
        BOOST_TEST(verdict.clean(), verdict.why);
        return;
    }
    std::array<std::vector<KillPoint>, KindCount> points;
    for (std::size_t i = 0; i < KindCount; ++i)
    {
        points[i] = first.points(Kinds[i]);
        BOOST_TEST_REQUIRE(points[i].size() > 100, Kinds[i].name << " has only " << points[i].size());
        BOOST_TEST_MESSAGE(Kinds[i].name << ": " << points[i].size() << " points");
    }
    const auto wanted =
        static_cast<int64_t>(proof::numberOf("KILL_COUNT", static_cast<uint64_t>(proof::tier(1000, 20'000))));
    const std::vector<std::string> thrown =
        inParallel(Workers, wanted,
                   [&]
                   {
                       const auto player = std::make_shared<Player>();
                       return [&, player](int64_t world)
                       {
                           {
                               const std::lock_guard lock(totals.mutex);
                               if (totals.ledger.executions >= wanted)
                               {
                                   return;
                               }
                           }
                           const std::size_t kind = static_cast<std::size_t>(world) % KindCount;
                           const auto chain = chainOf(points[kind], world / static_cast<int64_t>(KindCount));
                           Story story;
                           const Verdict verdict = player->play(Kinds[kind], chain, story);
                           account(totals, Kinds[kind], chain, story, verdict);
                       };
                   });
    for (const std::string& sentence : thrown)
    {
        BOOST_ERROR("world " << sentence);
    }
    totals.ledger.write();
    BOOST_TEST_MESSAGE(totals.worlds << " worlds: " << totals.ledger.text());
    BOOST_TEST(totals.ledger.clean(), totals.failures);
    BOOST_TEST(totals.ledger.executions >= wanted);
}

BOOST_AUTO_TEST_SUITE_END()
