// The catalogue itself: every sentence in both languages, with the same gaps.
#include "Portable.h"

#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>

namespace duijie::text::test
{

namespace
{

// The digits of all {n} of a sentence; "?" for braces that hold something else.
std::multiset<char> gaps(std::string_view sentence)
{
    std::multiset<char> out;
    for (std::size_t at = sentence.find('{'); at != std::string_view::npos; at = sentence.find('{', at + 1))
    {
        const bool gap = at + 2 < sentence.size() && sentence[at + 2] == '}' && sentence[at + 1] >= '0' &&
                         sentence[at + 1] <= '9';
        out.insert(gap ? sentence[at + 1] : '?');
    }
    return out;
}

std::set<char> distinct(std::string_view sentence)
{
    const auto all = gaps(sentence);
    return {all.begin(), all.end()};
}

// Sets the variables of the locale and puts them back.
class Locale
{
public:
    Locale(const char* all, const char* messages, const char* lang)
    {
        set("LC_ALL", all, 0);
        set("LC_MESSAGES", messages, 1);
        set("LANG", lang, 2);
    }
    ~Locale()
    {
        for (int i = 0; i < 3; ++i)
        {
            _before[i] ? ::setenv(Names[i], _before[i]->c_str(), 1) : ::unsetenv(Names[i]);
        }
    }
    Locale(const Locale&) = delete;
    Locale& operator=(const Locale&) = delete;

private:
    static constexpr const char* Names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    void set(const char* name, const char* value, int index)
    {
        const char* before = std::getenv(name);
        _before[index] = before == nullptr ? std::nullopt : std::optional<std::string>(before);
        value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
    }

    std::optional<std::string> _before[3];
};

} // namespace

BOOST_AUTO_TEST_SUITE(catalogue)

BOOST_AUTO_TEST_CASE(everySentenceIsThereInBothLanguages)
{
    BOOST_TEST(ids().size() > 100u);
    for (const std::string& id : ids())
    {
        const std::string_view en = sentence(id, Language::English);
        const std::string_view zh = sentence(id, Language::Chinese);
        BOOST_TEST(!en.empty(), id);
        BOOST_TEST(!zh.empty(), id);
        BOOST_TEST(en.find_first_not_of(' ') != std::string_view::npos, id);
        BOOST_TEST(zh.find_first_not_of(' ') != std::string_view::npos, id);
        BOOST_TEST(
            std::none_of(en.begin(), en.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7F; }),
            id);
    }
}

BOOST_AUTO_TEST_CASE(bothLanguagesHaveTheSameGaps)
{
    for (const std::string& id : ids())
    {
        const auto en = distinct(sentence(id, Language::English));
        const auto zh = distinct(sentence(id, Language::Chinese));
        BOOST_TEST(en == zh, id);
    }
}

BOOST_AUTO_TEST_CASE(idsAreUniqueAndSorted)
{
    const auto all = ids();
    BOOST_TEST(std::is_sorted(all.begin(), all.end()));
    BOOST_TEST((std::adjacent_find(all.begin(), all.end()) == all.end()));
    for (const std::string& id : all)
    {
        BOOST_TEST(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._") == std::string::npos, id);
    }
}

BOOST_AUTO_TEST_CASE(gapsAreFilled)
{
    setLanguage(Language::English);
    BOOST_TEST(say("config.store.url", {"mysql:x"}) == "Expected \"sqlite:PATH\", found \"mysql:x\".");
    BOOST_TEST(say("config.type", {"a text", "5"}) == "Expected a text, found 5.");
    BOOST_TEST(say("config.type", {"{1}", "{0}"}) ==
               "Expected {1}, found {0}."); // arguments are not read again
    BOOST_TEST(say("config.type", {"only one"}) == "Expected only one, found {1}.");
    setLanguage(Language::Chinese);
    BOOST_TEST((language() == Language::Chinese));
    BOOST_TEST(say("config.type", {"文本", "5"}) == "应为文本,实际为 5。");
    setLanguage(Language::English);
}

BOOST_AUTO_TEST_CASE(anIdNobodyKnowsStaysVisible)
{
    BOOST_TEST(say("no.such.id") == "no.such.id");
    BOOST_TEST(say("no.such.id", {"a", "b"}) == "no.such.id a b");
    BOOST_TEST(sentence("no.such.id", Language::English) == "");
}

BOOST_AUTO_TEST_CASE(theLocaleDecidesTheLanguage)
{
    const auto of = [](const char* all, const char* messages, const char* lang)
    {
        const Locale locale(all, messages, lang);
        return languageOfEnvironment() == Language::Chinese ? "zh" : "en";
    };
    BOOST_TEST(of(nullptr, nullptr, nullptr) == "en");
    BOOST_TEST(of(nullptr, nullptr, "zh_CN.UTF-8") == "zh");
    BOOST_TEST(of(nullptr, nullptr, "de_DE.UTF-8") == "en");
    BOOST_TEST(of("C", "zh_CN", "zh_CN") == "en");
    BOOST_TEST(of("", "zh_TW", "en_US") == "zh");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::text::test
