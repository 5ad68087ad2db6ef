// How one list is read: the plan that the host hands over.
#pragma once

#include "JdySign.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::jdy
{

struct JdyListPlan
{
    std::string api;
    std::string detail;                 ///< one row by its number
    std::vector<std::string> key{"id"}; ///< fields that together tell a row from all others
    std::string number = "number";
    std::string pageParam = "page";
    std::string sizeParam = "page_size";
    int64_t pageSize = 100; ///< larger pages are cut silently and rows are lost. Vendor: measured
    Query params;
};

/// Reads PollRequest::plan. Of its `connector` object `detail`, `page_size` and `key` are known. Returns
/// everything that is wrong; empty when there is nothing.
std::string readListPlan(std::string_view json, JdyListPlan& plan);

} // namespace duijie::jdy
