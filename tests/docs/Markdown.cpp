#include "Markdown.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace duijie::docs
{

namespace
{

std::string trimmed(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

// One character of UTF-8 from `at` on; moves `at` behind it.
uint32_t take(const std::string& text, std::size_t& at)
{
    const auto first = static_cast<unsigned char>(text[at++]);
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    uint32_t code = more == 0 ? first : first & (0x3F >> more);
    for (int i = 0; i < more && at < text.size(); ++i)
    {
        code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
    }
    return code;
}

bool isPunctuation(uint32_t code)
{
    if (code < 0x80)
    {
        return std::isalnum(static_cast<int>(code)) == 0 && code != '-' && code != '_';
    }
    return code < 0xC0 || (code >= 0x2000 && code < 0x2E80) || (code >= 0x3000 && code < 0x3040) ||
           (code >= 0xFF00 && code < 0xFFF0);
}

// Cells of "| a | b |"; a bar behind a backslash belongs to its cell.
std::vector<std::string> cellsOf(const std::string& line)
{
    std::vector<std::string> cells;
    std::string cell;
    for (std::size_t i = 1; i < line.size(); ++i)
    {
        if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|')
        {
            cell += line[++i];
        }
        else if (line[i] == '|')
        {
            cells.push_back(trimmed(cell));
            cell.clear();
        }
        else
        {
            cell += line[i];
        }
    }
    return cells;
}

void addLinks(const std::string& line, int number, Page& page)
{
    for (std::size_t at = line.find("]("); at != std::string::npos; at = line.find("](", at + 1))
    {
        const std::size_t end = line.find(')', at);
        if (end != std::string::npos)
        {
            page.links.push_back({line.substr(at + 2, end - at - 2), number});
        }
    }
}

void addAnchors(const std::string& line, Page& page)
{
    constexpr std::string_view Mark = "<a id=\"";
    for (std::size_t at = line.find(Mark); at != std::string::npos; at = line.find(Mark, at + 1))
    {
        const std::size_t begin = at + Mark.size();
        page.anchors.insert(line.substr(begin, line.find('"', begin) - begin));
    }
}

class Reader
{
public:
    explicit Reader(Page& page) : _page(page) {}

    void take(const std::string& line)
    {
        ++_number;
        const std::string text = trimmed(line);
        if (text.starts_with("```"))
        {
            fence(text);
        }
        else if (_inside)
        {
            _page.fences.back().lines.push_back({text, _number});
        }
        else
        {
            outside(line);
        }
    }

    void end() const
    {
        if (_inside)
        {
            throw std::runtime_error(_page.place(_page.fences.back().line) + ": this block is not closed");
        }
    }

private:
    void fence(const std::string& text)
    {
        if (!_inside)
        {
            _page.fences.push_back({trimmed(text.substr(3)), {}, _number});
        }
        _inside = !_inside;
    }

    void outside(const std::string& line)
    {
        if (line.starts_with('#'))
        {
            _section = trimmed(line.substr(line.find_first_not_of('#')));
            _page.anchors.insert(anchorOf(_section));
        }
        if (line.starts_with('|') && !line.starts_with("| ---"))
        {
            _page.rows.push_back({cellsOf(line), _section, _number});
        }
        addAnchors(line, _page);
        addLinks(line, _number, _page);
        for (const std::string& span : spansOf(line))
        {
            _page.spans.push_back({span, _number});
        }
    }

    Page& _page;
    std::string _section;
    bool _inside = false;
    int _number = 0;
};

} // namespace

std::string Fence::kind() const
{
    return info.substr(0, info.find(' '));
}

bool Fence::holdsCommands() const
{
    return kind() == "sh" || kind() == "console" || kind() == "bat";
}

std::string Fence::notRun() const
{
    constexpr std::string_view Mark = "not-run:";
    const std::size_t at = info.find(Mark);
    return at == std::string::npos ? "" : trimmed(info.substr(at + Mark.size()));
}

std::string anchorOf(const std::string& heading)
{
    std::string out;
    for (std::size_t at = 0; at < heading.size();)
    {
        const std::size_t begin = at;
        const uint32_t code = take(heading, at);
        if (code == ' ')
        {
            out += '-';
        }
        else if (code < 0x80 && !isPunctuation(code))
        {
            out += static_cast<char>(std::tolower(static_cast<int>(code)));
        }
        else if (!isPunctuation(code))
        {
            out += heading.substr(begin, at - begin);
        }
    }
    return out;
}

std::vector<std::string> spansOf(const std::string& text)
{
    std::vector<std::string> out;
    for (std::size_t at = text.find('`'); at != std::string::npos;)
    {
        const std::size_t end = text.find('`', at + 1);
        if (end == std::string::npos)
        {
            break;
        }
        out.push_back(text.substr(at + 1, end - at - 1));
        at = text.find('`', end + 1);
    }
    return out;
}

Page readPage(const std::string& root, const std::string& file)
{
    Page page;
    page.file = file;
    std::ifstream in(root + "/" + file);
    Reader reader(page);
    for (std::string line; std::getline(in, line);)
    {
        reader.take(line);
    }
    reader.end();
    return page;
}

std::vector<Page> allPages(const std::string& root)
{
    namespace fs = std::filesystem;
    std::vector<std::string> files = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"};
    for (const auto& entry : fs::recursive_directory_iterator(root + "/docs"))
    {
        if (entry.path().extension() == ".md")
        {
            files.push_back(entry.path().string().substr(root.size() + 1));
        }
    }
    std::sort(files.begin() + 1, files.end());
    std::vector<Page> pages;
    for (const std::string& file : files)
    {
        pages.push_back(readPage(root, file));
    }
    return pages;
}

} // namespace duijie::docs
