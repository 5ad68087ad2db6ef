// What an audit expects of records that were merged: the store says which belong together, the source what is
// in them.
#pragma once

#include "engine/RunContext.h"

#include "duijie/abi/source.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace duijie::engine
{

/// A bill of several records that ought to exist, or why it cannot be said what it is.
struct AuditBundle
{
    std::string key;
    std::string number;
    std::string payload;   ///< the merged row, of what the source says today
    std::string day;       ///< the day it counts on; empty: outside of the period, it only explains a bill
    std::string problem;   ///< sentence
    bool unmerged = false; ///< one record that is in no bundle
};

/// Which bill a record is in cannot be told from the source: whether it came before or after the others
/// decides. So the store is asked, for that alone. A record that the source does not give in the span that is
/// read (it changed earlier) is taken as it was stored.
class AuditBundles
{
public:
    explicit AuditBundles(RunContext& run) : _run(run) {}

    /// A record of the source. `day`: empty outside of the period; `wanted`: it is to be billed.
    void take(const RecordView& record, const std::string& day, bool wanted);

    /// The bundles of what was read since the last time.
    std::vector<AuditBundle> takeNew();

private:
    struct Row
    {
        std::string number;
        std::string payload;
        std::string day;
        bool wanted = false;
    };

    int64_t bundleOf(const std::string& key);
    AuditBundle made(int64_t bundle); // without a key: nothing is expected

    RunContext& _run;
    std::map<std::string, Row> _rows; ///< by key
    std::vector<std::string> _new;
    std::set<int64_t> _known;
};

} // namespace duijie::engine
