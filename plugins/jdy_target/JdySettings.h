// The settings of a connection: what the host may give, and what is made of it.
#pragma once

#include "JdyPrepare.h"

#include "duijie/sdk/ConfigSpec.h"

#include <cstddef>
#include <string>

namespace duijie::jdy
{

/// How bills are made and written.
struct JdyBillSettings
{
    NaturalKeyRule key;
    bool auditAfterConfirm = false; ///< save, read back, compare, then audit; else all in one call
    uint32_t batchSize = 20;        ///< bills in one call, where the bill takes several
    bool precheck = true;           ///< compare lines with the reference rows of the host
    std::size_t mostLines = 500;    ///< 0: any number
    std::string closedBefore;       ///< bills before this date are refused; empty: none
};

sdk::ConfigSpec jdySpec();

/// Reads the settings of bills. Returns everything that is wrong with them; empty when there is nothing.
std::string readBillSettings(const sdk::Settings& settings, JdyBillSettings& out);

} // namespace duijie::jdy
