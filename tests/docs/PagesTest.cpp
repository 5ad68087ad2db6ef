// The pages themselves: links lead somewhere, every page can be found, no command stands where no test sees
// it.
#include "Markdown.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

namespace duijie::docs
{

namespace
{

namespace fs = std::filesystem;

const std::map<std::string, Page>& wholeTree()
{
    static const std::map<std::string, Page> all = []
    {
        std::map<std::string, Page> out;
        for (Page& page : allPages(SOURCE_ROOT))
        {
            out.emplace(page.file, page);
        }
        return out;
    }();
    return all;
}

std::string targetOf(const Page& page, const std::string& link)
{
    const std::string path = link.substr(0, link.find('#'));
    return path.empty() ? page.file : (fs::path(page.file).parent_path() / path).lexically_normal().string();
}

void addMatches(const fs::path& file, const std::regex& expression, std::set<std::string>& out)
{
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
    {
        for (std::sregex_iterator at(line.begin(), line.end(), expression); at != std::sregex_iterator();
             ++at)
        {
            out.insert((*at)[1]);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(pages)

BOOST_AUTO_TEST_CASE(headings_become_the_anchors_that_browsers_know)
{
    BOOST_TEST(anchorOf("Reaching real accounts") == "reaching-real-accounts");
    BOOST_TEST(anchorOf("运维：存储与调用日志 · Operations: store, log") ==
               "运维存储与调用日志--operations-store-log");
    BOOST_TEST(anchorOf("`jdy_target`: 金蝶（星辰）V2") == "jdy_target-金蝶星辰v2");
}

BOOST_AUTO_TEST_CASE(every_link_leads_somewhere)
{
    std::size_t count = 0;
    for (const auto& [file, page] : wholeTree())
    {
        for (const Piece& link : page.links)
        {
            if (link.text.starts_with("http://") || link.text.starts_with("https://"))
            {
                continue;
            }
            ++count;
            const std::string target = targetOf(page, link.text);
            BOOST_TEST(fs::exists(std::string(SOURCE_ROOT) + "/" + target),
                       page.place(link.line) << ": there is no " << target);
            // docs/ is installed without the tree around it.
            BOOST_TEST((!file.starts_with("docs/") || target.starts_with("docs/")),
                       page.place(link.line) << ": " << target << " is not there where docs/ is installed");
            const std::size_t mark = link.text.find('#');
            const auto other = wholeTree().find(target);
            if (mark != std::string::npos && other != wholeTree().end())
            {
                BOOST_TEST(other->second.anchors.count(link.text.substr(mark + 1)) == 1u,
                           page.place(link.line) << ": " << target << " has no heading " << link.text);
            }
        }
    }
    BOOST_TEST(count > 50u);
}

BOOST_AUTO_TEST_CASE(every_page_is_in_the_index)
{
    const Page& readme = wholeTree().at("README.md");
    for (const auto& [file, page] : wholeTree())
    {
        if (file != "README.md")
        {
            BOOST_TEST(std::any_of(readme.links.begin(), readme.links.end(),
                                   [&](const Piece& link) { return targetOf(readme, link.text) == file; }),
                       "README.md has no link to " << file);
        }
    }
}

// A block without a kind, or of another one, would keep its commands from being run.
BOOST_AUTO_TEST_CASE(commands_stand_in_blocks_that_are_run)
{
    for (const auto& [file, page] : wholeTree())
    {
        for (const Fence& fence : page.fences)
        {
            const std::string kind = fence.kind();
            for (const Piece& line : fence.lines)
            {
                const bool command = line.text.starts_with("duijie ") || line.text.starts_with("$ ");
                BOOST_TEST((!command || fence.holdsCommands()),
                           page.place(line.line) << ": a command in a block of kind \"" << kind << "\"");
            }
            BOOST_TEST((kind != "bat" || !fence.notRun().empty()),
                       page.place(fence.line) << ": commands of Windows are not run here");
            BOOST_TEST((fence.info == kind || !fence.notRun().empty()),
                       page.place(fence.line) << ": expected \"" << kind << " not-run: REASON\"");
        }
    }
}

// What a group of rules or a table of the code names stands in the page about it, in the first cell of a row.
BOOST_AUTO_TEST_CASE(monitoring_has_every_metric_and_every_rule)
{
    std::set<std::string> explained;
    for (const Row& row : wholeTree().at("docs/monitoring.md").rows)
    {
        for (const std::string& span : spansOf(row.cells.front()))
        {
            explained.insert(span);
        }
    }
    std::set<std::string> known;
    const fs::path root = SOURCE_ROOT;
    addMatches(root / "host/packaging/prometheus/duijie.rules.yml", std::regex("- alert: (\\w+)"), known);
    for (const auto& file : fs::directory_iterator(root / "host/src/ops"))
    {
        addMatches(file.path(), std::regex("\"((?:duijie|process)_\\w+)\""), known);
    }
    BOOST_TEST(known.size() > 30u);
    for (const std::string& name : known)
    {
        BOOST_TEST(explained.count(name) == 1u, "docs/monitoring.md has no row for " << name);
    }
    for (const std::string& name : explained)
    {
        const bool ours = name.starts_with("Duijie") || name.starts_with("duijie_");
        BOOST_TEST((!ours || known.count(name) == 1u),
                   "docs/monitoring.md explains " << name << ", which is not there");
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::docs
