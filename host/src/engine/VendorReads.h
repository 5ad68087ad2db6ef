// The reading calls into connectors, each made in one place: the request, the context, and the calls into the
// log.
#pragma once

#include "engine/DocumentSink.h"
#include "engine/RunContext.h"

#include "plan/SourcePlan.h"

#include <string>
#include <string_view>

namespace duijie::engine
{

/// A source, and what is asked of it.
struct SourceRead
{
    Source& source;
    const plan::SourcePlan& plan;
    const std::string& connection;
    int64_t fromMs = 0; ///< window, also what the document's time variables stand for
    int64_t toMs = 0;
    std::string_view number = {}; ///< not empty: this one document, without a window
    bool remedy = false;          ///< with the parameters of the document's remedy
};

/// Reads into `sink`, each record judged and brought into shape by the plan. Not STATUS_OK: `error` is the
/// connector's sentence.
Status readSource(RunContext& run, const SourceRead& read, DocumentSink& sink, std::string& error);

/// Lists the flow's target between two scopes into `sink`. Not STATUS_OK: `error` is the connector's
/// sentence.
Status listBills(RunContext& run, std::string_view firstScope, std::string_view lastScope, BillSink& sink,
                 std::string& error);

/// Asks the flow's target for the bills of one natural key; the target must have TargetFind.
Status findBills(RunContext& run, std::string_view scope, std::string_view naturalKey, BillSink& sink,
                 std::string& error);

} // namespace duijie::engine
