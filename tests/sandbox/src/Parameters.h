#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::sandbox
{

/** Decoded parameters of a query or a form, in the order they were sent. */
class Parameters
{
public:
    using Entry = std::pair<std::string, std::string>;

    /** Adds the parameters of a raw query or form text; a plus is a space only in form encoding. */
    void add(std::string_view raw, bool plusIsSpace);

    /** The value of a parameter, or nothing when it was not sent. */
    std::optional<std::string_view> find(std::string_view name) const;

    /** The value of a parameter, or empty. */
    std::string_view get(std::string_view name) const;

    /** A name that was sent twice, or empty. */
    std::string_view repeated() const;

    /** All parameters, ordered by name as bytes. */
    std::vector<Entry> sorted() const;

private:
    std::vector<Entry> _entries;
};

} // namespace duijie::sandbox
