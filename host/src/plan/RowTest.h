// What a lookup asks of a row beyond equal fields: the rest of a query document.
#pragma once

#include "plan/Dataset.h"

#include "duijie/sdk/Pattern.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

/// A tree of tests. Values are bound for each lookup, in the order of the tree.
struct RowTest
{
    enum class Kind : uint8_t
    {
        All,
        Any,
        None, ///< the opposite of Any
        Equal,
        NotEqual,
        In,
        NotIn,
        Greater,
        GreaterEqual,
        Less,
        LessEqual,
        Exists,
        Missing,
        Matches, ///< `pattern`
    };

    Kind kind = Kind::All;
    std::size_t field = 0;  ///< index into the fields of the whole tree
    std::size_t values = 0; ///< how many it compares with
    std::shared_ptr<const sdk::Pattern> pattern;
    std::vector<RowTest> children;
};

/// A tree and what it reads.
struct RowTests
{
    RowTest root;
    std::vector<std::string> fields; ///< dotted paths inside a row
};

/// A value a test compares with; nothing: null, which equals a field that is missing or null.
using BoundValue = std::optional<std::string_view>;

/// True when a row passes. `cells`: of the tree's fields, in their order. Equality is of texts, as in the
/// rest of the language; orders are of numbers where both sides are plain numbers, else of texts. A field
/// that is missing, null or a container passes only NotEqual, NotIn and Missing.
bool passes(const RowTest& test, const std::vector<BoundValue>& values, const Dataset::Cell* const* cells);

} // namespace duijie::plan
