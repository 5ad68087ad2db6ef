// Rows are kept as text. Of a field that somebody asks for, a column is made: its value in every row, and,
// once it is asked for in a condition, an index from value to rows. Lookups then never parse JSON.
#include "plan/Dataset.h"

#include "plan/RowPath.h"

#include "duijie/sdk/Json.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace duijie::plan
{

namespace
{

struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept
    {
        return std::hash<std::string_view>{}(text);
    }
};

template <typename Value> using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

using Slot = uint32_t;

struct Row
{
    std::string json;
    int64_t order = 0;
};

using Cell = Dataset::Cell;

struct Column
{
    RowPath path;
    std::vector<Cell> cells;
    bool indexed = false;
    TextMap<std::vector<Slot>> slots; // oldest first
};

Cell cellOf(sdk::JsonValue row, const RowPath& path)
{
    const sdk::JsonValue value = follow(row, path);
    Cell cell;
    if (value.exists())
    {
        cell.exists = true;
        cell.type = value.type();
        cell.text = cell.isContainer() ? value.raw() : value.text();
    }
    return cell;
}

} // namespace

struct Dataset::Impl
{
    mutable std::shared_mutex mutex;
    TextMap<Slot> keys;
    std::vector<Row> rows;
    TextMap<Column> columns;
    sdk::JsonDocument parser; // of the writer, under the exclusive lock

    // The column, or null when it, or the index that is wanted, is still to be made.
    const Column* ready(std::string_view field, bool index) const
    {
        const auto found = columns.find(field);
        return found != columns.end() && (found->second.indexed || !index) ? &found->second : nullptr;
    }

    void addToIndex(Column& column, Slot slot) const
    {
        const Cell& cell = column.cells[slot];
        if (cell.type == sdk::JsonType::Null || cell.isContainer())
        {
            return;
        }
        std::vector<Slot>& slots = column.slots[cell.text];
        const auto older = [this](int64_t order, Slot other) { return order < rows[other].order; };
        slots.insert(std::upper_bound(slots.begin(), slots.end(), rows[slot].order, older), slot);
    }

    static void removeFromIndex(Column& column, Slot slot)
    {
        const auto found = column.slots.find(column.cells[slot].text);
        if (found == column.slots.end())
        {
            return;
        }
        std::erase(found->second, slot);
        if (found->second.empty())
        {
            column.slots.erase(found);
        }
    }

    void makeColumn(std::string_view field)
    {
        Column column;
        column.path = makeRowPath(field);
        column.cells.reserve(rows.size());
        for (const Row& row : rows)
        {
            parser.parse(row.json);
            column.cells.push_back(cellOf(parser.root(), column.path));
        }
        columns.emplace(field, std::move(column));
    }

    void make(std::string_view field, bool index)
    {
        const std::unique_lock lock(mutex);
        if (columns.find(field) == columns.end())
        {
            makeColumn(field);
        }
        Column& column = columns.find(field)->second;
        if (!index || column.indexed)
        {
            return;
        }
        for (Slot slot = 0; slot < column.cells.size(); ++slot)
        {
            addToIndex(column, slot);
        }
        column.indexed = true;
    }

    // Makes what is missing; a column once made never goes away, so asking again succeeds.
    void makeMissing(std::string_view wanted, const Equals* conditions, std::size_t count,
                     const Test* test = nullptr)
    {
        for (std::size_t i = 0; test != nullptr && i < test->fields().size(); ++i)
        {
            make(test->fields()[i], false);
        }
        for (std::size_t i = 0; i < count; ++i)
        {
            make(conditions[i].field, true);
        }
        if (!wanted.empty())
        {
            make(wanted, false);
        }
    }

    // The rows of the condition that fewest rows meet; null when one is met by none. `complete`: false when a
    // column or an index is still to be made.
    const std::vector<Slot>* shortest(const Equals* conditions, std::size_t count, bool& complete) const
    {
        const std::vector<Slot>* candidates = nullptr;
        for (std::size_t i = 0; i < count; ++i)
        {
            const Column* column = ready(conditions[i].field, true);
            if (column == nullptr)
            {
                complete = false;
                return nullptr;
            }
            const auto found = column->slots.find(conditions[i].value);
            if (found == column->slots.end())
            {
                return nullptr;
            }
            if (candidates == nullptr || found->second.size() < candidates->size())
            {
                candidates = &found->second;
            }
        }
        return candidates;
    }

    bool holdsAll(Slot slot, const Equals* conditions, std::size_t count) const
    {
        const auto holds = [&](const Equals& condition)
        { return ready(condition.field, true)->cells[slot].equals(condition.value); };
        return std::all_of(conditions, conditions + count, holds);
    }

    // The newest row that meets all conditions.
    std::optional<Slot> newest(const Equals* conditions, std::size_t count, std::size_t& hits,
                               bool& complete) const
    {
        const std::vector<Slot>* candidates = shortest(conditions, count, complete);
        return candidates == nullptr ? std::nullopt : newestOf(*candidates, conditions, count, hits);
    }

    // As newest(), of the rows that pass `test` too.
    std::optional<Slot> newestTested(const Equals* conditions, std::size_t count, const Test& test,
                                     std::size_t& hits, bool& complete) const
    {
        std::vector<const Column*> tested;
        for (const std::string& field : test.fields())
        {
            tested.push_back(ready(field, false));
            complete = complete && tested.back() != nullptr;
        }
        const std::vector<Slot>* candidates = complete ? shortest(conditions, count, complete) : nullptr;
        if (!complete || (candidates == nullptr && count > 0))
        {
            return std::nullopt;
        }
        std::vector<const Cell*> cells(tested.size());
        std::optional<Slot> result;
        const std::size_t many = candidates == nullptr ? rows.size() : candidates->size();
        for (std::size_t i = 0; i < many; ++i)
        {
            const Slot slot = candidates == nullptr ? static_cast<Slot>(i) : (*candidates)[i];
            for (std::size_t c = 0; c < tested.size(); ++c)
            {
                cells[c] = &tested[c]->cells[slot];
            }
            if (holdsAll(slot, conditions, count) && test.passes(cells.data()))
            {
                ++hits;
                const bool newer = !result || rows[slot].order >= rows[*result].order;
                result = newer ? slot : *result;
            }
        }
        return result;
    }

    std::optional<Slot> newestOf(const std::vector<Slot>& candidates, const Equals* conditions,
                                 std::size_t count, std::size_t& hits) const
    {
        if (count == 1)
        {
            hits = candidates.size();
            return candidates.back();
        }
        std::optional<Slot> result;
        for (const Slot slot : candidates)
        {
            if (holdsAll(slot, conditions, count))
            {
                result = slot;
                ++hits;
            }
        }
        return result;
    }
};

Dataset::Dataset() : _impl(std::make_unique<Impl>()) {}
Dataset::~Dataset() = default;

bool Dataset::put(std::string_view key, std::string_view json, int64_t order)
{
    const std::unique_lock lock(_impl->mutex);
    if (!_impl->parser.parse(json) || !_impl->parser.root().isObject())
    {
        return false;
    }
    const auto found = _impl->keys.find(key);
    const bool replaces = found != _impl->keys.end();
    const Slot slot = replaces ? found->second : static_cast<Slot>(_impl->rows.size());
    if (!replaces)
    {
        _impl->keys.emplace(key, slot);
        _impl->rows.emplace_back();
    }
    for (auto& [field, column] : _impl->columns)
    {
        if (!replaces)
        {
            column.cells.emplace_back();
        }
        else if (column.indexed)
        {
            Impl::removeFromIndex(column, slot);
        }
        column.cells[slot] = cellOf(_impl->parser.root(), column.path);
    }
    _impl->rows[slot].json = json;
    _impl->rows[slot].order = order;
    for (auto& [field, column] : _impl->columns)
    {
        if (column.indexed)
        {
            _impl->addToIndex(column, slot);
        }
    }
    return true;
}

std::size_t Dataset::size() const
{
    const std::shared_lock lock(_impl->mutex);
    return _impl->rows.size();
}

std::optional<Dataset::Hit> Dataset::find(std::string_view wanted, const Equals* conditions,
                                          std::size_t count, const Test* test, std::string* row) const
{
    while (true)
    {
        {
            const std::shared_lock lock(_impl->mutex);
            bool complete = true;
            Hit hit;
            const Column* column = _impl->ready(wanted, false);
            const std::optional<Slot> slot =
                test == nullptr ? _impl->newest(conditions, count, hit.hits, complete)
                                : _impl->newestTested(conditions, count, *test, hit.hits, complete);
            if (complete && (!slot || column != nullptr))
            {
                if (row != nullptr && slot)
                {
                    *row = _impl->rows[*slot].json;
                }
                if (!slot || column->cells[*slot].isEmpty())
                {
                    return std::nullopt;
                }
                const Cell& cell = column->cells[*slot];
                hit.text = cell.text;
                hit.string = cell.type == sdk::JsonType::String;
                return hit;
            }
        }
        _impl->makeMissing(wanted, conditions, count, test);
    }
}

std::optional<std::string> Dataset::row(std::string_view field, std::string_view value) const
{
    const Equals condition{field, value};
    while (true)
    {
        {
            const std::shared_lock lock(_impl->mutex);
            bool complete = true;
            std::size_t hits = 0;
            const std::optional<Slot> slot = _impl->newest(&condition, 1, hits, complete);
            if (complete)
            {
                return slot ? std::optional(_impl->rows[*slot].json) : std::nullopt;
            }
        }
        _impl->makeMissing({}, &condition, 1);
    }
}

} // namespace duijie::plan
