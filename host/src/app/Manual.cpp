#include "app/Manual.h"

#include "app/CommandSupport.h"
#include "app/ExitCode.h"

#include "text/Catalogue.h"

#include <Poco/String.h>

#include <CLI/CLI.hpp>

#include <array>
#include <iterator>

namespace duijie::app
{

namespace
{

// Where a line may be broken that has no blanks: after the punctuation of Chinese. Without it groff, which
// knows Chinese in folders of Chinese pages only, never ends when words such as a、b、c fill a line.
std::string breakable(std::string text)
{
    for (const char* mark : {"、", "。", "，", "；", "："})
    {
        Poco::replaceInPlace(text, std::string(mark), std::string(mark) + "\\:");
    }
    return text;
}

// A line that begins with a point or a quote would be an order to the formatter.
std::string plain(const std::string& text)
{
    std::string out;
    bool lineBegins = true;
    for (const char c : text)
    {
        if (lineBegins && (c == '.' || c == '\''))
        {
            out += "\\&";
        }
        lineBegins = c == '\n';
        out += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
    }
    return breakable(std::move(out));
}

std::string section(const char* id)
{
    return ".SH " + plain(text::say(id)) + "\n";
}

std::string valueOf(const CLI::Option& option)
{
    return option.get_items_expected_max() > 0 && !option.get_type_name().empty()
               ? " \\fI" + plain(option.get_type_name()) + "\\fR"
               : "";
}

std::string optionsOf(const CLI::App& command)
{
    std::string out;
    for (const CLI::Option* option : command.get_options())
    {
        const bool positional = option->get_positional();
        const std::string name =
            positional ? valueOf(*option).substr(1)
                       : "\\fB" + plain(option->get_name(false, true)) + "\\fR" + valueOf(*option);
        out += ".TP\n" + name + "\n" + plain(option->get_description()) + "\n";
    }
    return out;
}

std::string examplesOf(const CLI::App& command)
{
    const std::string text = command.get_footer();
    return text.empty() || text == "\n" ? "" : ".PP\n.nf\n" + plain(text) + "\n.fi\n";
}

// Commands in commands come with both names: "secrets set".
std::string commandsOf(const CLI::App& parent, const std::string& before)
{
    std::string out;
    for (const CLI::App* command : parent.get_subcommands([](const CLI::App*) { return true; }))
    {
        if (command->get_group().empty())
        {
            continue; // not for people
        }
        const std::string name = before + command->get_name();
        const std::string inner = commandsOf(*command, name + " ");
        out += ".SS duijie " + plain(name) + "\n" + plain(command->get_description()) + "\n" +
               (inner.empty() ? optionsOf(*command) : "") + examplesOf(*command) + inner;
    }
    return out;
}

std::string item(const std::string& name, const char* id)
{
    return ".TP\n\\fB" + plain(name) + "\\fR\n" + plain(text::say(id)) + "\n";
}

std::string exitCodes()
{
    constexpr const char* Sentences[] = {"app.exit.well", "app.exit.attention", "app.exit.usage",
                                         "app.exit.store", "app.exit.locked"};
    static_assert(std::size(Sentences) == EXIT_CODE_COUNT);
    std::string out;
    for (std::size_t code = 0; code < std::size(Sentences); ++code)
    {
        out += item(std::to_string(code), Sentences[code]);
    }
    return out;
}

} // namespace

std::string manualPage(const CLI::App& tree)
{
    return ".TH DUIJIE 1 \"\" \"duijie " DUIJIE_VERSION "\"\n" + section("app.manual.name") + "duijie \\- " +
           plain(tree.get_description()) + "\n" + section("app.manual.synopsis") +
           "\\fBduijie\\fR [\\fB\\-c\\fR \\fIFILE\\fR] [\\fB\\-\\-lang\\fR zh|en] \\fICOMMAND\\fR ...\n" +
           section("app.manual.options") + optionsOf(tree) + section("app.manual.commands") +
           commandsOf(tree, "") + section("app.manual.exit") + exitCodes() +
           section("app.manual.environment") + item("LC_ALL, LC_MESSAGES, LANG", "app.manual.locale");
}

int manualCommand(const CLI::App& tree)
{
    printLine(manualPage(tree));
    return EXIT_WELL;
}

} // namespace duijie::app
