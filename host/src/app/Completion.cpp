#include "app/Completion.h"

#include "app/ActingUser.h"
#include "app/CommandSupport.h"
#include "app/CompletionScripts.h"
#include "app/ExitCode.h"

#include "engine/Outcome.h"

#include "store/Records.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace duijie::app
{

namespace
{

using Words = std::vector<std::string>;

bool begins(const std::string& word, const std::string& with)
{
    return word.compare(0, with.size(), with) == 0;
}

// Where a command line stands before its last word.
struct Place
{
    const CLI::App* command = nullptr;
    const CLI::Option* waits = nullptr; // an option whose value comes next
    std::size_t positionals = 0;        // of the command, given already
    std::string config;                 // value of --config
};

// Options of the program itself are understood behind a command too.
const CLI::Option* optionNamed(const CLI::App& command, const std::string& word)
{
    for (const CLI::App* at = &command; at != nullptr; at = at->get_parent())
    {
        if (const CLI::Option* option = at->get_option_no_throw(word))
        {
            return option;
        }
    }
    return nullptr;
}

const CLI::App* commandNamed(const CLI::App& command, const std::string& word)
{
    const auto found = command.get_subcommands([&](const CLI::App* sub) { return sub->get_name() == word; });
    return found.empty() ? nullptr : found.front();
}

Place placeOf(const CLI::App& tree, const Words& words)
{
    Place place{&tree, nullptr, 0, usualConfig()};
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
    {
        const std::string& word = words[i];
        if (place.waits != nullptr)
        {
            if (place.waits->check_lname("config"))
            {
                place.config = word;
            }
            place.waits = nullptr;
        }
        else if (begins(word, "-"))
        {
            const CLI::Option* option = optionNamed(*place.command, word);
            place.waits = option != nullptr && option->get_items_expected_max() > 0 ? option : nullptr;
        }
        else if (const CLI::App* sub = commandNamed(*place.command, word))
        {
            place.command = sub;
        }
        else
        {
            ++place.positionals;
        }
    }
    return place;
}

const CLI::Option* nextPositional(const Place& place)
{
    const CLI::Option* last = nullptr;
    std::size_t left = place.positionals;
    for (const CLI::Option* option : place.command->get_options())
    {
        if (!option->get_positional())
        {
            continue;
        }
        last = option;
        if (left-- == 0)
        {
            return option;
        }
    }
    return last != nullptr && last->get_items_expected_max() > 1 ? last : nullptr;
}

// "TEXT:{zh,en}" lists its values itself.
Words listed(const std::string& type)
{
    const std::size_t begin = type.find('{');
    const std::size_t end = type.find('}');
    return begin == std::string::npos || end == std::string::npos
               ? Words()
               : CLI::detail::split(type.substr(begin + 1, end - begin - 1), ',');
}

Words flowNames(const std::string& file)
{
    Words names;
    config::Problems ignored;
    if (const auto config = config::readConfig(file, ignored))
    {
        for (const auto& [name, flow] : config->flows)
        {
            names.push_back(name);
        }
    }
    return names;
}

Words stateNames()
{
    Words names;
    for (int state = 0; state < store::RecordStateCount; ++state)
    {
        names.emplace_back(store::stateName(static_cast<store::RecordState>(state)));
    }
    return names;
}

void offerValues(const CLI::Option& option, const Place& place, const std::string& last, Offer& offer)
{
    const std::string type = option.get_type_name();
    offer.files = type == "FILE";
    offer.folders = type == "FOLDER";
    const Words values = type == "FLOW"    ? flowNames(place.config)
                         : type == "STATE" ? stateNames()
                         : type == "CLASS" ? CLI::detail::split("failed " + engine::outcomeNames(), ' ')
                                           : listed(type);
    for (const std::string& value : values)
    {
        if (begins(value, last))
        {
            offer.candidates.push_back({value, ""});
        }
    }
}

void offerCommands(const CLI::App& command, const std::string& last, Offer& offer)
{
    for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; }))
    {
        if (!sub->get_group().empty() && begins(sub->get_name(), last))
        {
            offer.candidates.push_back({sub->get_name(), sub->get_description()});
        }
    }
}

void offerOptions(const CLI::App& command, const std::string& last, Offer& offer)
{
    for (const CLI::App* at = &command; at != nullptr; at = at->get_parent())
    {
        for (const CLI::Option* option : at->get_options())
        {
            for (const std::string& name : option->get_lnames())
            {
                const bool known = std::any_of(offer.candidates.begin(), offer.candidates.end(),
                                               [&](const Candidate& c) { return c.word == "--" + name; });
                if (begins("--" + name, last) && !known)
                {
                    offer.candidates.push_back({"--" + name, option->get_description()});
                }
            }
        }
    }
}

} // namespace

Offer complete(const CLI::App& tree, const Words& words)
{
    Offer offer;
    const std::string last = words.empty() ? "" : words.back();
    const Place place = placeOf(tree, words);
    if (place.waits != nullptr)
    {
        offerValues(*place.waits, place, last, offer);
        return offer;
    }
    if (begins(last, "-"))
    {
        offerOptions(*place.command, last, offer);
        return offer;
    }
    offerCommands(*place.command, last, offer);
    if (const CLI::Option* positional = nextPositional(place))
    {
        offerValues(*positional, place, last, offer);
    }
    return offer;
}

int completionCommand(const Options& options)
{
    printLine(completionScript(options.shell));
    return EXIT_WELL;
}

int completeCommand(const CLI::App& tree, const Options& options)
{
    const Offer offer = complete(tree, options.keys);
    for (const Candidate& candidate : offer.candidates)
    {
        printLine(candidate.word + "\t" + candidate.what);
    }
    printLine(offer.files ? ":files" : offer.folders ? ":folders" : ":");
    return EXIT_WELL;
}

} // namespace duijie::app
