// What one reading asks for.
#pragma once

#include "TopSign.h"
#include "WdtInterfaces.h"

#include "duijie/abi/source.h"

#include <cstdint>
#include <string>

namespace duijie::wdt
{

/// A PollRequest, read.
struct WdtQuery
{
    WdtInterface shape; ///< the table's row with the plan's words over it
    std::string pageParam = "page_no";
    std::string sizeParam = "page_size";
    Params business; ///< the plan's parameters, without pages
    int64_t pageSize = 0;
    std::string only; ///< not empty: the one document asked for
};

/// Reads `request` with the plan's `connector` object over the table's row. `pageSize` not 0 replaces the
/// plan's. Empty on success, else what is wrong with the plan.
std::string readQuery(const PollRequest& request, int64_t pageSize, WdtQuery& query);

} // namespace duijie::wdt
