// Sentences by id, and the kit's own.
#include "CatalogueCheck.h"
#include "Say.h"

#include "duijie/sdk/HttpClient.h"
#include "duijie/sdk/Json.h"

#include "HttpSupport.h"

#include <boost/test/unit_test.hpp>

namespace duijie::sdk::test
{

namespace
{

constexpr Message Sample[] = {{"a.one", "one {0}", "一 {0}"},
                              {"b.two", "{1} before {0}, {{value}} {10} {", "{0} 在 {1} 之后"}};
constexpr Catalogue Book(Sample);

} // namespace

BOOST_AUTO_TEST_SUITE(messages_of_the_kit)

BOOST_AUTO_TEST_CASE(sentences_are_whole)
{
    for (const std::string& fault : duijie::test::catalogueFaults(messages(), SDK_SOURCES, "sdk."))
    {
        BOOST_ERROR(fault);
    }
}

BOOST_AUTO_TEST_CASE(arguments_are_put_in_and_never_read_again)
{
    BOOST_TEST(Book.say("a.one", {"{0}"}) == "one {0}");
    BOOST_TEST(Book.say("a.one") == "one {0}");
    BOOST_TEST(Book.say("b.two", {"x", "y"}) == "y before x, {{value}} {10} {");
    BOOST_TEST(Book.say("no.such", {"x", "y"}) == "no.such x y");
    BOOST_TEST(Book.ids().size() == 2u);
    BOOST_TEST(Book.sentence("a.two", Language::English) == "");
}

BOOST_AUTO_TEST_CASE(tags_and_locales_name_a_language)
{
    struct Case
    {
        const char* tag;
        const char* answer;
    };
    for (const Case& item : {Case{"zh-CN", "zh-CN"}, Case{"zh", "zh-CN"}, Case{"zh_TW.UTF-8", "zh-CN"},
                             Case{"en", "en"}, Case{"de-DE", "en"}, Case{"", "en"}, Case{"C", "en"}})
    {
        BOOST_TEST(tagOf(languageOf(item.tag)) == item.answer, item.tag);
    }
}

BOOST_AUTO_TEST_CASE(what_the_kit_finds_wrong_is_in_the_language_that_is_set)
{
    const duijie::test::EnglishAfterwards guard;
    setLanguage(Language::Chinese);
    JsonDocument document;
    BOOST_TEST(!document.parse("{\"a\" 1}"));
    BOOST_TEST(document.error() == "第 5 字节处：名称之后应为冒号");
    BOOST_TEST(jsonTypeName(JsonType::String) == "文本");

    sdktest::Context context;
    HttpRequest request;
    request.target = "/";
    const HttpReply reply = HttpClient("http://127.0.0.1:1").send(request, context); // nobody listens there
    BOOST_TEST(reply.error.find("127.0.0.1:1：对方拒绝连接") == 0u, reply.error);
    BOOST_TEST(reply.error.find("Connection refused") != std::string::npos, reply.error);
    BOOST_TEST(reply.error.find("没有发出任何内容") != std::string::npos, reply.error);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::sdk::test
