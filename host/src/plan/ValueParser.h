// `parser`: the shape a value gets behind its evaluation.
#pragma once

#include "plan/Report.h"

#include "duijie/sdk/Json.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace duijie::plan
{

struct ValueParser
{
    enum class Kind : uint8_t
    {
        None,
        Object,       ///< ConvertObjectParser: {first: value}
        NestedObject, ///< ConvertTwoStageObjectParser: {first: {second: value}}
        Split,        ///< StringToArray: a list of the texts between `first`
        Join,         ///< ArrayToString: the elements of a list with `first` between them
        Pairs,        ///< ConvertJson: an object as [{"Key": name, "Value": value}]
        NamedPair,    ///< K3WiseHeiHuCustomParser: [{"keyName": first, "keyValue": value}]
        Workflow,     ///< workflowRequestTableFields: {"fieldName": first, "fieldValue": value second}
    };

    Kind kind = Kind::None;
    std::string first;
    std::string second;
};

/// Reads the `parser` of the node `field`. One that is not known, or lacks what it needs, is reported as an
/// error at `at`.
ValueParser readValueParser(sdk::JsonValue value, const std::string& field, const std::string& at,
                            Report& report);

/// Gives the JSON value that `body` ends with, from `start` on, its shape. Nothing is changed, and a sentence
/// comes back, where the value is of the wrong kind.
std::string applyParser(const ValueParser& parser, std::string& body, std::size_t start);

} // namespace duijie::plan
