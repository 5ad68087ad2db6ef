// A flow, put together: its compiled documents, its connectors and its rules.
#pragma once

#include "engine/Environment.h"

#include "plan/SourcePlan.h"
#include "plan/TargetPlan.h"

#include "duijie/abi/flow.h"
#include "duijie/abi/source.h"
#include "duijie/abi/target.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace duijie::engine
{

enum class BatchMode
{
    BestEffort,  ///< each document on its own
    AllOrNothing ///< a batch is prechecked whole, and undone whole when one of it is refused
};

/// What is done when a document changes after its bill was written.
enum class OnChange
{
    Report,         ///< a person decides
    UpdateUnaudited ///< the bill is made anew while it is not audited; else a person decides
};

/// One dataset that the flow keeps current.
struct DatasetPart
{
    std::string id;   ///< as the documents name it
    std::string key;  ///< its rows are stored under it, shared by every flow that names it so
    std::string name; ///< for people
    std::unique_ptr<plan::SourcePlan> plan;
    Source* source = nullptr; ///< borrowed
    std::string connection;
    int64_t startMs = 0; ///< the first reading begins here; 0: before any book was opened
};

/// The flow that is told of what was written, see `callBackStrategy`.
struct CallBackPart
{
    std::string flow;    ///< whose inbox gets a row
    std::string idField; ///< of the row: what tells it from others there
    std::string numberField;
};

/// Everything the engine needs to run one flow. Pointers are borrowed from whoever loaded the connectors and
/// live longer than the run.
struct FlowParts
{
    std::string name;
    std::string sourceConnection;
    std::string targetConnection;

    std::unique_ptr<plan::SourcePlan> sourcePlan; ///< null, like all of the target: only datasets are kept
    std::unique_ptr<plan::TargetPlan> targetPlan;
    std::vector<DatasetPart> datasets;
    std::optional<CallBackPart> callBack;
    bool fed = false; ///< by other flows' callbacks: its source has nothing to ask

    Source* source = nullptr;
    Target* target = nullptr;
    TargetUndo* undo = nullptr;         ///< null: the target cannot undo
    TargetFinish* finish = nullptr;     ///< null: bills are written in one step
    TargetFind* find = nullptr;         ///< null: bills are found by listing
    TargetBatch* many = nullptr;        ///< null: one document a call
    TargetCosts* costs = nullptr;       ///< null: what a document costs is not known
    TargetCompare* compare = nullptr;   ///< null: which values differ is not known
    TargetKeys* keys = nullptr;         ///< null: which bills are ours is not known
    TargetWithdraw* withdraw = nullptr; ///< null: drafts cannot be taken back
    Flow* rules = nullptr;              ///< null: documents only

    /// Hands the datasets' rows to the connections' "duijie.lookup/1" for the time of a run; empty: nobody
    /// asks.
    std::function<void(RowFinder)> offerLookups;

    /// True when several records become one bill.
    bool groups() const noexcept { return targetPlan && targetPlan->grouping().groups(); }

    int64_t startMs = 0; ///< where a flow without a cursor begins
    int offsetMinutes = 480;
    int64_t lagMs = 120'000;
    int64_t overlapMs = 30 * 60'000;
    int64_t settleMs = 60'000;
    int64_t nightlySweepMs = 0; ///< once a day so much is read again, for rows that appeared late; 0: never
    int64_t weeklySweepMs = 0;  ///< the same once in seven days
    int64_t missingMs = 0; ///< a reference row the target did not know is not asked for again for so long
    int concurrency = 8;
    int mostUnsent = 1'000'000; ///< reading waits while this many records wait to be sent
    BatchMode batch = BatchMode::BestEffort;
    OnChange onChange = OnChange::Report;
};

} // namespace duijie::engine
