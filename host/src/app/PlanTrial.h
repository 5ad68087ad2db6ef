// A document tried by hand, by the code that flows run: what it asks for, which rows it keeps, what it makes
// of them.
#pragma once

#include "app/PlanInput.h"

#include "plan/Findings.h"
#include "plan/SourcePlan.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::app
{

/// Why something of a record could not be made.
struct TrialError
{
    std::optional<std::size_t> record; ///< its place in the list; nothing: there is one, or none is meant
    std::string path;                  ///< field of the body
    std::string message;
};

struct Trial
{
    plan::Findings findings;        ///< about the document; with an error among them nothing was tried
    std::vector<TrialError> errors; ///< all of them
    std::string json;               ///< what came out, when there are no errors

    bool good() const noexcept { return errors.empty() && !plan::hasErrors(findings); }
};

/// Bodies of a target document: one, or a list for a list of records, merged and grouped.
Trial tryTarget(std::string_view document, const Records& records, const plan::DatasetSource& datasets,
                const plan::TimeVariables& times);

/// Request parameters of a source document.
Trial tryParameters(std::string_view document, const plan::DatasetSource& datasets,
                    const plan::TimeVariables& times);

/// The rows that would be stored: [{"id","number","content"}, ...].
Trial tryRows(std::string_view document, const Records& rows, const plan::TimeVariables& times);

/// What came of it as one JSON text: `json`, or {"findings": [...]} or {"errors":
/// [{"record","path","message"}]}.
std::string trialJson(const Trial& trial);

} // namespace duijie::app
