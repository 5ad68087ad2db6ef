#include "Judge.h"

#include "Secrets.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace duijie::e2e
{

namespace
{

// What no record may be in when a world is at rest. Held is looked at by itself: unknown goods stay held.
constexpr const char* OpenStates[] = {"received", "sending",     "retrying",      "unknown",
                                      "dead",     "rolled_back", "rollback_stuck"};

// The vendors' limits of calls in 60 seconds, by the sandbox's names of what they count for.
struct Limit
{
    const char* window;
    int64_t most;
};

constexpr Limit TokenLimit = {"jdy_token", 2};
constexpr Limit Limits[] = {{"wdt_sid", 60}, {"jdy_account_book", 500}};

// The store as it lies there, read without the host's help.
class StoreFile
{
public:
    explicit StoreFile(const std::string& path)
    {
        sqlite3* raw = nullptr;
        const int code = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
        _database.reset(raw);
        if (code != SQLITE_OK)
        {
            throw std::runtime_error("cannot open " + path);
        }
    }

    std::string one(const char* sql) const
    {
        sqlite3_stmt* raw = nullptr;
        if (sqlite3_prepare_v2(_database.get(), sql, -1, &raw, nullptr) != SQLITE_OK)
        {
            throw std::runtime_error(sqlite3_errmsg(_database.get()));
        }
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
        const bool row = sqlite3_step(raw) == SQLITE_ROW;
        const unsigned char* text = row ? sqlite3_column_text(raw, 0) : nullptr;
        return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
    }

    int64_t number(const char* sql) const { return std::stoll(one(sql)); }

private:
    struct Close
    {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
    };

    std::unique_ptr<sqlite3, Close> _database;
};

void tell(Verdict& verdict, const std::string& sentence)
{
    verdict.why += "  " + sentence + "\n";
}

// Everything eligible has one right bill, and there is no other.
void judgeBills(Rig& rig, const Json& truth, Verdict& verdict)
{
    verdict.lost = truth.number({"lost_count"});
    verdict.doubled = truth.number({"doubled_count"});
    const int64_t wrong = truth.number({"wrong_count"}) + truth.number({"unexpected_count"}) +
                          truth.number({"unaudited_count"});
    verdict.unexpected += wrong;
    if (verdict.lost + verdict.doubled + wrong > 0)
    {
        tell(verdict, "the sandbox was given: " + std::string(truth.root().raw()) + " in " + rig.folder());
    }
}

// Every call is in the log; of each kill those under way may be missing, never may one be there too many.
void judgeCalls(const StoreFile& store, const Json& counters, const Story& story, Verdict& verdict)
{
    int64_t seen = 0;
    for (const auto vendor : counters.root().find("requests"))
    {
        for (const auto path : vendor)
        {
            seen += std::stoll(std::string(path.text()));
        }
    }
    const int64_t logged = store.number("SELECT count(*) FROM call");
    const int64_t most = static_cast<int64_t>(story.kills) * story.underWay;
    if (logged > seen || seen - logged > most)
    {
        ++verdict.unexpected;
        tell(verdict,
             "the sandbox counted " + std::to_string(seen) + " calls, the log has " + std::to_string(logged));
    }
}

void judgeLimit(const Json& counters, const Limit& limit, Verdict& verdict)
{
    const int64_t seen = counters.number({"max_calls_in_60s", limit.window});
    if (seen > limit.most)
    {
        ++verdict.unexpected;
        tell(verdict, std::to_string(seen) + " calls within a minute at " + limit.window);
    }
}

void judgeStore(const StoreFile& store, Verdict& verdict)
{
    const std::string health = store.one("PRAGMA integrity_check");
    if (health != "ok")
    {
        ++verdict.unexpected;
        tell(verdict, "the store: " + health);
    }
    const int64_t running = store.number("SELECT count(*) FROM run WHERE state = 'running'");
    if (running > 0)
    {
        ++verdict.unexpected;
        tell(verdict, std::to_string(running) + " runs never ended");
    }
}

void judgeSecrets(Rig& rig, const Story& story, Verdict& verdict)
{
    const std::string found = secretIn(rig, everythingWritten(rig, story.printed));
    if (!found.empty())
    {
        ++verdict.unexpected;
        tell(verdict, found);
    }
}

// The sentence about what is still under way after a sync; empty when nothing is.
std::string unrest(const Ended& ended, int64_t unknownGoods)
{
    if ((ended.code != 0 && ended.code != 1) || ended.output.empty())
    {
        return "exit code " + std::to_string(ended.code) + ": " + ended.errors;
    }
    const Json summary(ended.output);
    std::string open;
    for (const char* state : OpenStates)
    {
        const int64_t count = summary.number({"in_all", state});
        open += count > 0 ? std::to_string(count) + " " + state + " " : "";
    }
    const int64_t held = summary.number({"in_all", "held"});
    open += held > unknownGoods ? std::to_string(held) + " held " : "";
    return open + (summary.text({"state"}) == "failed" ? "failed: " + summary.text({"error"}) : "");
}

} // namespace

void Verdict::addTo(proof::Ledger& ledger) const
{
    ledger.lost += lost;
    ledger.doubled += doubled;
    ledger.unexpected += unexpected;
    ledger.stuck += stuck ? 1 : 0;
}

std::vector<std::string> syncArguments(const Story& story)
{
    std::vector<std::string> arguments = {"sync", "panying", "--json"};
    if (!story.whole)
    {
        arguments.insert(arguments.end(), {"--to", WorldEnd});
    }
    return arguments;
}

Ended syncOnce(Rig& rig, Story& story)
{
    story.last = rig.run(syncArguments(story));
    story.printed += story.last.output + story.last.errors;
    return story.last;
}

Verdict drainAndJudge(Rig& rig, Story& story, int most, bool restIsEnough)
{
    Verdict verdict;
    const Json before(rig.control("GET", "/_sandbox/truth"));
    const int64_t unknownGoods = before.number({"excluded", "unknown_goods"});
    std::string open = restIsEnough ? unrest(story.last, unknownGoods) : "never run";
    for (int i = 0; i < most && !open.empty(); ++i)
    {
        open = unrest(syncOnce(rig, story), unknownGoods);
    }
    if (!open.empty())
    {
        verdict.stuck = true;
        tell(verdict, "not at rest: " + open + "\n  " + story.last.output + story.last.errors);
    }
    const Json counters(rig.control("GET", "/_sandbox/counters"));
    judgeBills(rig, Json(rig.control("GET", "/_sandbox/truth")), verdict);
    for (const Limit& limit : Limits)
    {
        judgeLimit(counters, limit, verdict);
    }
    if (story.tokensLimited)
    {
        judgeLimit(counters, TokenLimit, verdict);
    }
    const StoreFile store(rig.data() + "/duijie.db");
    judgeStore(store, verdict);
    if (story.counted)
    {
        judgeCalls(store, counters, story, verdict);
    }
    judgeSecrets(rig, story, verdict);
    return verdict;
}

} // namespace duijie::e2e
