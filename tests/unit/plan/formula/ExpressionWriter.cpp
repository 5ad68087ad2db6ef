#include "ExpressionWriter.h"

#include <array>
#include <utility>

namespace duijie::plan::formula
{

namespace
{

constexpr int Deepest = 3;

std::string quoted(std::string_view text)
{
    return "'" + std::string(text) + "'";
}

std::string call(std::string_view name, std::initializer_list<std::string> arguments)
{
    std::string out = std::string(name) + "(";
    for (const std::string& argument : arguments)
    {
        out += (out.ends_with('(') ? "" : ", ") + argument;
    }
    return out + ")";
}

} // namespace

std::string ExpressionWriter::whole(int least, int most)
{
    return std::to_string(least + static_cast<int>(below(static_cast<std::size_t>(most - least + 1))));
}

std::string ExpressionWriter::write()
{
    return any(0);
}

std::string ExpressionWriter::any(int depth)
{
    switch (below(8))
    {
    case 0:
    case 1:
    case 2:
        return number(depth);
    case 3:
    case 4:
    case 5:
        return text(depth);
    case 6:
        return moment(depth);
    default:
        return truth(depth);
    }
}

std::string ExpressionWriter::numberLiteral()
{
    static constexpr std::array<std::string_view, 8> Decimals = {"0.5",  "12.10",  "0.005",   "99.995",
                                                                 "1.25", "3.1415", "1000.00", "0.0001"};
    switch (_exact ? 2 + below(6) : below(8))
    {
    case 0:
        return quoted(whole(0, 50));
    case 1:
        return quoted(whole(0, 50) + "." + whole(0, 99));
    case 2:
    case 3:
        return std::string(one(Decimals));
    case 4:
        return whole(0, 9) + "." + whole(0, 99);
    default:
        return whole(0, 120);
    }
}

// A remainder of binary numbers shows their errors, an exact one has none.
std::string ExpressionWriter::exactNumber()
{
    return below(2) == 0 ? whole(0, 120) : whole(0, 9) + "." + whole(0, 99);
}

// Branches of a choice: MySQL gives all of them the decimals of the longest, here the one that is taken
// decides.
std::string ExpressionWriter::wholeNumber(int)
{
    return below(4) == 0 && !_exact ? quoted(whole(0, 50)) : whole(0, 120);
}

// Numbers without texts among them: rounding a binary number depends on its errors.
std::string ExpressionWriter::exactly(int depth)
{
    const bool before = std::exchange(_exact, true);
    std::string out = number(depth);
    _exact = before;
    return out;
}

std::string ExpressionWriter::numberCall(int depth)
{
    static constexpr std::array<std::string_view, 6> Parts = {"WEEKDAY", "QUARTER", "DAYOFWEEK",
                                                              "YEAR",    "MONTH",   "DAYOFMONTH"};
    static constexpr std::array<std::string_view, 6> Units = {"DAY",  "HOUR", "MONTH",
                                                              "YEAR", "WEEK", "MINUTE"};
    switch (below(18))
    {
    case 12:
        return call(one(Parts), {moment(depth)});
    case 13:
        return call("TIMESTAMPDIFF", {std::string(one(Units)), momentLiteral(), moment(depth)});
    case 14:
        return call("CAST", {exactly(depth) + " AS DECIMAL(20," + whole(0, 3) + ")"});
    case 15:
        return call("CAST", {exactly(depth) + " AS SIGNED"});
    case 16:
        return call("INSTR", {text(depth), textLiteral()});
    case 17:
        return call("FIELD", {text(depth), textLiteral(), textLiteral()});
    case 0:
        return call("ROUND", {exactly(depth), whole(0, 3)});
    case 1:
        return call("FLOOR", {number(depth)});
    case 2:
        return call(below(2) == 0 ? "CEIL" : "CEILING", {number(depth)});
    case 3:
        return call("TRUNCATE", {exactly(depth), whole(0, 3)});
    case 4:
        return call("ABS", {number(depth)});
    case 5:
        return call("MOD", {exactNumber(), exactNumber()});
    case 6:
        return call("CHAR_LENGTH", {text(depth)});
    case 7:
        return call("LENGTH", {text(depth)});
    case 8:
        return call("LOCATE", {textLiteral(), text(depth)});
    case 9:
        return call("DATEDIFF", {moment(depth), moment(depth)});
    case 10:
        return call(below(2) == 0 ? "DAY" : "UNIX_TIMESTAMP", {momentLiteral()});
    default:
        return call("IFNULL",
                    {"NULLIF(" + wholeNumber(depth) + ", " + wholeNumber(depth) + ")", wholeNumber(depth)});
    }
}

std::string ExpressionWriter::number(int depth)
{
    if (depth >= Deepest)
    {
        return numberLiteral();
    }
    static constexpr std::array<std::string_view, 7> Operators = {"+", "-", "*", "/", "-", "DIV", "*"};
    switch (below(8))
    {
    case 0:
    case 1:
        return "(" + number(depth + 1) + " " + std::string(one(Operators)) + " " + number(depth + 1) + ")";
    case 2:
        return number(depth + 1) + " " + std::string(one(Operators)) + " " + number(depth + 1);
    case 3:
        return numberCall(depth + 1);
    case 4:
        return choice(depth + 1, &ExpressionWriter::wholeNumber);
    case 5:
        return "-" + numberLiteral();
    case 6:
        return below(2) == 0 ? "(" + exactNumber() + " % " + exactNumber() + ")" : numberLiteral();
    default:
        return numberLiteral();
    }
}

std::string ExpressionWriter::textLiteral()
{
    static constexpr std::array<std::string_view, 14> Texts = {
        "abc",  "ABC",    "a",     "",         "旺店通", "盘盈单-2024", "WH01",
        "x y ", "  trim", "1.5kg", "O''Brien", "b%c_d",  "2024",        "仓库A"};
    return quoted(one(Texts));
}

std::string ExpressionWriter::textCall(int depth)
{
    static constexpr std::array<std::string_view, 8> Formats = {
        "%Y%m%d",      "%Y-%m-%d %H:%i:%s", "%a %b %c %D %e %j", "%h:%i %p %T", "%U %u %V %v %X %x",
        "%y %k %l %r", "%W %M %w %f %%",    "%d/%m/%Y%q"};
    switch (below(16))
    {
    case 12:
        return call("CONCAT_WS", {textLiteral(), text(depth), "NULL", textLiteral()});
    case 13:
        return call("REVERSE", {text(depth)});
    case 14:
        return call(below(2) == 0 ? "GREATEST" : "LEAST", {text(depth), textLiteral(), textLiteral()});
    case 15:
        return call("CAST", {exactly(depth) + " AS CHAR"});
    case 0:
        return call("CONCAT", {text(depth), below(2) == 0 ? wholeNumber(depth) : moment(depth)});
    case 1:
        return call("LEFT", {text(depth), whole(0, 5)});
    case 2:
        return call("RIGHT", {text(depth), whole(0, 5)});
    case 3:
        return call("SUBSTRING", {text(depth), whole(-4, 5), whole(0, 4)});
    case 4:
        return call("REPLACE", {text(depth), textLiteral(), textLiteral()});
    case 5:
        return call("TRIM", {text(depth)});
    case 6:
        return call(below(2) == 0 ? "UPPER" : "LOWER", {text(depth)});
    case 7:
        return call("DATE_FORMAT", {momentLiteral(), quoted(one(Formats))});
    case 8:
        return call("FROM_UNIXTIME", {whole(0, 2000000000), quoted("%Y-%m-%d %H:%i:%s")});
    case 9:
        return call("LPAD", {text(depth), whole(0, 9), quoted("0")});
    case 10:
        return call("SUBSTRING_INDEX", {text(depth), quoted(below(2) == 0 ? "-" : "a"), whole(-2, 2)});
    default:
        return call("COALESCE", {"NULL", text(depth)});
    }
}

std::string ExpressionWriter::text(int depth)
{
    if (depth >= Deepest)
    {
        return textLiteral();
    }
    switch (below(4))
    {
    case 0:
    case 1:
        return textCall(depth + 1);
    case 2:
        return choice(depth + 1, &ExpressionWriter::text);
    default:
        return textLiteral();
    }
}

std::string ExpressionWriter::momentLiteral()
{
    static constexpr std::array<std::string_view, 9> Moments = {"2024-02-29",
                                                                "2023-12-31 23:59:59",
                                                                "2024-01-31 08:30:00",
                                                                "2024-02-30",
                                                                "2025-01-01 00:00:00",
                                                                "2024-07-15 12:00:01",
                                                                "20240305",
                                                                "2024-1-5",
                                                                "no date"};
    return quoted(one(Moments));
}

std::string ExpressionWriter::moment(int depth)
{
    static constexpr std::array<std::string_view, 7> Units = {"SECOND", "MINUTE", "HOUR", "DAY",
                                                              "WEEK",   "MONTH",  "YEAR"};
    const std::string by = whole(-40, 40);
    switch (depth >= Deepest ? 0 : below(7))
    {
    case 1:
        return call("DATE_ADD", {moment(depth + 1), "INTERVAL " + by + " " + std::string(one(Units))});
    case 2:
        return call("DATE_SUB", {moment(depth + 1), "INTERVAL " + by + " " + std::string(one(Units))});
    case 3:
        return call("LAST_DAY", {moment(depth + 1)});
    case 4:
        return below(3) == 0   ? "NOW()"
               : below(2) == 0 ? "CURDATE()"
                               : call("FROM_UNIXTIME", {whole(0, 2000000000)});
    case 5:
        return call("STR_TO_DATE", {quoted(below(2) == 0 ? "05/03/2024" : "29/02/2024"), quoted("%d/%m/%Y")});
    case 6:
        return call("DATE", {moment(depth + 1)});
    default:
        return momentLiteral();
    }
}

std::string ExpressionWriter::truth(int depth)
{
    static constexpr std::array<std::string_view, 7> Comparisons = {"=", "<>", "<", "<=", ">", ">=", "<=>"};
    if (depth >= Deepest)
    {
        return below(3) == 0 ? "NULL" : below(2) == 0 ? "TRUE" : "FALSE";
    }
    const std::string no = below(3) == 0 ? " NOT" : "";
    switch (below(8))
    {
    case 0:
        return number(depth + 1) + " " + std::string(one(Comparisons)) + " " + number(depth + 1);
    case 1:
        return text(depth + 1) + " " + std::string(one(Comparisons)) + " " + text(depth + 1);
    case 2:
        return "(" + truth(depth + 1) + (below(2) == 0 ? " AND " : " OR ") + truth(depth + 1) + ")";
    case 3:
        return "NOT (" + truth(depth + 1) + ")";
    case 4:
        return number(depth + 1) + no + " BETWEEN " + numberLiteral() + " AND " + numberLiteral();
    case 5:
        return text(depth + 1) + no + " IN (" + textLiteral() + ", " + textLiteral() + ")";
    case 6:
        return text(depth + 1) + no + " LIKE " + quoted(below(2) == 0 ? "%a%" : "_b%");
    default:
        return any(depth + 1) + " IS" + no + " NULL";
    }
}

// Both forms of CASE, and IF.
std::string ExpressionWriter::choice(int depth, std::string (ExpressionWriter::*branch)(int))
{
    const std::string then = (this->*branch)(depth);
    const std::string otherwise = (this->*branch)(depth);
    switch (below(3))
    {
    case 0:
        return call("IF", {truth(depth), then, otherwise});
    case 1:
        return "CASE WHEN " + truth(depth) + " THEN " + then + " ELSE " + otherwise + " END";
    default:
        return "CASE " + text(depth) + " WHEN " + textLiteral() + " THEN " + then + " ELSE " + otherwise +
               " END";
    }
}

} // namespace duijie::plan::formula
