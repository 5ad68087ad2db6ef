// Reference rows that lookups ask: materials, warehouses, ...
#pragma once

#include "duijie/sdk/Json.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

/// Rows of one dataset in memory, found by the value of any field through an index that is made when a field
/// is first asked for. Thread-safe: many readers, one writer.
class Dataset
{
public:
    Dataset();
    ~Dataset();
    Dataset(const Dataset&) = delete;
    Dataset& operator=(const Dataset&) = delete;

    /// Adds or replaces the row of this key. `json` is the row's own JSON object text; one that does not
    /// parse is refused (false). `order` decides which of several hits is the newest (larger is newer).
    bool put(std::string_view key, std::string_view json, int64_t order);

    std::size_t size() const;

    /// One condition of a lookup: dotted `field` path inside the row equals `value` as text.
    struct Equals
    {
        std::string_view field;
        std::string_view value;
    };

    /// One field of one row.
    struct Cell
    {
        std::string text; ///< of a scalar; JSON of a container
        sdk::JsonType type = sdk::JsonType::Null;
        bool exists = false;

        bool isNull() const noexcept { return type == sdk::JsonType::Null; }
        bool isContainer() const noexcept
        {
            return type == sdk::JsonType::Array || type == sdk::JsonType::Object;
        }
        bool isScalar() const noexcept { return !isNull() && !isContainer(); }
        bool isEmpty() const noexcept { return isNull() || text.empty(); }
        bool equals(std::string_view value) const noexcept { return isScalar() && text == value; }
    };

    /// A test of rows beside the equalities of a lookup.
    class Test
    {
    public:
        virtual ~Test() = default;
        /// Dotted paths of the fields it reads.
        virtual const std::vector<std::string>& fields() const = 0;
        /// `cells`: of those fields, in their order.
        virtual bool passes(const Cell* const* cells) const = 0;
    };

    struct Hit
    {
        std::string text;     ///< the wanted field as text (a scalar), or its JSON (a container)
        bool string = false;  ///< it was a JSON string
        std::size_t hits = 0; ///< how many rows matched; the newest was taken
    };

    /// The `wanted` field of the newest row that meets all conditions; nothing when no row does, or when the
    /// row found does not have the field or holds null or "" in it. Without a condition every row is tried
    /// with `test`, which takes as long as there are rows.
    /// `row`: gets the JSON of the row found, when wanted.
    std::optional<Hit> find(std::string_view wanted, const Equals* conditions, std::size_t count,
                            const Test* test = nullptr, std::string* row = nullptr) const;

    /// JSON text of the newest row whose `field` equals `value`.
    std::optional<std::string> row(std::string_view field, std::string_view value) const;

private:
    struct Impl;
    std::unique_ptr<Impl> _impl;
};

/// Finds a dataset by the id that documents use (a UUID on the platform the documents come from).
class DatasetSource
{
public:
    virtual ~DatasetSource() = default;

    /// Null when no flow fills this dataset.
    virtual const Dataset* dataset(std::string_view id) const = 0;
};

} // namespace duijie::plan
