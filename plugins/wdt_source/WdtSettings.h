// What a connection to 旺店通 can be told.
#pragma once

#include "WdtRequest.h"

#include "duijie/sdk/ConfigSpec.h"
#include "duijie/sdk/HttpClient.h"
#include "duijie/sdk/Services.h"

#include <cstdint>
#include <string>

namespace duijie::wdt
{

/// The settings, read.
struct WdtSettings
{
    WdtAccount account;
    std::string gateway; ///< address, path included
    sdk::HttpLimits limits;
    uint32_t callsPerMinute = 0;
    int64_t rowsPerWindow = 0; ///< a window with more rows is divided; 0: never
    int64_t pageSize = 0;      ///< 0: what the plan says
    uint64_t longestPauseMs = 0;
};

/// Every setting with its default and its text for people.
sdk::ConfigSpec wdtSpec();

/// Reads what depends on more than one setting as well. Empty on success, else the sentence that says what
/// is wrong.
std::string readSettings(const sdk::Settings& values, const sdk::Services& services, WdtSettings& out);

} // namespace duijie::wdt
