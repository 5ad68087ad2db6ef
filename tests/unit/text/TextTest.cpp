// One catalogue, two languages: the same ids, the same arguments, nothing empty, nothing that nobody says.
#define BOOST_TEST_MODULE text
#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace duijie::text;

namespace
{

std::set<std::string> argumentsOf(std::string_view sentence)
{
    static const std::regex Argument("\\{[0-9]\\}");
    const std::string text(sentence);
    std::set<std::string> out;
    for (std::sregex_iterator it(text.begin(), text.end(), Argument), end; it != end; ++it)
    {
        out.insert(it->str());
    }
    return out;
}

// All text of the host's sources.
std::string sources()
{
    std::ostringstream out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(SOURCE_ROOT "/host/src"))
    {
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
        {
            out << std::ifstream(entry.path()).rdbuf();
        }
    }
    return out.str();
}

struct LanguageGuard
{
    ~LanguageGuard() { setLanguage(Language::English); }
};

} // namespace

BOOST_AUTO_TEST_CASE(both_languages_say_the_same)
{
    BOOST_TEST(ids().size() > 100u);
    for (const std::string& id : ids())
    {
        const std::string_view en = sentence(id, Language::English);
        const std::string_view zh = sentence(id, Language::Chinese);
        BOOST_TEST(!en.empty(), id);
        BOOST_TEST(!zh.empty(), id);
        BOOST_TEST((argumentsOf(en) == argumentsOf(zh)), id << ": the languages have different arguments");
    }
}

BOOST_AUTO_TEST_CASE(every_id_that_is_said_exists)
{
    static const std::regex Said("say\\(\\s*\"([a-z_.0-9]+)\"\\s*[,)]");
    const std::string code = sources();
    const std::vector<std::string> known = ids();
    int found = 0;
    for (std::sregex_iterator it(code.begin(), code.end(), Said), end; it != end; ++it, ++found)
    {
        const std::string id = (*it)[1];
        BOOST_TEST(std::binary_search(known.begin(), known.end(), id),
                   id << " is said and not in the catalogue");
    }
    BOOST_TEST(found > 50);
}

BOOST_AUTO_TEST_CASE(every_id_is_said_somewhere)
{
    // Ids put together from a word: the prefix must stand in the code.
    const std::vector<std::string> prefixes = {"app.state.", "app.outcome.", "app.sync.state.", "app.audit.",
                                               "plugin.kind."};
    const std::string suffix = "_near"; // a sentence with a suggestion, beside the same one without
    const std::string code = sources();
    for (const std::string& id : ids())
    {
        const bool whole = code.find("\"" + id + "\"") != std::string::npos;
        const bool made = std::any_of(prefixes.begin(), prefixes.end(),
                                      [&](const std::string& prefix) {
                                          return id.compare(0, prefix.size(), prefix) == 0 &&
                                                 code.find("\"" + prefix) != std::string::npos;
                                      });
        const bool nearby =
            id.size() > suffix.size() && id.ends_with(suffix) &&
            code.find("\"" + id.substr(0, id.size() - suffix.size()) + "\"") != std::string::npos;
        BOOST_TEST((whole || made || nearby), id << " stands in the catalogue and is said nowhere");
    }
}

BOOST_AUTO_TEST_CASE(arguments_are_put_in_and_never_read_again)
{
    BOOST_TEST(say("config.suggest", {"{0} and {1}"}).find("{0} and {1}") != std::string::npos);
    BOOST_TEST(say("config.suggest").find("{0}") != std::string::npos); // a missing argument stays visible
    BOOST_TEST(say("no.such.id", {"a", "b"}) == "no.such.id a b");
}

BOOST_AUTO_TEST_CASE(the_language_is_the_process_s)
{
    const LanguageGuard guard;
    setLanguage(Language::Chinese);
    BOOST_TEST(say("config.missing") == std::string(sentence("config.missing", Language::Chinese)));
    setLanguage(Language::English);
    BOOST_TEST(say("config.missing") == std::string(sentence("config.missing", Language::English)));
}
