// _function by itself: what it computes, and what it says about what it cannot read.
#include "plan/formula/Formula.h"

#include "text/Catalogue.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <ostream>

using namespace duijie::plan::formula;

namespace
{

// 2024-06-10 14:13:20 in China.
constexpr int64_t NowMs = 1'718'000'000'000;

// Inputs by the text that stands for them; columns of the lines 2, NULL and 5.
class Given final : public Inputs
{
public:
    explicit Given(const Formula& formula) : _formula(formula) {}

    bool value(std::size_t input, Value& out) override
    {
        static const std::map<std::string, Value> Values = {
            {"{{qty}}", *Number::parse("3.50")},
            {"{{price}}", *Number::parse("19.99")},
            {"{{zero}}", Number(0)},
            {"{{nothing}}", Value()},
            {"{{name}}", std::string("O'Brien")},
            {"{{time}}000", *Number::parse("1718000000000")},
            {"{{yes}}", Number(1)},
            {"{{word}}", std::string("true")},
        };
        if (_formula.inputs()[input].text == "{{lines.qty}}")
        {
            out = _element == 1 ? Value() : Value(Number(_element == 0 ? 2 : 5));
            return true;
        }
        const auto found = Values.find(_formula.inputs()[input].text);
        if (found != Values.end())
        {
            out = found->second;
        }
        return found != Values.end();
    }

    bool open(std::size_t, std::size_t& count) override
    {
        count = 3;
        return true;
    }
    void select(std::size_t element) override { _element = element; }
    void close() override {}

private:
    const Formula& _formula;
    std::size_t _element = 0;
};

std::string computed(const std::string& text)
{
    std::string problem;
    const std::optional<Formula> formula = Formula::parse(text, problem);
    if (!formula)
    {
        return "not read: " + problem;
    }
    Given given(*formula);
    const Outcome outcome = formula->evaluate(given, {NowMs, 480});
    switch (outcome.kind)
    {
    case Outcome::Kind::NoInput:
        return "no input";
    case Outcome::Kind::DividedByZero:
        return "divided by zero";
    case Outcome::Kind::TooManyDigits:
        return "too many digits";
    default:
        return outcome.value.isNull() ? "NULL" : outcome.value.text();
    }
}

struct Example
{
    const char* expression;
    const char* result;
};

std::ostream& operator<<(std::ostream& out, const Example& example)
{
    return out << example.expression;
}

const Example Examples[] = {
    // exact numbers
    {"0.1 + 0.2", "0.3"},
    {"'0.1' + '0.2'", "0.3"},
    {"{{qty}} * {{price}}", "69.9650"},
    {"{{qty}}*-1", "-3.50"},
    {"10 / 4", "2.5000"},
    {"10/3*3", "10.0000"},
    {"7 DIV 2", "3"},
    {"-7 % 3", "-1"},
    {"7 MOD 4", "3"},
    {"1 + 2 * 3", "7"},
    {"(1 + 2) * 3", "9"},
    {"2 - 3 - 4", "-5"},
    {"- - 2", "2"},
    {"1e3", "1000"},
    {".5 + 1", "1.5"},
    {"'12abc' + 1", "13"},
    {"99999999999999999999.99 * 3", "299999999999999999999.97"},
    {"123456789012345678901234567890123 * 1000000000000000000000000000000000000", "too many digits"},
    // what a decimal is rounded to
    {"ROUND(2.5)", "3"},
    {"ROUND(-2.5)", "-3"},
    {"ROUND(1.005, 2)", "1.01"},
    {"ROUND(1234, -2)", "1200"},
    {"ROUND(1.5, 3)", "1.500"},
    {"TRUNCATE(-1.999, 1)", "-1.9"},
    {"FLOOR(-1.5)", "-2"},
    {"CEIL(1.0001)", "2"},
    {"ABS(-3)", "3"},
    {"CAST(1.005 AS DECIMAL(10,2))", "1.01"},
    {"CAST('12.7' AS SIGNED)", "12"},
    {"CONVERT(3, CHAR)", "3"},
    // dividing by zero
    {"1/0", "divided by zero"},
    {"{{qty}} / {{zero}}", "divided by zero"},
    {"IFNULL({{qty}} / {{zero}}, 0)", "0"},
    {"1 / NULLIF({{zero}}, 0)", "NULL"},
    // texts
    {"CONCAT('旺店通', 'No.', 5)", "旺店通No.5"},
    {"concat('a', NULL)", "NULL"},
    {"CONCAT_WS('-', 'a', NULL, 'b')", "a-b"},
    {"LEFT('盘盈单号', 2)", "盘盈"},
    {"RIGHT('盘盈单号', 2)", "单号"},
    {"SUBSTRING('盘盈单号', 2, 2)", "盈单"},
    {"SUBSTR('abc' FROM 2)", "bc"},
    {"MID('abcdef', -3, 2)", "de"},
    {"LOCATE('单', '盘盈单号')", "3"},
    {"LOCATE('B', 'abc')", "2"},
    {"REPLACE('a-b-c', '-', '')", "abc"},
    {"TRIM('  x ')", "x"},
    {"TRIM(LEADING '0' FROM '00120')", "120"},
    {"TRIM('ab' FROM 'abcab')", "c"},
    {"UPPER('aé')", "AÉ"},
    {"LENGTH('单') + CHAR_LENGTH('单')", "4"},
    {"'it''s'", "it's"},
    {"'a\\'b'", "a'b"},
    {"\"double\"", "double"},
    {"{{name}}", "O'Brien"},
    {"CONCAT({{name}}, '!')", "O'Brien!"},
    // logic
    {"1 = 1.0", "1"},
    {"'a' = 'A '", "1"},
    {"'10' < '9'", "1"},
    {"'10' < 9", "0"},
    {"NULL = NULL", "NULL"},
    {"NULL <=> NULL", "1"},
    {"NULL AND FALSE", "0"},
    {"NULL OR TRUE", "1"},
    {"NOT 0", "1"},
    {"! 1", "0"},
    {"1 XOR 1", "0"},
    {"3 BETWEEN 1 AND 5", "1"},
    {"3 NOT IN (1, 2)", "1"},
    {"3 IN (1, NULL)", "NULL"},
    {"'盘盈单' LIKE '%盈_'", "1"},
    {"'a%' LIKE 'a\\%'", "1"},
    {"'ab' LIKE 'a\\%'", "0"},
    {"NULL IS NULL", "1"},
    {"0 IS NOT TRUE", "1"},
    // truth as vendors send it
    {"CASE {{yes}} WHEN true THEN 'x' ELSE 'y' END", "x"},
    {"CASE {{word}} WHEN true THEN 'x' ELSE 'y' END", "x"},
    {"CASE 'false' WHEN TRUE THEN 'x' WHEN 0 THEN 'y' END", "y"},
    // choices
    {"CASE '0' WHEN '0' THEN 'true' ELSE 'false' END", "true"},
    {"case when 1>2 then 'a' when 2>1 then 'b' end", "b"},
    {"CASE 5 WHEN 1 THEN 2 END", "NULL"},
    {"IF(0, 'a', 'b')", "b"},
    {"COALESCE(NULL, {{nothing}}, 'c')", "c"},
    {"IF(1, 2, {{unknown}})", "2"},
    {"IF(0, 2, {{unknown}})", "no input"},
    {"GREATEST(3, 11, 5)", "11"},
    {"ELT(2, 'a', 'b')", "b"},
    // times
    {"NOW()", "2024-06-10 14:13:20"},
    {"CURDATE()", "2024-06-10"},
    {"CURRENT_DATE", "2024-06-10"},
    {"UNIX_TIMESTAMP()", "1718000000"},
    {"FROM_UNIXTIME(1718000000-600,'%Y-%m-%d %H:%i:%s')", "2024-06-10 14:03:20"},
    {"UNIX_TIMESTAMP('2024-06-10 14:13:20')", "1718000000"},
    {"{{time}}000*1", "1718000000000"},
    {"DATE_ADD('2024-01-31', INTERVAL 1 MONTH)", "2024-02-29"},
    {"DATE_SUB(CURDATE(), INTERVAL DAY(CURDATE())-1 DAY)", "2024-06-01"},
    {"NOW() - INTERVAL 1 DAY", "2024-06-09 14:13:20"},
    {"LAST_DAY('2024-02-01')", "2024-02-29"},
    {"DATEDIFF('2024-03-01', '2024-02-01')", "29"},
    {"DATE_FORMAT('2024-06-10 08:05:09', '%Y年%m月%d日 %H:%i')", "2024年06月10日 08:05"},
    {"STR_TO_DATE('10/06/2024', '%d/%m/%Y')", "2024-06-10"},
    {"STR_TO_DATE('31/02/2024', '%d/%m/%Y')", "NULL"},
    {"DATE_FORMAT('2024-02-30', '%Y')", "NULL"},
    {"TIMESTAMPDIFF(HOUR, '2024-01-01', '2024-01-02 12:30:00')", "36"},
    // columns
    {"sum({{lines.qty}})", "7"},
    {"AVG({{lines.qty}})", "3.5000"},
    {"min({{lines.qty}}) + max({{lines.qty}})", "7"},
    {"count({{lines.qty}})", "2"},
    {"sum({{lines.qty}} * {{price}})", "139.93"},
};

BOOST_AUTO_TEST_SUITE(Formulas)

BOOST_DATA_TEST_CASE(IsComputed, boost::unit_test::data::make(Examples), example)
{
    BOOST_TEST(computed(example.expression) == example.result);
}

const Example Broken[] = {
    {"", "The expression ends too early; a value is missing."},
    {"1 +", "The expression ends too early; a value is missing."},
    {"(1", "The expression ends too early; ) is missing."},
    {"1 2", "\"2\" is not expected in the expression here; expected is the end of the expression."},
    {"CONCATT('a')", "The function CONCATT is not known. Did you mean: concat?"},
    {"MD5('a')",
     "The function MD5 is not known. docs/metadata-language.md lists those that can be computed."},
    {"LEFT('a')", "LEFT takes 2 arguments; 1 are given."},
    {"IF()", "IF takes 3 arguments; 0 are given."},
    {"IFNULL()", "IFNULL takes 2 arguments; 0 are given."},
    {"IF(1)", "IF takes 3 arguments; 1 are given."},
    {"ROUND(1, 2, 3)", "ROUND takes 1-2 arguments; 3 are given."},
    {"'open", "A quote in the expression is not closed: 'open"},
    {"abc", "\"abc\" in the expression is neither a function nor a value. A text stands in quotes: 'abc'."},
    {"1 ? 2 : 3", "The expression cannot be read from here on: ? 2 : 3"},
    {"1 === 2", "\"=\" is not expected in the expression here; expected is a value."},
    {"case _findCollection find A from B where C={{d}} when 1 then 2 end",
     "The lookup inside the expression is not closed. Write _endFind behind it: _findCollection find A from "
     "B where "
     "C={{d}} when 1 then 2..."},
    {"'_findCollection find A from B where C=1 _endFind'",
     "The lookup is inside quotes and would be a plain text: '_findCollection find A from B where C=1 "
     "_endFind'. Remove "
     "the quotes and close it with _endFind."},
    {"concat('_findCollection find A from B where C={{d}} _endFind', 'x')",
     "The lookup is inside quotes and would be a plain text: '_findCollection find A from B where C={{d}} "
     "_endFind'. Remove "
     "the quotes and close it with _endFind."},
    {"'_mongoquery x'", "The lookup is inside quotes and would be a plain text: '_mongoquery x'. Remove "
                        "the quotes and close it with _endFind."},
    {"case 1 when 2 then 3", "The expression ends too early; end is missing."},
    {"sum(sum({{lines.qty}}))", "sum, avg, min, max and count cannot be nested."},
    {"sum(5)", "sum, avg, min, max and count need a value of the lines, for example the quantity of a list."},
    {"DATE_ADD(NOW(), INTERVAL 1 MOON)", "\"MOON\" is not expected in the expression here; expected is "
                                         "SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, "
                                         "YEAR."},
};

BOOST_DATA_TEST_CASE(SaysWhatIsWrong, boost::unit_test::data::make(Broken), example)
{
    BOOST_TEST(computed(example.expression) == std::string("not read: ") + example.result);
}

BOOST_AUTO_TEST_CASE(DeepNestingIsRefused)
{
    BOOST_TEST(computed(std::string(500, '(') + "1" + std::string(500, ')')) ==
               "not read: The expression is nested more than 64 levels deep.");
    BOOST_TEST(computed(std::string(500, '-') + "1") ==
               "not read: The expression is nested more than 64 levels deep.");
    BOOST_TEST(computed(std::string(40, '(') + "1" + std::string(40, ')')) == "1");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
