// Whatever the pages say of the command line, the program has it.
#include "Markdown.h"

#include "app/CommandLine.h"

#include <CLI/CLI.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cctype>
#include <sstream>

namespace duijie::docs
{

namespace
{

// What has the form of a command's name; placeholders such as COMMAND or … are none.
bool isName(const std::string& word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(),
                                        [](char c) { return std::islower(static_cast<unsigned char>(c)); });
}

// "[--from T" is "--from", "set|list" is "set", "`duijie" is "duijie".
std::string bare(std::string word)
{
    word.erase(0, word.find_first_not_of("[(`") == std::string::npos ? 0 : word.find_first_not_of("[(`"));
    return word.substr(0, word.find_first_of("])|,;=\\"));
}

std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    std::istringstream in(text);
    for (std::string word;
         in >> word && word != "#" && word != "&&" && word != "|" && word != "<" && word != ">";)
    {
        words.push_back(word);
    }
    return words;
}

const CLI::App* commandOf(const CLI::App& parent, const std::string& name)
{
    const auto found = parent.get_subcommands([&](const CLI::App* app) { return app->get_name() == name; });
    return found.empty() ? nullptr : found.front();
}

bool hasCommands(const CLI::App& parent)
{
    return !parent.get_subcommands([](const CLI::App*) { return true; }).empty();
}

// What does not fit the program in "duijie ..."; empty when all does.
std::string mistake(const CLI::App& tree, const std::string& text)
{
    const CLI::App* command = &tree;
    const std::vector<std::string> words = wordsOf(text);
    for (std::size_t i = 1; i < words.size(); ++i)
    {
        const std::string word = bare(words[i]);
        if (word.size() > 1 && word[0] == '-')
        {
            const CLI::Option* option = command->get_option_no_throw(word);
            option = option == nullptr ? tree.get_option_no_throw(word) : option;
            if (option == nullptr)
            {
                return "duijie " + command->get_name() + " has no option " + word;
            }
            i += option->get_items_expected_max() > 0 && command == &tree ? 1 : 0; // its value
        }
        else if (isName(word) && (command == &tree || hasCommands(*command)))
        {
            const CLI::App* next = commandOf(*command, word);
            if (next == nullptr)
            {
                return "duijie has no command \"" + word + "\"";
            }
            command = next;
        }
        else if (command == &tree)
        {
            return {}; // a placeholder: what follows it is not known
        }
    }
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(what_the_program_does_not_have_is_seen)
{
    const app::CommandLine line;
    const auto wrong = [&](const char* text) { return !mistake(line.tree(), text).empty(); };
    BOOST_TEST(wrong("duijie snyc panying"));
    BOOST_TEST(wrong("duijie sync panying --form x"));
    BOOST_TEST(wrong("duijie secrets sett NAME"));
    BOOST_TEST(wrong("duijie -c FILE --jason validate"));
    BOOST_TEST(wrong("duijie validate [--conect]"));
    BOOST_TEST(!wrong("duijie -c FILE sync panying [--from T --to T] [--json]"));
    BOOST_TEST(!wrong("duijie secrets set|list|remove|rotate"));
    BOOST_TEST(!wrong("duijie COMMAND --help"));
    BOOST_TEST(!wrong("duijie manual > duijie.1; man --local ./duijie.1"));
}

BOOST_AUTO_TEST_CASE(the_pages_name_what_the_program_has)
{
    const app::CommandLine line;
    std::size_t count = 0;
    const auto check = [&](const Page& page, const Piece& piece)
    {
        const std::size_t at = piece.text.rfind("duijie ");
        const bool command = at != std::string::npos && (at == 0 || piece.text[at - 1] == ' ');
        // "apt remove duijie  # ..." and "journalctl -u duijie -f" name the package, or the service.
        const bool argument = piece.text.starts_with("apt ") || piece.text.substr(0, at).ends_with("-u ");
        // In what is typed as root, "# " comes first.
        if (!command || argument || piece.text.find('#', 1) < at)
        {
            return;
        }
        ++count;
        const std::string found = mistake(line.tree(), piece.text.substr(at));
        BOOST_TEST(found.empty(), page.place(piece.line) << ": " << piece.text << ": " << found);
    };
    for (const Page& page : allPages(SOURCE_ROOT))
    {
        if (page.file == "CHANGELOG.md")
        {
            continue; // says what was
        }
        for (const Piece& span : page.spans)
        {
            check(page, span);
        }
        for (const Fence& fence : page.fences)
        {
            for (const Piece& piece : fence.holdsCommands() ? fence.lines : std::vector<Piece>())
            {
                // The other lines of a console are what it shows.
                const bool typed = piece.text.starts_with("$ ") || piece.text.starts_with("# ");
                if (fence.kind() != "console" || typed)
                {
                    check(page, piece);
                }
            }
        }
    }
    BOOST_TEST(count > 100u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::docs
