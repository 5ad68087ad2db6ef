// The parameters of one kind of call of a source, compiled.
#pragma once

#include "plan/Mapped.h"
#include "plan/Program.h"
#include "plan/Report.h"
#include "plan/SourcePlan.h"

#include <string>
#include <vector>

namespace duijie::plan
{

struct Parameters
{
    std::string pageParam; ///< names of those that only carry PAGINATION_*: the connector fills them
    std::string sizeParam;
    std::string rowParam;
    Program program; ///< without them
    Program whole;

    /// What is wrong is reported at `path`, the key the nodes stand under.
    void compile(const std::vector<FieldNode>& nodes, const std::string& path, Report& report);

    /// Reports what never can be computed: lookups aside, parameters depend on times alone. The JSON comes
    /// back.
    std::string attempt(const TimeVariables& times, const std::string& path, Report& report) const;

private:
    void takePaging(const std::string& path, Report& report);
    std::string* pagingName(Variable::Kind kind);
    const Part* pagingOf(const Node& node) const noexcept;
    void refuseInside(const Node& node, const std::string& path, Report& report) const;
};

/// The parameters as JSON, or why some have no value: left out, one would widen what is asked for.
Mapped evaluatedParameters(const Program& program, const TimeVariables& times, const DatasetSource* datasets,
                           int64_t pageSize);

} // namespace duijie::plan
