// _findCollection and _mongoQuery, read into the same thing: which dataset, which field, which conditions.
#pragma once

#include "plan/RowTest.h"
#include "plan/Template.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

struct LookupExpression
{
    struct Condition
    {
        std::string field;
        Template value;
    };

    std::string dataset;
    std::string wanted;
    std::vector<Condition> conditions; ///< all must hold
    RowTests tests;                    ///< what else must hold
    /// What the tests compare with, in the order of their tree; nothing: null.
    std::vector<std::optional<Template>> values;
    std::vector<std::string> valueFields; ///< the field each of them is compared with

    bool hasTests() const noexcept { return !tests.root.children.empty(); }
};

/// `_findCollection find FIELD from DATASET where A={{x}} B={y}`. Nothing comes back when it cannot be read;
/// `problem` is a sentence saying why.
std::optional<LookupExpression> parseFindCollection(std::string_view text, std::string& problem);

/// `_mongoQuery DATASET findField=content.PATH where={JSON}`. Templates become values of conditions; they are
/// never put into the JSON text, so nothing in the data can change the query.
std::optional<LookupExpression> parseMongoQuery(std::string_view text, std::string& problem);

} // namespace duijie::plan
