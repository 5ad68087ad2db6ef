// A whole engine with a source, a target and a store of its own: what most tests stand on.
#pragma once

#include "FakeSource.h"
#include "FakeTarget.h"
#include "SampleFlow.h"
#include "WatchedStore.h"

#include "engine/Audit.h"
#include "engine/FlowRun.h"
#include "engine/RunContext.h"

#include <optional>
#include <string>
#include <vector>

namespace duijie::engine::test
{

/// The sample flow "f": documents of `source` become bills "doc N1", "doc N2", ... of their day; the material
/// is looked up by its number, "A" is known as "m-A". Documents of the kind "draft" are left out.
class Rig
{
public:
    Rig();

    /// The flow's target document is another from now on: bills are keyed "`prefix` N1", ...
    void keyedBy(const std::string& prefix);

    /// Adds documents 1 to `count`, one a second from `fromMs` on.
    void addDocs(int count, int64_t fromMs = Noon - 30 * Minute);

    RunOutcome run(const PollSpan& span = {});
    AuditReport audit(const PollSpan& span = {});

    /// A kill and a new start: what was not durable is gone.
    void restart();

    /// The state of a document's newest version; nothing when it is not stored.
    std::optional<store::RecordRow> row(const std::string& key);
    std::vector<store::RecordRow> rowsOf(const std::string& key);
    int64_t count(store::RecordState state);
    int64_t cursor();

    /// What is wrong with the target now, judged by the source: lost, doubled, unexpected, different, or
    /// written against the rules. Empty: nothing.
    std::vector<std::string> faults();

    std::unique_ptr<store::Store> openStore();

    Folder folder;
    ManualClock clock;
    CollectedLog log;
    WatchedStore store;
    QuotaBook quota;
    Redactor redactor;
    StopFlag stop{false};
    Shared shared;
    FakeSource source;
    FakeSource materials;
    FakeTarget target;
    FakeRules rules;
    FlowParts flow;
    std::unique_ptr<Progress> progress; ///< of the last run
};

/// All of them in one text, for messages.
std::string joined(const std::vector<std::string>& lines);

} // namespace duijie::engine::test
