// Broken configurations as people write them, and docs/configuration-errors.md, which shows what is said to
// each. DUIJIE_WRITE_DOCS=1 writes that page anew.
#include "BrokenConfigs.h"
#include "Process.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

using namespace duijie::e2e;
namespace fs = std::filesystem;

namespace
{

constexpr const char* Begin = "<!-- 以下由程序生成 · made by the program from here on -->\n";
constexpr const char* Packaged = "/usr/lib/duijie/plugins";
constexpr const char* SecretValue = "b7e1c0d94f2a";

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    {
        text.replace(at, from.size(), to);
    }
    return text;
}

// A folder in the place of /etc/duijie, with secrets and with files that configurations name.
class Desk
{
public:
    Desk()
    {
        std::string pattern = fs::temp_directory_path() / "duijie-desk-XXXXXX";
        BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        _folder = pattern;
        writeFile(_folder + "/open.secret", SecretValue);
        writeFile(_folder + "/materials.json", "{}");
        fs::permissions(_folder + "/open.secret", fs::perms::others_read, fs::perm_options::add);
        Process set({"/bin/sh", "-c", "printf x | \"$0\" -c \"$1\" secrets set jdy", DUIJIE_BIN, file()},
                    _folder);
        BOOST_REQUIRE(set.wait().code == 0);
    }
    ~Desk() { fs::remove_all(_folder); }

    // What is printed by the program in `language`, as it would be printed on a machine.
    Ended validate(const std::string& config, const char* language)
    {
        writeFile(file(), replaced(config, Packaged, PLUGINS_DIR));
        Process process({"/usr/bin/env", "-i", "-C", _folder, "WDT_SECRET=" + std::string(SecretValue),
                         "DING_URL=https://oapi.dingtalk.com/robot/send?access_token=x", "DING_SECRET=x",
                         DUIJIE_BIN, "--lang", language, "validate"},
                        _folder);
        Ended ended = process.wait();
        for (std::string* text : {&ended.output, &ended.errors})
        {
            *text = replaced(replaced(*text, PLUGINS_DIR, Packaged), _folder, "/etc/duijie");
        }
        return ended;
    }

private:
    std::string file() const { return _folder + "/duijie.json"; }

    std::string _folder;
};

// In a cell of a table.
std::string cell(std::string text)
{
    for (const auto& [from, to] : {std::pair("|", "\\|"), std::pair("<", "&lt;"), std::pair("\n", "<br>")})
    {
        text = replaced(text, from, to);
    }
    return text;
}

std::string codeCell(const std::string& text)
{
    std::string out;
    std::istringstream lines(replaced(replaced(text, "|", "\\|"), "\t", "→"));
    for (std::string line; std::getline(lines, line);)
    {
        const std::size_t begin = line.find_first_not_of(' ');
        if (begin != std::string::npos)
        {
            out += (out.empty() ? "`" : "<br>`") + line.substr(begin) + "`";
        }
    }
    return out;
}

std::string shown(const BrokenConfig& broken)
{
    return !broken.to.empty()    ? codeCell(broken.to)
           : broken.from.empty() ? "—"
                                 : "~~" + codeCell(broken.from) + "~~";
}

std::string withoutEnd(std::string text)
{
    text.erase(text.find_last_not_of('\n') + 1);
    return text;
}

std::string page(Desk& desk)
{
    std::string out = std::string(Begin) + "\n```\n" + GoodConfig + "```\n";
    int number = 0;
    for (const BrokenTopic& topic : brokenConfigs())
    {
        out += std::string("\n## ") + topic.zh + " · " + topic.en +
               "\n\n| | 错在哪里 · what is wrong | 写成了 · what was written | 提示 · what is said |\n"
               "| --- | --- | --- | --- |\n";
        for (const BrokenConfig& broken : topic.configs)
        {
            const Ended chinese = desk.validate(broken.text(), "zh");
            const Ended english = desk.validate(broken.text(), "en");
            BOOST_TEST(chinese.code == 2, broken.en);
            BOOST_TEST(english.code == 2, broken.en);
            out += "| " + std::to_string(++number) + " | " + broken.zh + "<br>" + broken.en + " | " +
                   shown(broken) + " | " + cell(withoutEnd(chinese.errors)) + "<br>" +
                   cell(withoutEnd(english.errors)) + " |\n";
        }
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(configuration)

BOOST_AUTO_TEST_CASE(the_one_they_begin_with_is_good)
{
    Desk desk;
    const Ended ended = desk.validate(GoodConfig, "en");
    BOOST_TEST(ended.code == 0, ended.errors);
    BOOST_TEST(ended.errors == "");
}

// Each is told with file and line, once, in the language that was asked for, and without any secret.
BOOST_AUTO_TEST_CASE(each_is_told_with_its_line)
{
    Desk desk;
    std::size_t count = 0;
    for (const BrokenTopic& topic : brokenConfigs())
    {
        for (const BrokenConfig& broken : topic.configs)
        {
            ++count;
            const Ended ended = desk.validate(broken.text(), "en");
            std::istringstream lines(ended.errors);
            std::vector<std::string> places;
            for (std::string line; std::getline(lines, line);)
            {
                BOOST_TEST(line.rfind("duijie.json:", 0) == 0u, broken.en << ": " << line);
                BOOST_TEST(line.find("published schema") == std::string::npos, broken.en << ": " << line);
                places.push_back(line.substr(0, line.find(": ", line.find(": ") + 2)));
            }
            BOOST_TEST(!places.empty(), broken.en);
            std::sort(places.begin(), places.end());
            BOOST_TEST((std::adjacent_find(places.begin(), places.end()) == places.end()),
                       broken.en << "\n"
                                 << ended.errors);
            BOOST_TEST(ended.errors.find(SecretValue) == std::string::npos, broken.en << "\n"
                                                                                      << ended.errors);
        }
    }
    BOOST_TEST(count >= 60u);
}

BOOST_AUTO_TEST_CASE(the_page_shows_what_is_said)
{
    Desk desk;
    const std::string file = std::string(DOCS_DIR) + "/configuration-errors.md";
    const std::string stands = readFile(file);
    const std::size_t begin = stands.find(Begin);
    BOOST_TEST_REQUIRE(begin != std::string::npos);
    const std::string made = stands.substr(0, begin) + page(desk);
    if (std::getenv("DUIJIE_WRITE_DOCS") != nullptr)
    {
        writeFile(file, made);
        return;
    }
    std::istringstream expected(made);
    std::istringstream found(stands);
    std::string is;
    std::string ought;
    while (std::getline(expected, ought))
    {
        BOOST_TEST((std::getline(found, is) && is == ought),
                   "the page says\n  "
                       << is << "\nthe program\n  " << ought
                       << "\nDUIJIE_WRITE_DOCS=1 e2e_test --run_test=configuration writes it anew");
    }
    BOOST_TEST(!std::getline(found, is), "the page has more: " << is);
}

BOOST_AUTO_TEST_SUITE_END()
