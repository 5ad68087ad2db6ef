// The field nodes of a document as a tree, however they were written: nested by `children`, or flat by
// `parent`.
#pragma once

#include "plan/Report.h"
#include "plan/ValueMapping.h"
#include "plan/ValueParser.h"

#include "duijie/sdk/Json.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace duijie::plan
{

/// One node, as published.
struct FieldNode
{
    std::string path; ///< "request[3]"
    std::string field;
    std::string type = "string"; ///< lower case
    std::string parent;
    std::optional<std::string> text; ///< `value` when it is text
    std::string json;                ///< `value` when it is a number or a boolean: its JSON
    bool required = false;
    ValueMapping mapping;
    ValueParser parser;
    std::string described; ///< label and describe, for what is told of it
    std::vector<FieldNode> children;
};

/// Keys that this program has no use for, each with the first place it was seen at.
using UnusedKeys = std::map<std::string, std::string>;

/// Reads the list `list` that stands at `path`.
std::vector<FieldNode> readFieldTree(sdk::JsonValue list, std::string_view path, Report& report,
                                     UnusedKeys& unused);

} // namespace duijie::plan
