// The parameters of one kind of call of a source, compiled.
#pragma once

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

    /// Reports what cannot be computed: parameters depend on times alone, so it never can. The JSON comes back.
    std::string attempt(const TimeVariables& times, const std::string& path, Report& report) const;

private:
    void takePaging(const std::string& path, Report& report);
    std::string* pagingName(Variable::Kind kind);
    const Part* pagingOf(const Node& node) const noexcept;
    void refuseInside(const Node& node, const std::string& path, Report& report) const;
};

/// The parameters as JSON. Throws std::runtime_error, with a sentence, for one that cannot be computed: left
/// out, it would widen what is asked for.
std::string evaluatedParameters(const Program& program, const TimeVariables& times, int64_t pageSize);

} // namespace duijie::plan
