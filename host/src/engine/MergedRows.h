// Rows that become one, by the flow's target document: for delivery, previews and audits alike.
#pragma once

#include "plan/Grouping.h"
#include "store/Records.h"

#include <cstdint>
#include <string>
#include <vector>

namespace duijie::engine
{

/// One row made of several records.
struct MergedRow
{
    std::string key;    ///< of the bundle
    std::string number; ///< what its records have in common
    std::string payload;
    int64_t eventMs = 0;              ///< of the last of them
    std::vector<std::size_t> members; ///< places of its records
};

struct MergedRows
{
    std::vector<MergedRow> rows;
    std::vector<plan::GroupProblem> problems;
};

/// What a bundle is called, by the key of its first member.
std::string bundleKey(const std::string& firstMember);

MergedRows mergeRows(const plan::Grouping& grouping, const std::vector<store::LoadedRecord>& records);

} // namespace duijie::engine
