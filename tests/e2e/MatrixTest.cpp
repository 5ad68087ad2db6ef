// The fault matrix over the sandbox: after each fault, on each call, in each moment, every document has its
// one bill.
#include "Judge.h"
#include "MatrixTable.h"
#include "Workers.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

using namespace duijie;
using namespace duijie::e2e;

namespace
{

// Most of a case's time is spent waiting: for time-outs, pauses and retries.
constexpr int Workers = 16;

// Until a fault has struck: a run that cannot read its reference rows ends, and only the next one tries
// again.
constexpr int MostRuns = 3;

// Documents before this day are refused where a batch must be taken back.
constexpr const char* FirstOpenDay = "2026-03-03";

bool holds(const char* text, const char* word)
{
    return std::string_view(text).find(word) != std::string_view::npos;
}

// Worlds in which every eligible document can be written, and one that needs goods the target does not know:
// it is asked for that one material, and in a batch such a document would hold back all the others.
constexpr int PlainSeed = 1;
constexpr int UnknownGoodsSeed = 2;

// A sandbox and a host of one world, used for one case after the other.
class Table
{
public:
    explicit Table(int seed) : _options(optionsOf(seed)), _rig(_options)
    {
        const Json truth(_rig.control("GET", "/_sandbox/truth"));
        _last = static_cast<int>(truth.number({"eligible"})) - 1;
    }

    Verdict play(const MatrixCase& item)
    {
        const Approach approach = approachOf(item, _last);
        Story story;
        begin(item, approach, story);
        bool struck = false;
        for (int i = 0; i < MostRuns && !struck; ++i)
        {
            syncOnce(_rig, story);
            struck = faultStruck();
        }
        _rig.control("DELETE", "/_sandbox/faults");
        _rig.letArrive();
        if (!struck)
        {
            Verdict verdict;
            verdict.stuck = true;
            verdict.why = "  the fault never struck: " + story.last.output + story.last.errors;
            return verdict;
        }
        if (approach.batch || holds(item.call->name, "bill delete"))
        {
            takeUpAgain(story);
            return drainAndJudge(_rig, story);
        }
        return drainAndJudge(_rig, story, 3, !proof::deep());
    }

private:
    static RigOptions optionsOf(int seed)
    {
        RigOptions options;
        options.documents = 8;
        options.seed = seed;
        options.sandbox = {"--materials", "20", "--compact", "--threads", "24"};
        options.concurrency = 1; // so that the n-th save is the n-th document's
        options.receiveSeconds = 1;
        options.callsPerMinute = 60;
        return options;
    }

    void begin(const MatrixCase& item, const Approach& approach, Story& story)
    {
        _rig.options = _options;
        const bool late = holds(item.fault->name, "late");
        _rig.options.settleSeconds = late ? 1 : 0;
        _rig.options.batch = approach.batch ? "all_or_nothing" : "best_effort";
        _rig.options.jdyMore = approach.confirm ? R"(, "audit": "after_confirm")" : "";
        _rig.writeConfig();
        _rig.editConfig("\"requests_per_minute\": 0", "\"requests_per_minute\": 500");
        // Where access is what breaks, more than two tokens in a minute are asked for: the limit would only
        // make such cases a minute long.
        const std::string access = std::string(item.fault->name) + item.call->name + approach.rules;
        story.tokensLimited = !holds(access.c_str(), "token") && !holds(access.c_str(), "secret") &&
                              !holds(access.c_str(), "authorize");
        if (story.tokensLimited)
        {
            _rig.editConfig("\"token_requests_per_minute\": 0", "\"token_requests_per_minute\": 2");
        }
        if (item.call->direct)
        {
            _rig.useDirectApi();
        }
        _rig.beginAnew();
        period(approach.batch ? FirstOpenDay : "");
        _rig.control("POST", "/_sandbox/faults", rulesOf(item, approach));
    }

    void period(const std::string& firstOpenDay)
    {
        _rig.control("POST", "/_sandbox/period", R"({"closed_before":")" + firstOpenDay + "\"}");
    }

    bool faultStruck()
    {
        const Json rules(_rig.control("GET", "/_sandbox/faults"));
        int64_t fired = 0;
        for (const auto rule : rules.root())
        {
            fired = std::stoll(std::string(rule.find("fired").text())); // of the last one in the end
        }
        return fired > 0;
    }

    // What was refused is possible now: a person has it written after all.
    void takeUpAgain(Story& story)
    {
        period("");
        syncOnce(_rig, story); // what is stuck is taken back first
        for (const char* state : {"dead", "rolled_back"})
        {
            const Ended ended = _rig.run({"retry", "panying", "--state", state});
            story.printed += ended.output + ended.errors;
        }
    }

    RigOptions _options;
    Rig _rig;
    int _last = 0;
};

// The tables of one worker; a world is made when the first case needs it.
class Tables
{
public:
    Verdict play(const MatrixCase& item)
    {
        const int seed = holds(item.call->name, "one material") ? UnknownGoodsSeed : PlainSeed;
        std::unique_ptr<Table>& table = _tables[seed];
        table = table ? std::move(table) : std::make_unique<Table>(seed);
        return table->play(item);
    }

private:
    std::map<int, std::unique_ptr<Table>> _tables;
};

struct Totals
{
    std::mutex mutex;
    proof::Ledger ledger{"fault-matrix"};
    std::string failures;
};

void account(Totals& totals, const MatrixCase& item, int64_t number, const Verdict& verdict)
{
    const std::lock_guard lock(totals.mutex);
    ++totals.ledger.executions;
    verdict.addTo(totals.ledger);
    if (!verdict.clean())
    {
        totals.failures += "MATRIX_CASE=" + std::to_string(number) + " e2e_test --run_test=matrix (" +
                           item.name() + ")\n" + verdict.why;
    }
}

// Says once for each reason how many combinations it rules out.
void tellImpossible(const std::vector<MatrixCase>& cases)
{
    std::map<std::string, int> reasons;
    for (const MatrixCase& item : cases)
    {
        if (!item.impossible.empty())
        {
            ++reasons[item.impossible];
        }
    }
    for (const auto& [reason, count] : reasons)
    {
        BOOST_TEST_MESSAGE(count << " combinations cannot occur: " << reason);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(matrix)

BOOST_AUTO_TEST_CASE(every_fault_is_survived)
{
    const std::vector<MatrixCase> all = matrixCases();
    std::vector<int64_t> played;
    std::size_t possible = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        possible += all[i].impossible.empty() ? 1 : 0;
        if (all[i].impossible.empty() && (proof::deep() || all[i].usual))
        {
            played.push_back(static_cast<int64_t>(i));
        }
    }
    if (std::getenv("MATRIX_CASE") != nullptr)
    {
        const MatrixCase& item = all.at(proof::numberOf("MATRIX_CASE", 0));
        const Verdict verdict = Tables().play(item);
        BOOST_TEST(verdict.clean(), item.name() << "\n" << verdict.why);
        return;
    }
    tellImpossible(all);
    Totals totals;
    const std::vector<std::string> thrown =
        inParallel(Workers, static_cast<int64_t>(played.size()),
                   [&]
                   {
                       const auto tables = std::make_shared<Tables>();
                       return [&, tables](int64_t n)
                       {
                           const int64_t number = played[static_cast<std::size_t>(n)];
                           const MatrixCase& item = all[static_cast<std::size_t>(number)];
                           account(totals, item, number, tables->play(item));
                       };
                   });
    for (const std::string& sentence : thrown)
    {
        BOOST_ERROR("case " << sentence);
    }
    totals.ledger.write();
    BOOST_TEST_MESSAGE(all.size() - possible << " of " << all.size() << " combinations cannot occur, "
                                             << played.size() << " of the others played; "
                                             << totals.ledger.text());
    BOOST_TEST(totals.ledger.clean(), totals.failures);
}

BOOST_AUTO_TEST_SUITE_END()
