// Plain tables for a terminal, aligned with Chinese text in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duijie::app
{

/// Columns a text takes on a terminal: Chinese characters take two.
std::size_t displayWidth(std::string_view utf8) noexcept;

class Table
{
public:
    explicit Table(std::vector<std::string> heads) : _heads(std::move(heads)) {}

    void add(std::vector<std::string> cells) { _rows.push_back(std::move(cells)); }
    bool empty() const noexcept { return _rows.empty(); }

    /// The table with a line under its heads; a column of numbers alone stands to the right.
    std::string toString() const;

private:
    std::vector<std::string> _heads;
    std::vector<std::vector<std::string>> _rows;
};

} // namespace duijie::app
