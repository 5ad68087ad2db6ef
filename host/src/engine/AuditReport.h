// What an audit found: counts and findings, in all and day by day.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace duijie::engine
{

/// One value of a bill that is not what the source says.
struct AuditDifference
{
    std::string field;    ///< path in the bill
    std::string expected; ///< to the last digit; empty: nothing should be there
    std::string found;    ///< likewise; empty: nothing is there
};

/// One document or bill the audit has something to say about.
struct AuditItem
{
    std::string key;    ///< in the source; empty for a bill without a document
    std::string number; ///< of the document
    std::string bill;   ///< number of the bill, of several with ", " between; empty: there is none
    std::string billDay;
    std::string naturalKey;
    std::string detail; ///< sentence: what it means
    std::string advice; ///< sentence: what to do
    std::vector<AuditDifference> differences;
};

/// Findings of one kind: all are counted, the first ones are kept.
struct AuditList
{
    static constexpr std::size_t MostKept = 10'000;

    int64_t count = 0;
    std::vector<AuditItem> items;

    void add(AuditItem item);
};

/// Counts and findings of one day, or of the whole period.
struct AuditFindings
{
    int64_t documents = 0;                  ///< distinct documents of the source
    int64_t eligible = 0;                   ///< of them, those that must have exactly one bill
    int64_t bills = 0;                      ///< bills of those documents, and the unexpected ones
    int64_t right = 0;                      ///< eligible documents with exactly one equal bill
    std::map<std::string, int64_t> leftOut; ///< documents that need no bill, by reason
    AuditList missing;                      ///< eligible, no bill
    AuditList doubled;                      ///< more than one bill
    AuditList different;                    ///< one bill, but not equal
    AuditList unexpected;                   ///< a bill of ours that no eligible document asks for
    /// Cannot become a bill yet or at all: reference data missing, refused by the precheck.
    AuditList waiting;

    /// Nothing missing, doubled, different or unexpected.
    bool clean() const noexcept;
};

struct AuditReport : AuditFindings
{
    bool complete = false; ///< both sides were read wholly; otherwise `error` says why and nothing is proved
    std::string error;
    std::string remark; ///< sentence about what could not be judged; empty: everything was
    int64_t fromMs = 0; ///< documents that changed in this closed interval are in question
    int64_t toMs = 0;
    int64_t beganMs = 0; ///< when the systems were read
    int64_t endedMs = 0;
    /// Every day of the period, "yyyy-MM-dd". A document counts on the day it last changed in the source, a
    /// bill without a document on its own day, or on the period's nearest.
    std::map<std::string, AuditFindings> days;

    /// The findings of a day; a day outside of the period is its nearest.
    AuditFindings& dayOf(const std::string& day);
    void note(const std::string& day, AuditList AuditFindings::*kind, AuditItem item);
    void count(const std::string& day, int64_t AuditFindings::*counter, int64_t by = 1);
    void leaveOut(const std::string& day, const std::string& reason);

    /// Nothing missing, doubled, different or unexpected, and both sides wholly read.
    bool verdict() const noexcept;
};

/// The word for what an audit came to: "right", "wrong", "unknown".
const char* verdictName(bool complete, const AuditFindings& findings) noexcept;

} // namespace duijie::engine
