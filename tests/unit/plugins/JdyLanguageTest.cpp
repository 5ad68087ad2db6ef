// What the connector says, in the language of those who read it.
#include "CatalogueCheck.h"
#include "JdyBench.h"
#include "JdySay.h"

#include <boost/test/unit_test.hpp>

namespace duijie::test
{

namespace
{

/// The same bench with readers of this language; none that are told of without one.
class Readers
{
public:
    explicit Readers(JdyBench& bench, const std::string& language)
    {
        if (!language.empty())
        {
            bench.host.setLanguage(language);
        }
        bench.target->close();
        bench.target = std::make_unique<jdy::JdyConnector>();
        BOOST_TEST(bench.open(*bench.target).code == STATUS_OK);
    }

private:
    EnglishAfterwards _guard;
};

RawAnswer refuse(const RawRequest&)
{
    return RawAnswer::json(R"({"errcode":2016012098,"description_cn":"客户不匹配"})");
}

std::string refusedBill(const std::string& language)
{
    JdyBench bench(refuse);
    const Readers readers(bench, language);
    testkit::TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_REJECTED);
    return bench.context.message();
}

std::string refusedBody(const std::string& language)
{
    JdyBench bench(nullptr);
    const Readers readers(bench, language);
    testkit::TestPrepared prepared;
    BOOST_TEST(
        bench.prepare(prepared, R"({"bill_date":"2026-02-30","remark":"K1","material_entity":[]})").code ==
        STATUS_REJECTED);
    return bench.context.message();
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdyLanguage)

BOOST_AUTO_TEST_CASE(SentencesAreWhole)
{
    for (const std::string& fault :
         catalogueFaults(jdy::messages(), PLUGIN_SOURCES "/jdy_target", "jdy_target."))
    {
        BOOST_ERROR(fault);
    }
}

BOOST_AUTO_TEST_CASE(ARefusedBillIsToldInTheLanguageOfItsReader)
{
    BOOST_TEST(
        refusedBill("zh-CN") ==
        "jdy.target：POST /jdy/v2/scm/inv_check_gail_bill：errcode 2016012098（HTTP 200）：客户不匹配；"
        "按错误码属于映射方案的问题");
    for (const char* language : {"", "en", "de"})
    {
        BOOST_TEST(refusedBill(language) ==
                   "jdy.target: POST /jdy/v2/scm/inv_check_gail_bill: errcode 2016012098 (HTTP 200): "
                   "客户不匹配; by its code a matter for whoever made the mapping");
    }
}

BOOST_AUTO_TEST_CASE(SoIsABodyThatCannotBeSent)
{
    BOOST_TEST(
        refusedBody("zh-CN") ==
        "jdy.target：由 10001 生成的盘盈单：bill_date：应为真实存在的日期 yyyy-MM-dd，可带时间，实际为文本 "
        "\"2026-02-30\"；material_entity：应为至少一行分录的数组，实际为数组 []");
    BOOST_TEST(
        refusedBody("") ==
        "jdy.target: 盘盈单 made of 10001: bill_date: found string \"2026-02-30\", expected an existing "
        "date, yyyy-MM-dd with or without a time; material_entity: found array [], expected an array "
        "with at least one line");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::test
