// Puts a flow together from its configuration: documents, datasets, rules.
#pragma once

#include "config/Config.h"

#include "engine/FlowParts.h"

#include "plugin/Instance.h"

#include <string>
#include <vector>

namespace duijie::app
{

/// One thing said about a document, with the file or plugin it stands in.
struct DocumentFinding
{
    bool error = true;
    std::string where; ///< "panying_flow@1.0.0: source" or a file
    std::string path;
    std::string message;
    int line = 0; ///< in the document; 0: not known

    /// "FILE:LINE"
    std::string place() const { return line > 0 ? where + ":" + std::to_string(line) : where; }
};

/// Compiles the documents of `flow` into `parts`. `rules` is the opened flow plugin, or null for a flow of
/// documents only. A flow that only keeps a dataset has that one dataset and no plans. Connectors are set by
/// the caller. False when there are errors among the findings.
bool buildFlow(const config::Config& config, const config::FlowConfig& flow, plugin::Instance* rules,
               engine::FlowParts& parts, std::vector<DocumentFinding>& findings);

} // namespace duijie::app
