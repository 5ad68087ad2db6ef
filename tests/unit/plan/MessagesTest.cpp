// The sentences of this part: both languages, same arguments.
#include "text/Catalogue.h"

#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <set>

namespace duijie::plan::test
{

namespace
{

std::set<char> arguments(std::string_view sentence)
{
    std::set<char> out;
    for (std::size_t i = 0; i + 2 < sentence.size(); ++i)
    {
        if (sentence[i] == '{' && sentence[i + 2] == '}' && sentence[i + 1] >= '0' && sentence[i + 1] <= '9')
        {
            out.insert(sentence[i + 1]);
        }
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(Messages)

BOOST_AUTO_TEST_CASE(BothLanguagesTakeTheSameArguments)
{
    std::size_t count = 0;
    for (const std::string& id : text::ids())
    {
        if (!id.starts_with("plan."))
        {
            continue;
        }
        ++count;
        const std::string_view english = text::sentence(id, text::Language::English);
        const std::string_view chinese = text::sentence(id, text::Language::Chinese);
        BOOST_TEST(!english.empty(), id);
        BOOST_TEST(!chinese.empty(), id);
        BOOST_TEST((arguments(english) == arguments(chinese)), id);
    }
    BOOST_TEST(count > 60);
}

BOOST_AUTO_TEST_CASE(ErrorsSpeakTheProcessLanguage)
{
    text::setLanguage(text::Language::Chinese);
    Rig rig(target({node("f", "{{order_np}}")}));
    const std::string errors = rig.body(R"({"order_no":"1"})");
    text::setLanguage(text::Language::English);
    BOOST_TEST(errors == "errors: f: 取不到 {{order_np}} "
                         "的值：这条数据里没有字段“order_np”，但有“order_no”，是不是写错了？\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
