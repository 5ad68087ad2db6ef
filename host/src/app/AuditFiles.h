// The report files of an audit, a pair for each day.
#pragma once

#include "app/AuditText.h"

#include <string>

namespace duijie::app
{

/// What a flow's reports are called: its name, made fit for a file's.
std::string reportName(const std::string& flow, const std::string& day);

/// Writes FLOW-yyyy-MM-dd.json and .html for every day of a complete audit into `folder`, which is made where
/// it is missing. What was there of the same day is replaced, each file wholly. False: see `error`.
bool writeReports(const std::string& folder, const AuditHead& head, const engine::AuditReport& report,
                  std::string& error);

} // namespace duijie::app
