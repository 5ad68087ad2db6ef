#include "duijie/sdk/ConfigSpec.h"
#include "duijie/sdk/Messages.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::sdk;

namespace
{

ConfigSpec spec()
{
    ConfigSpec spec;
    spec.add(
        {"base_url", SettingKind::Url, true, "", {}, 0, INT64_MAX, "Where the vendor answers.", "zh-url"});
    spec.add({"app_secret", SettingKind::Secret, true, "", {}, 0, INT64_MAX, "The secret.", "zh-secret"});
    spec.add({"page_size", SettingKind::Integer, false, "50", {}, 1, 100, "Rows in a page.", "zh-page"});
    spec.add(
        {"mode", SettingKind::Text, false, "live", {"live", "test"}, 0, INT64_MAX, "Which side.", "zh-mode"});
    spec.add({"strict", SettingKind::Boolean, false, "true", {}, 0, INT64_MAX, "Refuse more.", "zh-strict"});
    spec.add(
        {"trial", SettingKind::Text, false, "", {}, 0, INT64_MAX, "Which test.", "zh-trial", "mode", "test"});
    spec.add(
        {"why", SettingKind::Text, false, "", {}, 0, INT64_MAX, "Why strict.", "zh-why", "strict", "false"});
    return spec;
}

std::string firstProblem(const char* settings, bool plainSecrets = false)
{
    setLanguage(Language::Chinese);
    const std::vector<SettingProblem> chinese = spec().check(settings, plainSecrets);
    setLanguage(Language::English);
    const std::vector<SettingProblem> problems = spec().check(settings, plainSecrets);
    BOOST_TEST_REQUIRE(chinese.size() == problems.size());
    for (std::size_t i = 0; i < problems.size(); ++i)
    {
        BOOST_TEST(!chinese[i].text.empty());
        BOOST_TEST(chinese[i].text != problems[i].text);
    }
    return problems.empty() ? "" : problems.front().text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(config_spec)

BOOST_AUTO_TEST_CASE(says_what_is_wrong)
{
    struct Case
    {
        const char* settings;
        const char* sentence;
    };
    const Case cases[] = {
        {R"({"base_url":"https://a.example","app_secret":"env:S"})", ""},
        {R"({"base_url":"http://127.0.0.1:8080/x","app_secret":"file:/run/s","page_size":null})", ""},
        {R"({"base_url":"https://a.example","app_secret":"env:S","pagesize":5})",
         "unknown setting \"pagesize\"; did you mean \"page_size\"?"},
        {R"({"base_url":"https://a.example","app_secret":"env:S","colour":5})",
         "unknown setting \"colour\"; known are base_url, app_secret, page_size, mode, strict, trial, "
         "why."},
        {R"({"app_secret":"env:S"})", "\"base_url\" is missing: Where the vendor answers."},
        {R"({"base_url":"","app_secret":"env:S"})", "\"base_url\" is missing: Where the vendor answers."},
        {R"({"base_url":"https://a.example","app_secret":"env:S","page_size":0})",
         "\"page_size\" is 0; it must be between 1 and 100."},
        {R"({"base_url":"https://a.example","app_secret":"env:S","page_size":"9"})",
         "\"page_size\" must be a whole number, but is \"9\"."},
        {R"({"base_url":"https://a.example","app_secret":"env:S","page_size":1.5})",
         "\"page_size\" must be a whole number, but is 1.5."},
        {R"({"base_url":"https://a.example","app_secret":"env:S","strict":1})",
         "\"strict\" must be true or false, but is 1."},
        {R"({"base_url":"https://a.example","app_secret":"env:S","mode":"dry"})",
         "\"mode\" is \"dry\"; it must be one of live, test."},
        {R"({"base_url":"https://a.example","app_secret":"env:S","mode":"test"})",
         "\"trial\" is missing: Which test."},
        {R"({"base_url":"https://a.example","app_secret":"env:S","mode":"test","trial":""})",
         "\"trial\" is missing: Which test."},
        {R"({"base_url":"https://a.example","app_secret":"env:S","mode":"test","trial":"t"})", ""},
        {R"({"base_url":"https://a.example","app_secret":"env:S","strict":false})",
         "\"why\" is missing: Why strict."},
        {R"({"base_url":"https://a.example","app_secret":"env:S","trial":"t","strict":true})", ""},
        {R"({"base_url":"a.example","app_secret":"env:S"})",
         "\"base_url\" is \"a.example\"; it must be a web address such as https://api.example.com, without "
         "user, query "
         "or fragment."}};
    for (const Case& item : cases)
    {
        BOOST_TEST(firstProblem(item.settings) == item.sentence);
    }
}

BOOST_AUTO_TEST_CASE(never_repeats_a_secret)
{
    const char* const plain = R"({"base_url":"https://a.example","app_secret":"plain:hunter2"})";
    BOOST_TEST(firstProblem(plain).find("hunter2") == std::string::npos);
    BOOST_TEST(firstProblem(plain) ==
               "\"app_secret\" must refer to a secret as secret:NAME, env:NAME or file:PATH, never hold it.");
    BOOST_TEST(firstProblem(plain, true) == "");
    const char* const number = R"({"base_url":"https://a.example","app_secret":31337})";
    BOOST_TEST(firstProblem(number) == "\"app_secret\" must be a text, but is number.");
}

BOOST_AUTO_TEST_CASE(names_everything_at_once)
{
    BOOST_TEST(spec().check(R"({"x":1,"page_size":1000})", false).size() == 4u);
    BOOST_TEST(firstProblem("[]").find("the settings are not a JSON object") == 0u);
    BOOST_TEST(firstProblem("{").find("the settings are not a JSON object") == 0u);
}

BOOST_AUTO_TEST_CASE(travels_as_json)
{
    ConfigSpec read;
    BOOST_REQUIRE(ConfigSpec::fromJson(spec().toJson(), read));
    BOOST_TEST(read.toJson() == spec().toJson());
    BOOST_TEST(read.names() == spec().names(), boost::test_tools::per_element());
    BOOST_TEST(!ConfigSpec::fromJson("{}", read));
    BOOST_TEST(!ConfigSpec::fromJson(R"([{"name":"a","kind":"colour"}])", read));
    BOOST_TEST(!ConfigSpec::fromJson(R"([{"kind":"text"}])", read));
}

BOOST_AUTO_TEST_CASE(fills_in_defaults)
{
    const Settings given(spec(), R"({"page_size":7,"mode":"test","strict":false})");
    BOOST_TEST(given.integer("page_size") == 7);
    BOOST_TEST(given.text("mode") == "test");
    BOOST_TEST(!given.boolean("strict"));
    const Settings bare(spec(), R"({"page_size":"seven"})");
    BOOST_TEST(bare.integer("page_size") == 50);
    BOOST_TEST(bare.text("mode") == "live");
    BOOST_TEST(bare.boolean("strict"));
    BOOST_TEST(bare.text("no such") == "");
}

BOOST_AUTO_TEST_SUITE_END()
