#include "app/CommandLineText.h"

#include "config/ObjectReader.h"

#include "text/Catalogue.h"

#include <CLI/CLI.hpp>

#include <vector>

namespace duijie::app
{

namespace
{

// The parser's own sentences end or begin with what they are about.
std::string before(const std::string& sentence, const std::string& mark)
{
    return sentence.substr(0, sentence.find(mark));
}

std::string optionOf(const std::string& sentence)
{
    const std::size_t at = sentence.find("--");
    return at == std::string::npos ? before(sentence, ":")
                                   : sentence.substr(at, sentence.find_first_of(" :=,", at) - at);
}

// The command that was given, as far as there was one.
const CLI::App& lastCommand(const CLI::App& tree)
{
    const CLI::App* at = &tree;
    while (!at->get_subcommands().empty())
    {
        at = at->get_subcommands().front();
    }
    return *at;
}

std::string pathOf(const CLI::App& command)
{
    return (command.get_parent() == nullptr ? "" : pathOf(*command.get_parent()) + " ") + command.get_name();
}

std::vector<std::string> namesIn(const CLI::App& command, bool options)
{
    std::vector<std::string> names;
    for (const CLI::App* sub :
         command.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); }))
    {
        names.push_back(sub->get_name());
    }
    for (const CLI::App* at = &command; options && at != nullptr; at = at->get_parent())
    {
        for (const CLI::Option* option : at->get_options())
        {
            for (const std::string& name : option->get_lnames())
            {
                names.push_back("--" + name);
            }
        }
    }
    return names;
}

std::string aboutMissing(const CLI::RequiredError& error, const CLI::App& command,
                         const std::vector<std::string>& extra)
{
    if (command.get_subcommands([](const CLI::App*) { return true; }).empty())
    {
        return text::say("app.cli.missing", {pathOf(command), before(error.what(), " is required")});
    }
    return extra.empty() ? text::say("app.cli.no_command", {pathOf(command)})
                         : text::say("app.cli.unknown_command",
                                     {pathOf(command), extra.front(),
                                      config::ObjectReader::suggest(extra.front(), namesIn(command, false))});
}

std::string sentenceOf(const CLI::ParseError& error, const CLI::App& tree)
{
    const CLI::App& command = lastCommand(tree);
    if (const auto* required = dynamic_cast<const CLI::RequiredError*>(&error))
    {
        return aboutMissing(*required, command, tree.remaining(true));
    }
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
    {
        const std::vector<std::string> extra = tree.remaining(true);
        const std::string word = extra.empty() ? "" : extra.front();
        return text::say("app.cli.extra", {pathOf(command), word,
                                           config::ObjectReader::suggest(word, namesIn(command, true))});
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
    {
        return text::say("app.cli.value_missing", {pathOf(command), optionOf(error.what())});
    }
    return text::say("app.cli.value", {pathOf(command), optionOf(error.what()), error.what()});
}

} // namespace

void translateHeadings(CLI::App& tree)
{
    const auto formatter = std::make_shared<CLI::Formatter>();
    formatter->label("Usage", text::say("app.cli.usage"));
    formatter->label("Positionals", text::say("app.cli.positionals"));
    formatter->label("REQUIRED", text::say("app.cli.required"));
    tree.formatter(formatter);
    tree.option_defaults()->group(text::say("app.cli.options"));
    tree.set_help_flag("-h,--help", text::say("app.help.help"))->group(text::say("app.cli.options"));
}

std::string explain(const CLI::ParseError& error, const CLI::App& tree)
{
    return sentenceOf(error, tree) + text::say("app.cli.see_help", {pathOf(lastCommand(tree))});
}

} // namespace duijie::app
