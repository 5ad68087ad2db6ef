// What a page of documentation is made of, as far as tests ask.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace duijie::docs
{

/// A piece of text and the line it stands on.
struct Piece
{
    std::string text;
    int line = 0;
};

/// A fenced block.
struct Fence
{
    std::string info; ///< what follows the opening fence, such as "sh not-run: needs root"
    std::vector<Piece> lines;
    int line = 0;

    /// First word of the info.
    std::string kind() const;
    /// True for blocks of sh, console and, on Windows, bat.
    bool holdsCommands() const;
    /// What follows "not-run:" in the info; empty when it is to be run.
    std::string notRun() const;
};

/// A row of a table.
struct Row
{
    std::vector<std::string> cells;
    std::string section; ///< the heading it stands under
    int line = 0;
};

struct Page
{
    std::string file; ///< from the root of the tree
    std::vector<Fence> fences;
    std::vector<Piece> links; ///< targets
    std::vector<Piece> spans; ///< code inside text
    std::vector<Row> rows;
    std::set<std::string> anchors; ///< of headings, and those that are written out

    std::string place(int line) const { return file + ":" + std::to_string(line); }
};

/// Reads a page; `root` ends without a slash.
Page readPage(const std::string& root, const std::string& file);

/// README.md, the other pages beside it and everything below docs/.
std::vector<Page> allPages(const std::string& root);

/// The anchor a heading gets where such pages are shown: lower case, blanks as "-", without punctuation.
std::string anchorOf(const std::string& heading);

/// The code spans of a piece of Markdown.
std::vector<std::string> spansOf(const std::string& text);

} // namespace duijie::docs
