// The query document of a _mongoQuery, read into conditions and tests.
#pragma once

#include "plan/LookupExpression.h"

#include "duijie/sdk/Json.h"

#include <functional>
#include <string>
#include <string_view>

namespace duijie::plan
{

/// Reads $eq $ne $in $nin $gt $gte $lt $lte $and $or $nor $not $exists $regex and plain equality. What has to
/// hold in any case and is an equality becomes a condition, which an index answers; the rest becomes tests.
class MongoFilter
{
public:
    /// Puts the templates back into a text that was read as JSON.
    using Unmark = std::function<Template(std::string_view text)>;

    MongoFilter(LookupExpression& result, const Unmark& unmark, std::string& problem)
        : _result(result), _unmark(unmark), _problem(problem)
    {
    }

    /// False: `problem` says why.
    bool read(sdk::JsonValue filter) { return readObject(filter, _result.tests.root, true); }

    /// The path inside a row: "content.a.b" is a.b, "id" and "number" are themselves. False: no such field.
    static bool readField(std::string_view written, std::string& field);

private:
    bool readObject(sdk::JsonValue object, RowTest& all, bool always);
    bool readList(sdk::JsonValue list, RowTest& out, bool always);
    bool readMember(sdk::JsonValue member, RowTest& all, bool always);
    bool readTest(const std::string& field, sdk::JsonValue test, RowTest& all, bool always);
    bool readNot(const std::string& field, sdk::JsonValue tests, RowTest& all);
    bool readEqual(const std::string& field, sdk::JsonValue value, RowTest& all, bool always);
    bool readValues(RowTest::Kind kind, const std::string& field, sdk::JsonValue values, RowTest& all);
    bool readPattern(const std::string& field, sdk::JsonValue pattern, RowTest& all);
    bool addValue(const std::string& field, sdk::JsonValue value, RowTest& test);
    RowTest& add(RowTest::Kind kind, const std::string& field, RowTest& all);
    bool fail(std::string_view id, std::string_view argument);

    LookupExpression& _result;
    const Unmark& _unmark;
    std::string& _problem;
    std::size_t _depth = 0;
    bool _ignoreCase = false; // $options of the field at hand
};

} // namespace duijie::plan
