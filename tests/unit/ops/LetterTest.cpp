// What people read.
#include "Support.h"

#include "ops/MailText.h"

#include "duijie/sdk/Json.h"

#include <boost/test/unit_test.hpp>

namespace duijie::ops::test
{

BOOST_AUTO_TEST_SUITE(letter)

BOOST_AUTO_TEST_CASE(markdownIsEscaped)
{
    const struct
    {
        const char* text;
        const char* escaped;
    } table[] = {
        {"plain text 1.5", "plain text 1.5"},
        {"*bold* `code`", "\\*bold\\* \\`code\\`"},
        {"[a](b)", "\\[a\\](b)"},
        {"<font>", "\\<font\\>"},
        {"# title", "\\# title"},
        {"- item", "\\- item"},
        {"a - b", "a - b"},
        {"rollback_stuck", "rollback_stuck"},
        {"_a_", "\\_a\\_"},
        {"盘_盈", "盘_盈"},
        {"a\\b", "a\\\\b"},
        {"one\ntwo", "one two"},
    };
    for (const auto& row : table)
    {
        BOOST_TEST(escapeMarkdown(row.text) == row.escaped);
    }
}

BOOST_AUTO_TEST_CASE(noLetterIsLongerThanItMayBeNorCutInsideACharacter)
{
    const Sender from = sender();
    for (std::size_t most = 300; most < 2100; most += 7)
    {
        for (const Markup markup : {Markup::Plain, Markup::Markdown})
        {
            std::vector<Notice> notices;
            for (int i = 0; i < 30; ++i)
            {
                notices.push_back(begun(std::to_string(i)));
                notices.back().happened =
                    std::string(static_cast<std::size_t>(i * 10), '*') + "盘盈单据无法删除";
            }
            const Letter letter = compose(from, notices, markup, most);
            BOOST_REQUIRE(letter.title.size() + letter.text.size() <= most);
            BOOST_REQUIRE(sdk::isUtf8(letter.text));
            BOOST_REQUIRE(letter.taken >= 1u);
        }
    }
}

BOOST_AUTO_TEST_CASE(whatDoesNotFitIsLeftForTheNext)
{
    std::vector<Notice> notices(30, begun("a"));
    const Letter few = compose(sender(), notices, Markup::Plain, 600);
    BOOST_TEST(few.taken < 10u);
    BOOST_TEST(has(few.title, std::to_string(few.taken) + " alert"), few.title);
    BOOST_TEST(compose(sender(), notices, Markup::Plain, 100'000).taken == MostNoticesInALetter);
}

BOOST_AUTO_TEST_CASE(whatIsOverAlreadyIsToldWithBothTimes)
{
    Notice notice = begun("a");
    notice.kind = NoticeKind::Passed;
    notice.endMs = Noon + 5 * Minute;
    const Letter letter = compose(sender(), {notice}, Markup::Plain, 4000);
    BOOST_TEST(has(letter.text, "2024-06-01 16:00:00 - 2024-06-01 16:05:00"), letter.text);
}

BOOST_AUTO_TEST_CASE(headersAreEncodedWordByWord)
{
    BOOST_TEST(headerText("[host] 1 alert(s)") == "[host] 1 alert(s)");
    BOOST_TEST(headerText("a\r\nBcc: x@y") == "a  Bcc: x@y");
    const std::string encoded =
        headerText("【仓库甲】2 条告警,1 条已恢复,还有很长很长很长很长很长很长的标题");
    BOOST_TEST(has(encoded, "=?UTF-8?B?"));
    std::size_t begin = 0;
    while (begin < encoded.size())
    {
        const std::size_t end = std::min(encoded.find("\r\n", begin), encoded.size());
        BOOST_TEST(end - begin <= 76u);
        begin = end + 2;
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::ops::test
