// The comparing half of an audit: what ought to be against what is.
#pragma once

#include "engine/Adoption.h"
#include "engine/Audit.h"
#include "engine/AuditSides.h"

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

namespace duijie::engine
{

/// Matches keys, then reads each bill that stands alone under an expected key, with as many threads as the
/// flow sends with.
class AuditCompare
{
public:
    /// `judgesStrangers`: bills without a document are findings.
    AuditCompare(RunContext& run, const ExpectedSide& expected, const ActualSide& actual,
                 bool judgesStrangers, AuditReport& report, const AuditProgress& progress)
        : _run(run), _expected(expected), _actual(actual), _judgesStrangers(judgesStrangers), _report(report),
          _progress(progress)
    {
    }

    /// False: a bill could not be read; report.error says why.
    bool compare();

private:
    struct Pair
    {
        const ExpectedDocument* document;
        std::string id;
    };

    void matchDocuments();
    void matchBills();
    void fetchAll();
    void fetchOne(const Pair& pair);
    void noteMissing(const ExpectedDocument& document);
    void noteDifferent(const ExpectedDocument& document, const Bill& bill,
                       std::vector<AuditDifference> differences);
    std::vector<AuditDifference> differencesOf(const ExpectedDocument& document, const Bill& bill);

    RunContext& _run;
    const ExpectedSide& _expected;
    const ActualSide& _actual;
    const bool _judgesStrangers;
    AuditReport& _report;
    const AuditProgress& _progress;
    std::vector<Pair> _toFetch;
    std::atomic<std::size_t> _next{0};
    std::atomic<bool> _failed{false};
    std::mutex _mutex;
};

} // namespace duijie::engine
