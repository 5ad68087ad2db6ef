// `omissionRemedy` of a source document: at times of its own the source is asked once more, with other
// parameters, for what the ordinary reading missed.
#pragma once

#include "plan/Document.h"
#include "plan/Report.h"

#include <optional>
#include <string>
#include <vector>

namespace duijie::plan
{

/// As the document has it.
struct RemedyNodes
{
    std::string crontab;            ///< as it was written
    std::vector<FieldNode> request; ///< the document's own, with the nodes that take over in their place
};

/// Nothing when the document has none, or when it is wrong, which is reported. Nodes of `takeOverRequest`
/// stand in the place of those of the same field.
std::optional<RemedyNodes> readRemedy(const Document& document, Report& report);

} // namespace duijie::plan
