// What a document says and most probably does not mean.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

struct Vector
{
    std::string node;
    std::string_view says; // empty: nothing
};

} // namespace

BOOST_AUTO_TEST_SUITE(Habits)

BOOST_AUTO_TEST_CASE(Warnings)
{
    const Vector vectors[] = {
        {node("a", "1"), "warning request[0].value: The field \"a\" is always sent as \"1\""},
        {node("a", "1", "string", R"("label":"单价")"), "always sent as"},
        {node("a", "1", "string", R"("describe":"0:未出库(默认),1:未入库")"), ""},
        {node("a", "1", "string", R"("label":"是否审核")"), ""},
        {node("is_check", "1"), ""},
        {node("a", "10"), ""},
        {node("a", "{{x}}*{{y}}"), "looks like an expression"},
        {node("a", "{{x}}+1"), "looks like an expression"},
        {node("a", "concat({{x}},'-')"), "looks like an expression"},
        {node("a", "ROUND({{x}},2)"), "looks like an expression"},
        {node("a", "case {{x}} when '1' then 'a' else 'b' end"), "looks like an expression"},
        {node("a", "{{x}}-{{y}}"), ""},
        {node("a", "{{x}}-{{y}}", "float"), "looks like an expression"},
        {node("a", "{{x}}/{{y}}"), ""},
        {node("a", "2024-01-01"), ""},
        {node("a", "A*B"), ""},
        {node("a", "旺店通{{x}}(盘盈)"), ""},
        {node("a", "${x}"), "is not in this language"},
        {node("a", "{{$lastTime|format:x}}"), "is not"},
        {node("a", "_function {{x}}*{{y}}"), ""},
        {arrayNode("e", "l", {node("q", "{{l.q}}"), node("o", "{{buyer.name}}")}),
         "does not begin with the name of the list \"l\""},
    };
    for (const Vector& vector : vectors)
    {
        Rig rig(target({vector.node}));
        const std::string all = show(rig.findings);
        BOOST_TEST((vector.says.empty() ? all.empty() : all.find(vector.says) != std::string::npos),
                   vector.node << "\n"
                               << all);
    }
}

// An object of the header may be used inside a list; that it is one shows where the header uses it, too.
BOOST_AUTO_TEST_CASE(AnObjectOfTheHeaderInsideAList)
{
    Rig rig(target({node("n", "{{buyer.name}}"), arrayNode("e", "l", {node("o", "{{buyer.name}}")})}));
    BOOST_TEST(rig.findings.empty(), show(rig.findings));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
