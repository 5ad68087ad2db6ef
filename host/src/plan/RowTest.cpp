#include "plan/RowTest.h"

#include "plan/Condition.h"

#include "duijie/sdk/Decimal.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

class Walk
{
public:
    Walk(const std::vector<BoundValue>& values, const Dataset::Cell* const* cells)
        : _values(values), _cells(cells)
    {
    }

    // Goes through the whole tree whatever comes of it: values belong to tests by their order.
    bool passes(const RowTest& test)
    {
        if (test.kind > RowTest::Kind::None)
        {
            const std::size_t from = _next;
            _next += test.values;
            return leaf(test, *_cells[test.field], _values.data() + from);
        }
        const bool all = test.kind == RowTest::Kind::All;
        bool result = all;
        for (const RowTest& child : test.children)
        {
            const bool one = passes(child);
            result = all ? result && one : result || one;
        }
        return test.kind == RowTest::Kind::None ? !result : result;
    }

private:
    static bool leaf(const RowTest& test, const Dataset::Cell& cell, const BoundValue* values)
    {
        const BoundValue* const end = values + test.values;
        const auto equal = [&](const BoundValue& value)
        { return value ? cell.equals(*value) : cell.isNull(); };
        switch (test.kind)
        {
        case RowTest::Kind::Equal:
        case RowTest::Kind::In:
            return std::any_of(values, end, equal);
        case RowTest::Kind::NotEqual:
        case RowTest::Kind::NotIn:
            return std::none_of(values, end, equal);
        case RowTest::Kind::Exists:
            return cell.exists;
        case RowTest::Kind::Missing:
            return !cell.exists;
        case RowTest::Kind::Matches:
            return cell.isScalar() && test.pattern->isIn(cell.text);
        default:
            return cell.isScalar() && values[0] && inOrder(test.kind, order(cell.text, *values[0]));
        }
    }

    static int order(std::string_view left, std::string_view right)
    {
        const auto a = isPlainNumber(left) ? sdk::Decimal::parse(left) : std::nullopt;
        const auto b = isPlainNumber(right) ? sdk::Decimal::parse(right) : std::nullopt;
        if (a && b)
        {
            return *a < *b ? -1 : *a == *b ? 0 : 1;
        }
        return left.compare(right);
    }

    static bool inOrder(RowTest::Kind kind, int order)
    {
        switch (kind)
        {
        case RowTest::Kind::Greater:
            return order > 0;
        case RowTest::Kind::GreaterEqual:
            return order >= 0;
        case RowTest::Kind::Less:
            return order < 0;
        default:
            return order <= 0;
        }
    }

    const std::vector<BoundValue>& _values;
    const Dataset::Cell* const* _cells;
    std::size_t _next = 0;
};

} // namespace

bool passes(const RowTest& test, const std::vector<BoundValue>& values, const Dataset::Cell* const* cells)
{
    return Walk(values, cells).passes(test);
}

} // namespace duijie::plan
