#include "app/Table.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

bool isWide(uint32_t c) noexcept
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
           (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool isNumber(const std::string& text) noexcept
{
    return !text.empty() && text.find_first_not_of("0123456789.,+-%") == std::string::npos;
}

enum class Side
{
    Left,
    Right
};

void appendCell(std::string& out, const std::string& text, std::size_t width, Side side)
{
    const std::string pad(width - std::min(width, displayWidth(text)), ' ');
    out += side == Side::Right ? pad + text : text + pad;
}

// Numbers stand to the right where there is nothing else in the column.
Side sideOf(std::size_t column, const std::vector<std::vector<std::string>>& rows)
{
    bool any = false;
    for (const auto& row : rows)
    {
        const std::string& cell = column < row.size() ? row[column] : std::string();
        if (!cell.empty() && !isNumber(cell))
        {
            return Side::Left;
        }
        any = any || !cell.empty();
    }
    return any ? Side::Right : Side::Left;
}

} // namespace

std::size_t displayWidth(std::string_view utf8) noexcept
{
    std::size_t width = 0;
    for (std::size_t i = 0; i < utf8.size();)
    {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        uint32_t c = lead < 0x80 ? lead : lead & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k)
        {
            c = (c << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3F);
        }
        width += isWide(c) ? 2 : 1;
        i += length;
    }
    return width;
}

std::string Table::toString() const
{
    std::vector<std::size_t> widths;
    std::vector<Side> sides;
    for (std::size_t column = 0; column < _heads.size(); ++column)
    {
        std::size_t width = displayWidth(_heads[column]);
        for (const auto& row : _rows)
        {
            width = std::max(width, column < row.size() ? displayWidth(row[column]) : 0);
        }
        widths.push_back(width);
        sides.push_back(sideOf(column, _rows));
    }
    const auto line = [&](const std::vector<std::string>& cells)
    {
        std::string out;
        for (std::size_t column = 0; column < widths.size(); ++column)
        {
            out += column == 0 ? "" : "  ";
            appendCell(out, column < cells.size() ? cells[column] : std::string(), widths[column],
                       sides[column]);
        }
        out.erase(out.find_last_not_of(' ') + 1);
        return out + "\n";
    };
    std::string out = line(_heads);
    std::vector<std::string> rules;
    for (const std::size_t width : widths)
    {
        rules.emplace_back(width, '-');
    }
    out += line(rules);
    for (const auto& row : _rows)
    {
        out += line(row);
    }
    return out;
}

} // namespace duijie::app
