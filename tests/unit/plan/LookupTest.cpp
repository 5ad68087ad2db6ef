// _findCollection and _mongoQuery.
#include "plan/LookupExpression.h"

#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

constexpr std::string_view Uuid = "b88a7889-af5d-3efd-aac4-d4960eae6748";

// "wanted@dataset a=[x] b=c", or "problem: ...".
std::string shape(std::string_view text)
{
    std::string problem;
    const auto parsed =
        text.starts_with("_m") ? parseMongoQuery(text, problem) : parseFindCollection(text, problem);
    if (!parsed)
    {
        return problem.empty() ? "no problem named" : "problem";
    }
    std::string out = parsed->wanted + "@" + parsed->dataset;
    for (const auto& condition : parsed->conditions)
    {
        out += " " + condition.field + "=";
        for (const TemplatePart& part : condition.value.parts)
        {
            out += part.reference ? "[" + part.text + "]" : part.text;
        }
    }
    const std::size_t tests = parsed->tests.root.children.size();
    return tests == 0 ? out : out + " +" + std::to_string(tests);
}

struct Vector
{
    std::string_view text;
    std::string_view shape;
};

constexpr Vector Vectors[] = {
    {"_findCollection find id from u-1 where number={{x}}", "id@u-1 number=[x]"},
    {"_findCollection find id from u-1 where number={x}", "id@u-1 number=[x]"},
    {"_findCollection find id from u-1 where a={{x}} b={{l.y}}", "id@u-1 a=[x] b=[l.y]"},
    {"_findCollection find id from u-1 where a='A B' b=C", "id@u-1 a=A B b=C"},
    {"_findCollection find id from u-1 where a='{{x}}'", "id@u-1 a=[x]"},
    {"_findCollection find id from u-1 where a=p{{x}}s", "id@u-1 a=p[x]s"},
    {"_findCollection find content.id from u-1 where content.a={{x}}", "id@u-1 a=[x]"},
    {"_findCollection  find  id  from  u-1  where  a = {{ x }}", "id@u-1 a=[x]"},
    {"_findCollection find id from u-1 where a={{x}} _endFind", "id@u-1 a=[x]"},
    {"_findCollection find id from u-1", "problem"},
    {"_findCollection find id from u-1 where", "problem"},
    {"_findCollection find id from u-1 where a", "problem"},
    {"_findCollection find id from u-1 where content.={{x}}", "problem"},
    {"_findCollection find id from u-1 where a=", "problem"},
    {"_findCollection find id from u-1 where a=''", "problem"},
    {"_findCollection find id from u-1 where a='x", "problem"},
    {"_findCollection find id from u-1 where a={{x", "problem"},
    {"_findCollection find id from u-1 where a='x'y", "problem"},
    {"_findCollection find id from u-1 where state in ('1','2')", "problem"},
    {"_findCollection find id from u-1 where a!={{x}}", "problem"},
    {"_findCollection find id from {{x}} where a={{x}}", "problem"},
    {"_findCollection get id from u-1 where a={{x}}", "problem"},
    {"_findCollection find * from u-1 where a={{x}}", "problem"},
    {"_findCollection find id,name from u-1 where a={{x}}", "problem"},
    {"_findCollection find {{y}} from u-1 where a={{x}}", "problem"},
    {"_findCollection find id from u-1 where a={{x}}\n b={{y}}\t", "id@u-1 a=[x] b=[y]"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.number":{"$eq":"{{x}}"}})", "id@u-1 number=[x]"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.number":{"$eq":"{x}"}})", "id@u-1 number=[x]"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.number":"{{x}}"})", "id@u-1 number=[x]"},
    {R"(_mongoQuery u-1 findField=id where={"number":{"$eq":{{x}}}})", "id@u-1 number=[x]"},
    {R"(_mongoQuery u-1 findField=content.a.b where={"content.c":{"$eq":"p-{{x}}-{y}"},"content.d":7})",
     "a.b@u-1 c=p-[x]-[y] d=7"},
    {R"(_mongoQuery u-1 findField=content.id where={"$and":[{"content.a":"{{x}}"},{"content.b":{"$eq":true}}]})",
     "id@u-1 a=[x] b=true"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":"q\"\\{{x}}"})", "id@u-1 a=q\"\\[x]"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$ne":"{{x}}"}})", "id@u-1 +1"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$in":["{{x}}"]}})", "id@u-1 +1"},
    {R"(_mongoQuery u-1 findField=content.id where={"$or":[{"content.a":"{{x}}"}],"content.b":1})",
     "id@u-1 b=1 +1"},
    {R"(_mongoQuery u-1 findField=content.id where={"$and":{"content.a":"{{x}}"}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":null})", "id@u-1 +1"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$near":1}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$in":"x"}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$in":[["x"]]}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$gt":null}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$gt":[1]}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$regex":"("}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$regex":"{{x}}"}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{"$not":5}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":{}})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"$or":[]})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"$or":[5]})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"$xor":[{"content.a":1}]})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":""})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.{{x}}":"1"})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"status":"2"})", "problem"},
    {R"(_mongoQuery u-1 findField=response where={"content.a":"1"})", "problem"},
    {R"(_mongoQuery u-1 findField=content. where={"content.a":"1"})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={})", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where=[])", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":"{{x}}")", "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":"{{x}}"} tail)", "problem"},
    {R"(_mongoQuery u-1 findField=content.id)", "problem"},
    {R"(_mongoQuery u-1 where={"content.a":"{{x}}"})", "problem"},
    {R"(_mongoQuery  findField=content.id where={"content.a":"{{x}}"})", "problem"},
    {"_mongoQuery u-1 findField=content.id where={\"content.a\":\"\xEE\x80\x80"
     "0\xEE\x80\x81\"}",
     "problem"},
    {R"(_mongoQuery u-1 findField=content.id where={"content.a":"{{x}}\ue0009\ue001"})", "id@u-1 a=[x]"},
};

std::string mongo(std::string_view wanted, std::string_view path)
{
    return "_mongoQuery " + std::string(Uuid) + " findField=content." + std::string(wanted) +
           R"( where={"content.number":{"$eq":"{{)" + std::string(path) + R"(}}"}})";
}

std::string find(std::string_view wanted, std::string_view conditions)
{
    return "_findCollection find " + std::string(wanted) + " from " + std::string(Uuid) + " where " +
           std::string(conditions);
}

} // namespace

BOOST_AUTO_TEST_SUITE(Lookups)

BOOST_AUTO_TEST_CASE(EachTextIsReadOrRefused)
{
    for (const Vector& vector : Vectors)
    {
        BOOST_TEST(shape(vector.text) == vector.shape, vector.text << " became " << shape(vector.text));
    }
}

BOOST_AUTO_TEST_CASE(BothFormsFind)
{
    Rig rig(target({node("m", mongo("id", "no")), node("f", find("id", "number={no}")),
                    node("deep", mongo("unit.id", "no")), node("two", find("id", "number={no} kind={kind}")),
                    node("constant", find("id", "number=B")), node("joined", find("id", "number={p}{q}"))}));
    Dataset& rows = rig.datasets.add(std::string(Uuid));
    BOOST_REQUIRE(rows.put("1", R"({"id":"1001","number":"A","kind":"x","unit":{"id":7}})", 1));
    BOOST_REQUIRE(rows.put("2", R"({"id":1002,"number":"B","kind":"x"})", 2));
    BOOST_TEST(rig.plan->datasets() == std::vector<std::string>{std::string(Uuid)},
               boost::test_tools::per_element());
    BOOST_TEST(rig.body(R"({"no":"A","kind":"x","p":"","q":"B"})") ==
               R"({"m":"1001","f":"1001","deep":7,"two":"1001","constant":1002,"joined":1002})");
}

BOOST_AUTO_TEST_CASE(NoHitWaits)
{
    Rig rig(target({node("a", "1"), arrayNode("e", "l", {node("m", mongo("id", "l.no"))})}));
    rig.datasets.add(std::string(Uuid)).put("1", R"({"id":"1001","number":"A"})", 1);
    const Mapped out = rig.map(R"({"l":[{"no":"A"},{"no":"Z\"9"}]})");
    BOOST_REQUIRE(out.errors.size() == 1);
    const FieldError& error = out.errors[0];
    BOOST_TEST(error.path == "e[1].m");
    BOOST_TEST(error.missingReference);
    BOOST_TEST(error.dataset == Uuid);
    BOOST_TEST(error.field == "number");
    BOOST_TEST(error.value == "Z\"9");
    BOOST_TEST(error.message.find("Z\"9") != std::string::npos, error.message);
    BOOST_TEST(out.waits());
    BOOST_TEST(!out.ok());
}

BOOST_AUTO_TEST_CASE(OtherErrorsDoNotWait)
{
    Rig rig(target({node("m", mongo("id", "no")), node("w", "{{wrong}}")}));
    rig.datasets.add(std::string(Uuid));
    const Mapped out = rig.map(R"({"no":"A"})");
    BOOST_TEST(out.errors.size() == 2);
    BOOST_TEST(!out.waits());
    BOOST_TEST(!Mapped().waits());
}

BOOST_AUTO_TEST_CASE(EmptyAndWrongLookupValues)
{
    struct Failure
    {
        std::string_view row;
        std::string_view says;
    };
    constexpr Failure Failures[] = {
        {R"({"no":""})", "lookup value is empty"}, {R"({"no":null})", "is empty (null)"},
        {R"({"nr":"A"})", "no field \"no\""},      {R"({"no":["A"]})", "is a JSON array"},
        {R"({"no":{"a":1}})", "is a JSON object"},
    };
    for (const Failure& failure : Failures)
    {
        Rig rig(target({node("m", mongo("id", "no"))}));
        rig.datasets.add(std::string(Uuid)).put("1", R"({"id":"1001","number":"","x":"A"})", 1);
        const Mapped out = rig.map(failure.row);
        BOOST_REQUIRE_MESSAGE(out.errors.size() == 1, failure.row);
        BOOST_TEST(!out.errors[0].missingReference);
        BOOST_TEST(out.errors[0].message.find(failure.says) != std::string::npos, out.errors[0].message);
    }
}

BOOST_AUTO_TEST_CASE(ANumberFindsItsText)
{
    Rig rig(target({node("m", mongo("id", "no"))}));
    rig.datasets.add(std::string(Uuid)).put("1", R"({"id":"1001","number":"80"})", 1);
    BOOST_TEST(rig.body(R"({"no":80})") == R"({"m":"1001"})");
}

BOOST_AUTO_TEST_CASE(ADataSetNobodyFills)
{
    Rig rig(target({node("m", mongo("id", "no"))}));
    const Mapped out = rig.map(R"({"no":"A"})");
    BOOST_REQUIRE(out.errors.size() == 1);
    BOOST_TEST(out.errors[0].missingReference);
    BOOST_TEST(out.errors[0].message.find("No flow fills") != std::string::npos, out.errors[0].message);
}

BOOST_AUTO_TEST_CASE(SeveralHitsTakeTheNewestAndSaySo)
{
    Rig rig(target({node("m", mongo("id", "no"))}));
    Dataset& rows = rig.datasets.add(std::string(Uuid));
    rows.put("1", R"({"id":"newest","number":"A"})", 9);
    rows.put("2", R"({"id":"older","number":"A"})", 3);
    std::vector<Trace> trace;
    BOOST_TEST(rig.map(R"({"no":"A"})", &trace).body == R"({"m":"newest"})");
    BOOST_TEST(trace.at(0).note == "2 rows match, the newest was taken");
}

BOOST_AUTO_TEST_CASE(ValuesAreNeverPastedIntoTheQuery)
{
    Rig rig(target({node("m", mongo("id", "no"))}));
    Dataset& rows = rig.datasets.add(std::string(Uuid));
    rows.put("0", R"({"id":"wrong","number":"A"})", 99);
    for (const std::string_view hostile : {R"(A"},"content.x":{"$ne":"1)", R"("})", R"({{no}})",
                                           R"(' or 1=1)", "\\", "A\x01", "{\"$ne\":\"\"}", "A "})
    {
        rows.put(hostile, "{\"id\":\"right\",\"number\":" + quoted(hostile) + "}", 1);
        BOOST_TEST(rig.body("{\"no\":" + quoted(hostile) + "}") == R"({"m":"right"})", hostile);
    }
    BOOST_TEST(rig.map(R"({"no":"A\"}"})").errors.size() == 1);
}

BOOST_AUTO_TEST_CASE(HeaderLookupsAreAskedOnceForAllLines)
{
    Rig rig(target(
        {arrayNode("e", "l", {node("s", find("id", "number={wh}")), node("m", mongo("id", "l.no"))})}));
    Dataset& rows = rig.datasets.add(std::string(Uuid));
    rows.put("1", R"({"id":"W","number":"WH"})", 1);
    rows.put("2", R"({"id":"A1","number":"A"})", 1);
    BOOST_TEST(rig.body(R"({"wh":"WH","l":[{"no":"A"},{"no":"WH"}]})") ==
               R"({"e":[{"s":"W","m":"A1"},{"s":"W","m":"W"}]})");
    BOOST_TEST(rig.body(R"({"wh":"A","l":[{"no":"A"}]})") == R"({"e":[{"s":"A1","m":"A1"}]})");
    const Mapped out = rig.map(R"({"wh":"?","l":[{"no":"A"},{"no":"A"}]})");
    BOOST_REQUIRE(out.errors.size() == 2);
    BOOST_TEST(out.errors[1].value == "?");
}

BOOST_AUTO_TEST_CASE(TypeOfTheAnswer)
{
    Rig rig(target(
        {node("a", find("id", "number={no}"), "int"), node("b", find("flag", "number={no}"), "bool")}));
    rig.datasets.add(std::string(Uuid))
        .put("1", R"({"id":"1362188104995221504","number":"A","flag":"true"})", 1);
    BOOST_TEST(rig.body(R"({"no":"A"})") == R"({"a":1362188104995221504,"b":true})");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
