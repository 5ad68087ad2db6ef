// Bills that stand in the target already when a document's turn comes.
#pragma once

#include "engine/BillIndex.h"
#include "engine/RecordMapper.h"
#include "engine/RunContext.h"

#include "store/Records.h"

#include <string>
#include <vector>

namespace duijie::engine
{

struct LookUp;

/// Asks the target once for each scope. One thread.
class StandingBills
{
public:
    explicit StandingBills(RunContext& run) : _run(run), _existing(run) {}

    /// True when the document must not be written now: its bill stands and was adopted or reported, which is
    /// added to `aside`, or the run is stopping. A target that cannot be read halts the run.
    bool alreadyThere(const store::RecordRow& row, const Mapping& mapping,
                      std::vector<store::Transition>& aside);

private:
    bool standsAs(const std::string& scope, const std::string& naturalKey, const store::RecordRow& row,
                  const Mapping& mapping, std::vector<store::Transition>& aside);
    store::Transition adopt(const store::RecordRow& row, const LookUp& found);

    RunContext& _run;
    BillIndex _existing;
};

} // namespace duijie::engine
