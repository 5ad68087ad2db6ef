// Every command that a page tells people to run is run, one after the other, in a world of the page's own.
#include "Command.h"
#include "World.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>

namespace duijie::docs
{

namespace
{

// A run ends with 1 when a document waits for somebody, and in every world some do.
bool isWell(const Command& command, int code)
{
    return code == command.code ||
           (code == 1 && command.code == 0 && command.text.find(" sync ") != std::string::npos);
}

struct Count
{
    std::size_t run = 0;
    std::size_t notRun = 0;
};

bool speaksOf(const Page& page, const std::string& word)
{
    return std::any_of(page.fences.begin(), page.fences.end(),
                       [&](const Fence& fence)
                       {
                           return std::any_of(fence.lines.begin(), fence.lines.end(),
                                              [&](const Piece& line)
                                              { return line.text.find(word) != std::string::npos; });
                       });
}

void runPage(const Page& page, Count& count)
{
    std::unique_ptr<World> world;
    for (const Fence& fence : page.fences)
    {
        if (!fence.holdsCommands())
        {
            continue;
        }
        for (const Command& command : commandsOf(fence))
        {
            if (!fence.notRun().empty())
            {
                ++count.notRun;
                BOOST_TEST_MESSAGE("not run: " << page.place(command.line) << ": " << command.text << " ("
                                               << fence.notRun() << ")");
                continue;
            }
            ++count.run;
            world = world ? std::move(world) : std::make_unique<World>(speaksOf(page, GivenUp));
            BOOST_TEST_MESSAGE(page.place(command.line) << ": " << command.text);
            const e2e::Ended ended = world->run(command.text);
            BOOST_TEST(isWell(command, ended.code), page.place(command.line)
                                                        << ": " << command.text << " ended with "
                                                        << ended.code << ", not " << command.code << "\n"
                                                        << ended.output << ended.errors);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(commands)

BOOST_AUTO_TEST_CASE(blocks_become_commands)
{
    Fence block;
    block.info = "sh";
    block.lines = {{"duijie sync panying   # writes · exit code 1", 1},
                   {"# a remark", 2},
                   {"", 3},
                   {"duijie calls \\", 4},
                   {"--json", 5}};
    const auto commands = commandsOf(block);
    BOOST_TEST_REQUIRE(commands.size() == 2u);
    BOOST_TEST(commands[0].text == "duijie sync panying");
    BOOST_TEST(commands[0].code == 1);
    BOOST_TEST(commands[1].text == "duijie calls  --json");
    block.info = "console not-run: because";
    block.lines = {{"$ duijie flows", 1}, {"duijie says", 2}};
    BOOST_TEST_REQUIRE(commandsOf(block).size() == 1u);
    BOOST_TEST(commandsOf(block)[0].text == "duijie flows");
    BOOST_TEST(block.notRun() == "because");
}

BOOST_AUTO_TEST_CASE(words_are_filled_in_whole)
{
    const std::map<std::string, std::string> words = {
        {"FLOW", "panying"}, {"/etc/duijie", "."}, {"/etc/duijie/duijie.json", "duijie.json"}};
    BOOST_TEST(filledIn("duijie -c /etc/duijie/duijie.json audit FLOW", words) ==
               "duijie -c duijie.json audit panying");
    BOOST_TEST(filledIn("FLOWS OVERFLOW FLOW", words) == "FLOWS OVERFLOW panying");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_seen)
{
    World world(false);
    BOOST_TEST(world.run("duijie sync panying --form now").code == 2);
    BOOST_TEST(world.run("duijie records FLOW --state helt").code == 2);
    BOOST_TEST(world.run("duijie show FLOW PD202611270001").code == 0);
}

BOOST_AUTO_TEST_CASE(every_command_of_the_pages_runs)
{
    Count count;
    for (const Page& page : allPages(SOURCE_ROOT))
    {
        runPage(page, count);
    }
    BOOST_TEST_MESSAGE("commands of the pages: " << count.run << " run, " << count.notRun << " not run");
    BOOST_TEST(count.run > 50u);
}

// What people copy: the configurations that pages and examples show whole, and every piece of one.
BOOST_AUTO_TEST_CASE(configurations_can_be_read)
{
    World world(false);
    std::size_t whole = 0;
    const auto check = [&](const std::string& text, const std::string& place)
    {
        const auto [valid, said] = world.validates(text);
        BOOST_TEST(valid, place << ": " << said);
        ++whole;
    };
    check(e2e::readFile(SOURCE_ROOT "/docs/examples/duijie.json"), "docs/examples/duijie.json");
    for (const Page& page : allPages(SOURCE_ROOT))
    {
        for (const Fence& fence : page.fences)
        {
            if (fence.kind() != "json")
            {
                continue;
            }
            std::string text;
            for (const Piece& line : fence.lines)
            {
                text += line.text + "\n";
            }
            const std::string object = text.starts_with('{') ? text : "{" + text + "}";
            sdk::JsonDocument document;
            BOOST_TEST(document.parse(object), page.place(fence.line) << ": " << document.error());
            if (document.root().find("connections").exists() && document.root().find("store").exists())
            {
                check(object, page.place(fence.line));
            }
        }
    }
    BOOST_TEST(whole >= 2u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::docs
