// The top-level keys of a metadata document.
#pragma once

#include "plan/FieldTree.h"

#include "duijie/sdk/Json.h"

#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

struct Document
{
    sdk::JsonDocument json; ///< what `condition` points into
    std::string api;
    std::string method;
    std::string id;
    std::string number;
    int64_t pageSize = 0;              ///< 0: not given
    std::string connector;             ///< JSON object that only the connector understands; empty: none
    std::vector<FieldNode> request;    ///< with those of `otherRequest` behind them
    std::vector<std::string> response; ///< names of the fields it declares
    sdk::JsonValue condition;
};

/// Reads a document of this side; what is wrong with it is reported. False: it is no JSON object.
bool readDocument(std::string_view text, Side side, Document& document, Report& report);

} // namespace duijie::plan
