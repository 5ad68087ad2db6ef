// The command line: what it completes, what it says to wrong arguments, its manual.
#include "app/CommandLine.h"
#include "app/CommandLineText.h"
#include "app/Completion.h"
#include "app/CompletionScripts.h"
#include "app/Manual.h"

#include "text/Catalogue.h"

#include <CLI/CLI.hpp>
#include <boost/test/unit_test.hpp>

#include <Poco/Exception.h>
#include <Poco/FileStream.h>
#include <Poco/TemporaryFile.h>

#include <algorithm>
#include <string>
#include <vector>

namespace duijie::app::test
{

namespace
{

using Words = std::vector<std::string>;

Words offered(const Words& words)
{
    const CommandLine line;
    Words out;
    for (const Candidate& candidate : complete(line.tree(), words).candidates)
    {
        out.push_back(candidate.word);
    }
    return out;
}

bool has(const Words& words, const std::string& word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Parses what cannot be understood, and returns what is said to it.
std::string complaint(const std::string& arguments)
{
    CLI::App tree("title", "duijie");
    translateHeadings(tree);
    tree.require_subcommand(1);
    tree.fallthrough();
    std::string text;
    int limit = 0;
    tree.add_option("--lang", text)->check(CLI::IsMember({"zh", "en"}));
    CLI::App* sync = tree.add_subcommand("sync", "");
    sync->add_option("flow", text)->required();
    sync->add_option("--limit", limit)->check(CLI::Range(1, 9));
    CLI::App* secrets = tree.add_subcommand("secrets", "");
    secrets->require_subcommand(1);
    secrets->add_subcommand("list", "");
    try
    {
        tree.parse(arguments);
    }
    catch (const CLI::ParseError& e)
    {
        return explain(e, tree);
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(commandsAndOptionsAreOffered)
{
    const Words all = offered({""});
    BOOST_TEST(has(all, "sync"));
    BOOST_TEST(has(all, "validate"));
    BOOST_TEST(!has(all, "complete")); // the scripts' own
    BOOST_TEST(offered({"sy"}) == Words{"sync"}, boost::test_tools::per_element());
    const Words options = offered({"records", "a", "--"});
    BOOST_TEST(has(options, "--state"));
    BOOST_TEST(has(options, "--config")); // the program's, behind the command
    BOOST_TEST(std::count(options.begin(), options.end(), "--help") == 1);
    BOOST_TEST(!has(options, "--why"));
}

BOOST_AUTO_TEST_CASE(valuesAreOffered)
{
    BOOST_TEST(offered({"--lang", ""}) == (Words{"zh", "en"}), boost::test_tools::per_element());
    BOOST_TEST(offered({"retry", "a", "--state", "de"}) == Words{"dead"}, boost::test_tools::per_element());
    BOOST_TEST(has(offered({"calls", "--class", ""}), "throttled"));
    BOOST_TEST(offered({"completion", "z"}) == Words{"zsh"}, boost::test_tools::per_element());
    const CommandLine line;
    BOOST_TEST(complete(line.tree(), {"-c", ""}).files);
    BOOST_TEST(complete(line.tree(), {"backup", ""}).files);
    BOOST_TEST(complete(line.tree(), {"audit", "a", "--report", ""}).folders);
    BOOST_TEST(!complete(line.tree(), {"audit", ""}).files);
    BOOST_TEST(complete(line.tree(), {}).candidates.size() > 10u);
}

BOOST_AUTO_TEST_CASE(flowsOfTheConfigurationAreOffered)
{
    Poco::TemporaryFile file;
    Poco::FileOutputStream stream(file.path());
    stream << R"({"plugins":{"directories":["p"]},"store":{"url":"sqlite:s.db"},
        "connections":{"a":{"plugin":"x"},"b":{"plugin":"y"}},
        "flows":{"pankui":{"plugin":"z","source":"a","target":"b","start":"2026-01-01 00:00:00"},
                 "panying":{"plugin":"z","source":"a","target":"b","start":"2026-01-01 00:00:00"}}})";
    stream.close();
    BOOST_TEST(offered({"--config", file.path(), "sync", "panyi"}) == Words{"panying"},
               boost::test_tools::per_element());
    BOOST_TEST(offered({"sync", "-c", file.path(), ""}) == (Words{"pankui", "panying"}),
               boost::test_tools::per_element());
    BOOST_TEST(offered({"-c", file.path() + ".absent", "sync", ""}).empty());
    BOOST_TEST(offered({"-c", file.path(), "sync", "panying", ""}).empty()); // it takes one
}

BOOST_AUTO_TEST_CASE(everyShellHasItsScript)
{
    for (const char* shell : {"bash", "zsh", "fish", "powershell"})
    {
        BOOST_TEST(completionScript(shell).find("complete") != std::string::npos, shell);
    }
    BOOST_TEST(completionScript("csh").empty());
}

BOOST_AUTO_TEST_CASE(wrongArgumentsAreExplained)
{
    struct Case
    {
        const char* arguments;
        const char* said;
    };
    const Case cases[] = {
        {"", "duijie needs a command."},
        {"synk a", "duijie has no command \"synk\". Did you mean \"sync\"?"},
        {"secrets", "duijie secrets needs a command."},
        {"secrets lits", "duijie secrets has no command \"lits\". Did you mean \"list\"?"},
        {"sync", "duijie sync needs flow."},
        {"sync a b", "duijie sync does not take \"b\"."},
        {"sync a --limt 3", "duijie sync does not take \"--limt\". Did you mean \"--limit\"?"},
        {"sync a --limit", "duijie sync: --limit needs a value, once."},
        {"sync a --limit 10", "duijie sync: the value of --limit cannot be taken"},
        {"--lang fr sync a", "duijie sync: the value of --lang cannot be taken"},
    };
    for (const Case& each : cases)
    {
        const std::string said = complaint(each.arguments);
        BOOST_TEST(said.rfind(each.said, 0) == 0u, each.arguments << ": " << said);
        BOOST_TEST(said.find(" --help\" shows what it takes.") != std::string::npos, said);
    }
}

BOOST_AUTO_TEST_CASE(theManualHasEveryCommand)
{
    const CommandLine line;
    const std::string page = manualPage(line.tree());
    for (const CLI::App* command : line.tree().get_subcommands([](const CLI::App*) { return true; }))
    {
        const bool shown = page.find("\n.SS duijie " + command->get_name() + "\n") != std::string::npos;
        BOOST_TEST(shown != command->get_group().empty(), command->get_name());
    }
    BOOST_TEST(page.find("\\-\\-config") != std::string::npos);
    BOOST_TEST(page.find("app.") == std::string::npos); // every sentence is in the catalogue
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::app::test
