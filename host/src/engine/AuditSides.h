// The two sides an audit compares, each from a fresh read.
#pragma once

#include "engine/Audit.h"
#include "engine/AuditBundles.h"
#include "engine/Datasets.h"
#include "engine/DocumentSink.h"
#include "engine/RecordMapper.h"
#include "engine/RunContext.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace duijie::engine
{

/// A bill that ought to exist.
struct ExpectedDocument
{
    std::string key;
    std::string number;
    std::string naturalKey;
    std::string fingerprint; ///< see expectation()
    std::string scope;       ///< the bill's day
    std::string day;         ///< the day it counts on
    std::string body;        ///< prepared
    bool merged = false;     ///< of several records; called by its key
};

/// Both ends included.
struct Scopes
{
    std::string first;
    std::string last;
};

/// What the source says today, mapped afresh: the bills that ought to exist, by natural key.
class ExpectedSide
{
public:
    ExpectedSide(RunContext& run, Datasets& datasets, AuditReport& report);

    /// Reads `wide` from the source; documents that changed inside `period` are the ones in question, the
    /// others only explain bills of the same days. False: it could not be read wholly; report.error says why.
    bool read(Window period, Window wide);

    /// Reads on, before and after what was read: more documents that may explain bills.
    bool readNeighbours(int64_t fromMs, int64_t toMs);

    /// True when some document asks for this bill, in the period or outside.
    bool knows(const std::string& naturalKey) const
    {
        return _documents.count(naturalKey) != 0 || _neighbours.count(naturalKey) != 0;
    }

    const std::unordered_map<std::string, ExpectedDocument>& documents() const noexcept { return _documents; }
    const std::string& firstScope() const noexcept { return _firstScope; }
    const std::string& lastScope() const noexcept { return _lastScope; }

private:
    class Sink;

    bool readSpan(Window span);
    bool pollWindow(Window window);
    void take(SourceDocument document);
    void takeNeighbour(SourceDocument document, const std::string& key);
    void expect(const std::string& key, const std::string& number, std::string_view payload,
                const std::string& day);
    void explain(const std::string& key, const std::string& number, std::string_view payload);
    void expectBundles();
    std::string dayOf(const RecordView& record) const;

    RunContext& _run;
    AuditReport& _report;
    RecordMapper _mapper;
    AuditBundles _bundles;
    Window _period;
    Window _wide;
    std::unordered_set<std::string> _neighbours;
    std::unordered_set<std::string> _seen;
    std::unordered_map<std::string, ExpectedDocument> _documents;
    std::string _firstScope;
    std::string _lastScope;
};

/// A bill as the target lists it.
struct ActualBill
{
    std::string id;
    std::string number;
    std::string scope;
};

/// What the target has between two scopes: our own live bills by natural key. Ours are those whose natural
/// key begins with `prefix`.
class ActualSide
{
public:
    ActualSide(RunContext& run, std::string prefix) : _run(run), _prefix(std::move(prefix)) {}

    bool read(const Scopes& scopes, std::string& error);

    const std::vector<ActualBill>& billsOf(const std::string& naturalKey) const;
    const std::unordered_map<std::string, std::vector<ActualBill>>& bills() const noexcept { return _bills; }

private:
    class Sink;

    RunContext& _run;
    const std::string _prefix;
    std::unordered_map<std::string, std::vector<ActualBill>> _bills;
};

} // namespace duijie::engine
