// Runs a program for one row.
#pragma once

#include "plan/Program.h"
#include "plan/TargetPlan.h"

namespace duijie::plan
{

/// Everything a row's evaluation needs from outside.
struct EvaluationInput
{
    sdk::JsonValue row; ///< absent for a source document
    const TimeVariables& times;
    const DatasetSource* datasets = nullptr;
    int64_t pageSize = 0; ///< what PAGINATION_PAGE_SIZE stands for, on the first page
};

/// Evaluates every field of `program` into `out`. A field that could not be given a value has an error and is
/// not in the body; a field whose value is null is left out.
void evaluate(const Program& program, const EvaluationInput& input, Mapped& out, std::vector<Trace>* trace);

} // namespace duijie::plan
