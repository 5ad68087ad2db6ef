// docs/errors.md explains everything that the program can come to: what is enumerated here comes from the
// code's own tables, so that a code which is new there fails here until the page has it.
#include "Markdown.h"

#include "JdyErrors.h"
#include "JdyReply.h"
#include "WdtErrors.h"

#include "app/ExitCode.h"

#include "engine/Alerts.h"
#include "engine/Outcome.h"

#include "ops/RobotReply.h"

#include "store/Records.h"

#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace duijie::docs
{

namespace
{

const Page& page()
{
    static const Page one = readPage(SOURCE_ROOT, "docs/errors.md");
    return one;
}

// Rows under the heading that begins so, by the code spans of their first cell.
std::map<std::string, Row> rowsOf(const std::string& section)
{
    std::map<std::string, Row> out;
    for (const Row& row : page().rows)
    {
        if (row.section.starts_with(section))
        {
            for (const std::string& span : spansOf(row.cells.front()))
            {
                BOOST_TEST(out.emplace(span, row).second, page().place(row.line)
                                                              << ": `" << span << "` twice");
            }
        }
    }
    return out;
}

// Each of `codes` has a row, each row is one of them, and every cell of it says something.
void expectExactly(const std::string& section, const std::set<std::string>& codes)
{
    const std::map<std::string, Row> rows = rowsOf(section);
    for (const std::string& code : codes)
    {
        BOOST_TEST(rows.count(code) == 1u,
                   "docs/errors.md, " << section << ": there is no row for `" << code << "`");
    }
    for (const auto& [code, row] : rows)
    {
        BOOST_TEST(codes.count(code) == 1u, page().place(row.line)
                                                << ": the program does not know `" << code << "`");
        BOOST_TEST(
            std::none_of(row.cells.begin(), row.cells.end(), [](const std::string& c) { return c.empty(); }),
            page().place(row.line) << ": an empty cell");
    }
}

// The same, and the second cell has the class that the code leads to.
void expectClasses(const std::string& section, const std::map<std::string, std::string>& classes)
{
    std::set<std::string> codes;
    for (const auto& [code, name] : classes)
    {
        codes.insert(code);
    }
    expectExactly(section, codes);
    for (const auto& [code, row] : rowsOf(section))
    {
        const auto found = classes.find(code);
        BOOST_REQUIRE(row.cells.size() > 1);
        BOOST_TEST((found == classes.end() || row.cells[1] == "`" + found->second + "`"),
                   page().place(row.line)
                       << ": `" << code << "` is `" << found->second << "`, not " << row.cells[1]);
    }
}

// "{0} is gone" is "… is gone"; a bar would end the cell.
std::string shown(std::string_view sentence)
{
    std::string out;
    for (std::size_t i = 0; i < sentence.size(); ++i)
    {
        if (sentence[i] == '{')
        {
            out += "…";
            i = sentence.find('}', i);
        }
        else
        {
            out += sentence[i];
        }
    }
    return out;
}

// The page shows code spans within sentences as plain text, and has no other marks there.
bool has(const Row& row, const std::string& sentence)
{
    return std::find(row.cells.begin(), row.cells.end(), sentence) != row.cells.end();
}

// Sentences that say what went wrong; each has a row of its own.
constexpr const char* Explained[] = {"engine.store.",
                                     "engine.dataset.",
                                     "engine.plugin.",
                                     "engine.map.",
                                     "engine.callback.",
                                     "engine.record.",
                                     "engine.delivery.",
                                     "engine.lookup.",
                                     "engine.finish.",
                                     "engine.hand.",
                                     "engine.precheck.",
                                     "engine.batch.",
                                     "engine.bundle.",
                                     "engine.undo.",
                                     "engine.renew.",
                                     "engine.step.",
                                     "engine.restore.",
                                     "engine.audit.unreadable",
                                     "engine.audit.stopped",
                                     "store.",
                                     "plugin.",
                                     "ops.reason.",
                                     "ops.advice.",
                                     "ops.log.",
                                     "ops.dropped",
                                     "seeing."};

// The others, and where they are explained: sentences of commands, which say themselves what to do; the words
// of tables, reports and messages; the configuration's and the documents' own problems.
constexpr const char* Elsewhere[] = {
    "app.",     "engine.alert.", "engine.audit.", "ops.title", "ops.heading.", "ops.meaning", "ops.advice",
    "ops.time", "ops.from",      "ops.alive.",    "ops.test.", "config.",      "plan."};

template <std::size_t N> bool in(const char* const (&prefixes)[N], const std::string& id)
{
    return std::any_of(std::begin(prefixes), std::end(prefixes),
                       [&](const char* prefix) { return id.starts_with(prefix); });
}

bool isWord(const std::string& id) // part of another sentence
{
    static const std::set<std::string> words = {"plugin.kind.file",   "plugin.kind.folder", "store.cut_short",
                                                "store.not_unpacked",
                                                "store.not_there", "plugin.thrown_unknown"};
    return words.count(id) == 1 || id.starts_with("store.advice.");
}

} // namespace

BOOST_AUTO_TEST_SUITE(errors)

BOOST_AUTO_TEST_CASE(exit_codes)
{
    std::set<std::string> codes;
    for (int code = 0; code < app::EXIT_CODE_COUNT; ++code)
    {
        codes.insert(std::to_string(code));
    }
    expectExactly("退出码", codes);
}

BOOST_AUTO_TEST_CASE(states_of_records)
{
    std::set<std::string> states;
    for (int state = 0; state < store::RecordStateCount; ++state)
    {
        states.insert(std::string(store::stateName(static_cast<store::RecordState>(state))));
    }
    expectExactly("单据状态", states);
}

BOOST_AUTO_TEST_CASE(classes_of_calls)
{
    std::set<std::string> classes;
    for (uint32_t code = 0; code <= STATUS_INTERNAL; ++code)
    {
        classes.insert(std::string(engine::outcomeName(code)));
    }
    expectExactly("调用类别", classes);
}

BOOST_AUTO_TEST_CASE(alerts)
{
    std::set<std::string> names;
    for (int kind = 0; kind < engine::AlertKindCount; ++kind)
    {
        names.insert(std::string(engine::alertName(static_cast<engine::AlertKind>(kind))));
    }
    expectExactly("告警", names);
}

BOOST_AUTO_TEST_CASE(codes_of_the_source)
{
    std::map<std::string, std::string> classes;
    for (const auto& [word, kind] : wdt::knownErrors())
    {
        classes.emplace(word, engine::outcomeName(wdt::statusOf(kind)));
    }
    BOOST_TEST(classes.size() > 50u);
    expectClasses("旺店通", classes);
}

BOOST_AUTO_TEST_CASE(codes_of_the_target)
{
    std::map<std::string, std::string> classes;
    for (const auto& [word, kind] : jdy::knownErrors())
    {
        jdy::JdyVerdict verdict;
        verdict.code = STATUS_UNKNOWN; // what a write is until its answer says more
        jdy::applyKind(kind, 0, verdict);
        classes.emplace(word, engine::outcomeName(verdict.code));
    }
    BOOST_TEST(classes.size() > 40u);
    expectClasses("金蝶", classes);
}

BOOST_AUTO_TEST_CASE(codes_of_robots)
{
    for (const auto& [section, dialect] :
         {std::pair("钉钉", &ops::dingTalkDialect()), std::pair("企业微信", &ops::weComDialect()),
          std::pair("飞书", &ops::feishuDialect())})
    {
        std::set<std::string> codes;
        for (const ops::RobotCode& code : dialect->codes)
        {
            codes.insert(std::to_string(code.code));
        }
        expectExactly(section, codes);
    }
}

BOOST_AUTO_TEST_CASE(sentences)
{
    const std::map<std::string, Row> rows = rowsOf("句子");
    std::set<std::string> known;
    for (const std::string& id : text::ids())
    {
        BOOST_TEST(
            (in(Explained, id) || in(Elsewhere, id)),
            id << ": say in this test whether docs/errors.md explains such sentences, or which page does");
        if (!in(Explained, id) || isWord(id))
        {
            continue;
        }
        known.insert(id);
        const auto row = rows.find(id);
        const std::string zh = shown(text::sentence(id, text::Language::Chinese));
        const std::string en = shown(text::sentence(id, text::Language::English));
        BOOST_TEST((row != rows.end() && has(row->second, zh) && has(row->second, en)),
                   "docs/errors.md needs the row\n| `" << id << "` | " << zh << " | " << en << " | ... |");
    }
    for (const auto& [id, row] : rows)
    {
        BOOST_TEST(known.count(id) == 1u, page().place(row.line) << ": there is no sentence " << id);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::docs
