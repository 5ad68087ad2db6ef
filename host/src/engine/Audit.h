// Compares source and target over a period, from fresh reads of both: the proof that nothing is lost or
// doubled.
#pragma once

#include "engine/FlowParts.h"
#include "engine/Poller.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace duijie::engine
{

struct Shared;

/// One document the audit has something to say about.
struct AuditItem
{
    std::string key;    ///< in the source; empty for a bill without a document
    std::string number; ///< document number, or the bill's
    std::string detail; ///< sentence
};

/// Findings of one kind: all are counted, the first ones are kept.
struct AuditList
{
    static constexpr std::size_t MostKept = 1000;

    int64_t count = 0;
    std::vector<AuditItem> items;

    void add(AuditItem item);
};

struct AuditReport
{
    bool complete = false; ///< both sides were read wholly; otherwise `error` says why and nothing is proved
    std::string error;
    int64_t fromMs = 0;
    int64_t toMs = 0;
    int64_t documents = 0;                  ///< distinct documents the source has in the period
    int64_t eligible = 0;                   ///< of them, those that must have exactly one bill
    int64_t bills = 0;                      ///< bills of ours that the target has
    int64_t right = 0;                      ///< eligible documents with exactly one equal bill
    std::map<std::string, int64_t> leftOut; ///< documents that need no bill, by reason
    AuditList missing;                      ///< eligible, no bill
    AuditList doubled;                      ///< more than one bill
    AuditList different;                    ///< one bill, but not equal
    AuditList unexpected;                   ///< a bill of ours that no eligible document asks for
    AuditList
        waiting; ///< cannot become a bill yet or at all: reference data missing, refused by the precheck

    /// Nothing missing, doubled, different or unexpected, and both sides wholly read.
    bool verdict() const noexcept;
};

/// Told now and then how far the audit is: bills read, bills to read.
using AuditProgress = std::function<void(int64_t done, int64_t all)>;

/// Reads both systems and compares. Writes nothing to either. Blocks; stops early when shared.stop is set.
AuditReport audit(const FlowParts& flow, Shared& shared, const PollSpan& span, const AuditProgress& progress);

} // namespace duijie::engine
