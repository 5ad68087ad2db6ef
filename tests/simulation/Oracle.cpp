#include "Oracle.h"

#include "SampleFlow.h"

namespace duijie::simulation
{

using store::RecordState;

namespace
{

// Unclear, looked up and not there so often: the record is given up, in the open.
constexpr int TriesBeforeGivenUp = 5;

std::string fingerprintOf(const Content& content)
{
    return engine::test::fingerprintOf(content.day, content.qty, "m-" + content.sku);
}

bool isRight(const std::vector<Bill>& bills, const Content& content)
{
    return bills.size() == 1 && bills[0].audited && bills[0].fingerprint == fingerprintOf(content);
}

class Judge
{
public:
    Judge(const Rest& rest, Findings& findings) : _rest(rest), _findings(findings), _bills(rest.books.byKey())
    {
    }

    void all()
    {
        for (const auto& [number, content] : _rest.orders.newest(_rest.nowMs))
        {
            const std::string key = engine::test::billKey(number);
            one(number, content, _bills[key]);
            _bills.erase(key);
        }
        for (const auto& [key, bills] : _bills)
        {
            _findings.add(&Findings::unexpected, key + ": a bill without a document");
        }
        for (const store::RunRow& run : _rest.store.runs(_rest.flow, 1000))
        {
            if (run.state == "running")
            {
                _findings.add(&Findings::stuck, "run " + std::to_string(run.id) + " never ended");
            }
        }
        for (const std::string& line : _rest.books.violations())
        {
            _findings.add(&Findings::unexpected, line);
        }
    }

private:
    void one(int number, const Content& content, const std::vector<Bill>& bills)
    {
        const auto records = _rest.store.find(_rest.flow, std::to_string(number));
        const std::string name = "document " + std::to_string(number);
        if (bills.size() > 1)
        {
            _findings.add(&Findings::doubled, name + ": " + std::to_string(bills.size()) + " bills");
        }
        if (records.empty() || records.front().payload != _rest.orders.row(number, _rest.nowMs))
        {
            _findings.add(&Findings::lost,
                          name + (records.empty() ? " was never read" : ": newest version not read"));
            return;
        }
        const store::RecordRow& row = records.front().row;
        if (const std::string wrong = wrongWith(number, content, bills, row); !wrong.empty())
        {
            _findings.add(kindOf(row.state, bills), name + " is " + std::string(store::stateName(row.state)) +
                                                        " (" + row.reason + "): " + wrong);
        }
    }

    static int64_t Findings::*kindOf(RecordState state, const std::vector<Bill>& bills)
    {
        switch (state)
        {
        case RecordState::Received:
        case RecordState::Sending:
        case RecordState::Retrying:
        case RecordState::Unknown:
            return &Findings::stuck;
        default:
            return bills.empty() ? &Findings::lost : &Findings::unexpected;
        }
    }

    // What does not fit to the state that the newest version came to; empty: all does.
    std::string wrongWith(int number, const Content& content, const std::vector<Bill>& bills,
                          const store::RecordRow& row) const
    {
        const bool left = _rest.byHand.count(number) > 0;
        switch (row.state)
        {
        case RecordState::Done:
            return isRight(bills, content) ? "" : "its bill is not there or differs";
        case RecordState::Skipped:
            return !bills.empty() ? "it has a bill" : content.kind == "draft" || left ? "" : "without cause";
        case RecordState::Invalid:
            return !bills.empty() ? "it has a bill" : content.qty == "bad" ? "" : "without cause";
        case RecordState::Held:
            return !bills.empty() ? "it has a bill" : content.qty == "wait" ? "" : "without cause";
        case RecordState::RolledBack:
            return !bills.empty() ? "it has a bill" : _rest.wholeBatches ? "" : "without cause";
        case RecordState::ChangedAfterSync:
            return bills.size() == 1 && !row.reason.empty() ? "" : "no bill stands";
        case RecordState::Dead:
            return deadWithout(content, bills, row);
        default:
            return "it did not come to rest";
        }
    }

    std::string deadWithout(const Content& content, const std::vector<Bill>& bills,
                            const store::RecordRow& row) const
    {
        if (!bills.empty())
        {
            return "it has a bill";
        }
        const bool byRule = !content.eligible() || row.attempts >= TriesBeforeGivenUp ||
                            _rest.books.takenAway("doc " + row.number);
        return byRule && !row.reason.empty() ? "" : "after " + std::to_string(row.attempts) + " tries";
    }

    const Rest& _rest;
    Findings& _findings;
    std::map<std::string, std::vector<Bill>> _bills;
};

} // namespace

std::string Findings::text() const
{
    std::string out;
    for (const std::string& line : lines)
    {
        out += "\n  " + line;
    }
    return out;
}

void judge(const Rest& rest, Findings& findings)
{
    Judge(rest, findings).all();
}

void judgeMerged(const Rest& rest, const engine::AuditReport& report, Findings& findings)
{
    std::map<int64_t, int> billed; // by quantity
    for (const auto& [key, bills] : rest.books.byKey())
    {
        for (const Bill& bill : bills)
        {
            const std::size_t from = bill.fingerprint.find('|') + 1;
            const int64_t sum = std::stoll(bill.fingerprint.substr(from));
            for (int64_t quantity = 1; quantity <= sum; quantity *= 2)
            {
                billed[quantity] += (sum & quantity) != 0 ? 1 : 0;
            }
        }
    }
    for (const auto& [number, content] : rest.orders.newest(rest.nowMs))
    {
        const int bills = billed[std::stoll(content.qty)];
        const auto records = rest.store.find(rest.flow, std::to_string(number));
        const RecordState state = records.empty() ? RecordState::Invalid : records.front().row.state;
        if (bills != 1 || state != RecordState::Merged)
        {
            findings.add(bills > 1    ? &Findings::doubled
                         : bills == 0 ? &Findings::lost
                                      : &Findings::stuck,
                         "document " + std::to_string(number) + " is " +
                             std::string(store::stateName(state)) + " and in " + std::to_string(bills) +
                             " bills");
        }
    }
    for (const std::string& line : rest.books.violations())
    {
        findings.add(&Findings::unexpected, line);
    }
    if (!report.verdict())
    {
        findings.add(&Findings::unexpected, "the audit complains: " + report.error + " missing " +
                                                std::to_string(report.missing.count) + ", different " +
                                                std::to_string(report.different.count) + ", unexpected " +
                                                std::to_string(report.unexpected.count) + ", doubled " +
                                                std::to_string(report.doubled.count));
    }
}

void judgeTold(const Rest& rest, const std::string& told, Findings& findings)
{
    std::size_t expected = 0;
    for (const store::RecordRow& row : rest.store.rows(rest.flow, RecordState::Done, INT32_MAX))
    {
        ++expected;
        std::size_t telling = 0;
        for (const store::LoadedRecord& record : rest.store.find(told, row.key))
        {
            telling += record.row.number == row.targetId ? 1 : 0;
        }
        if (telling != 1)
        {
            findings.add(telling == 0 ? &Findings::lost : &Findings::doubled,
                         "bill " + row.targetId + " of " + row.key + " was told of " +
                             std::to_string(telling) + " times");
        }
    }
    const std::size_t all = rest.store.rows(told, std::nullopt, INT32_MAX).size();
    if (all != expected)
    {
        findings.add(&Findings::unexpected,
                     std::to_string(all) + " rows tell of " + std::to_string(expected) + " bills");
    }
}

void judgeAudit(const Rest& rest, const engine::AuditReport& report, Findings& findings)
{
    auto bills = rest.books.byKey();
    std::string wrong;
    for (const auto& [number, content] : rest.orders.newest(rest.nowMs))
    {
        // What the vendor alone refuses looks right to the audit, which asks nobody to write.
        const bool wanted = content.eligible() || (content.kind == "final" && content.qty == "closed");
        const auto& standing = bills[engine::test::billKey(number)];
        if (wanted ? !isRight(standing, content) : !standing.empty())
        {
            wrong += " N" + std::to_string(number) + " (" + content.kind + " of quantity " + content.qty +
                     ", " + std::to_string(standing.size()) + " bills)";
        }
    }
    if (!report.complete)
    {
        findings.add(&Findings::unexpected, "the audit did not come to its end: " + report.error);
    }
    else if (report.verdict() != wrong.empty())
    {
        findings.add(&Findings::unexpected, wrong.empty() ? "the audit complains without cause"
                                                          : "the audit sees nothing of" + wrong);
    }
}

} // namespace duijie::simulation
