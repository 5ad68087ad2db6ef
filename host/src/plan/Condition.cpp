// Reading of conditions; they are tested in ConditionCheck.cpp.
#include "plan/Condition.h"

#include "plan/Filter.h"
#include "plan/Names.h"
#include "plan/Template.h"

#include "duijie/sdk/Text.h"
#include "duijie/sdk/Times.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

struct Word
{
    std::string_view word;
    Logic logic;
};

constexpr Word Words[] = {
    {"eq", Logic::Equal},
    {"eqv2", Logic::Equal},
    {"neq", Logic::NotEqual},
    {"gt", Logic::Greater},
    {"egt", Logic::GreaterEqual},
    {"lt", Logic::Less},
    {"elt", Logic::LessEqual},
    {"like", Logic::Like},
    {"notlike", Logic::NotLike},
    {"between", Logic::Between},
    {"in", Logic::In},
    {"notin", Logic::NotIn},
    {"isnull", Logic::Null},
    {"null", Logic::Null},
    {"notnull", Logic::NotNull},
};

constexpr std::string_view TimePrefix = "timestamp";

// What stands behind "timestamp"; nothing when the text only begins like it. How the two are parted is not
// the same in all descriptions.
std::optional<std::string_view> behindTimestamp(std::string_view text) noexcept
{
    if (!text.starts_with(TimePrefix) || text.size() == TimePrefix.size())
    {
        return std::nullopt;
    }
    text.remove_prefix(TimePrefix.size());
    const std::size_t begin = text.find_first_not_of(" :|=");
    const bool parted = begin != 0 || (text.front() >= '0' && text.front() <= '9');
    return parted ? std::optional(text.substr(std::min(begin, text.size()))) : std::nullopt;
}

std::string_view trim(std::string_view text) noexcept
{
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::vector<std::string> splitCommas(std::string_view text)
{
    std::vector<std::string> out;
    while (true)
    {
        const std::size_t comma = text.find(',');
        out.emplace_back(trim(text.substr(0, comma)));
        if (comma == std::string_view::npos)
        {
            return out;
        }
        text.remove_prefix(comma + 1);
    }
}

class TestReader
{
public:
    TestReader(sdk::JsonValue value, const std::string& path, Report& report)
        : _value(value), _path(path), _report(report)
    {
    }

    // Nothing when the condition cannot be read; that is reported.
    std::optional<Test> read()
    {
        const std::optional<std::string> field = fieldName(_value.find("field").text());
        _test.word = _value.find("logic").text();
        const std::optional<Logic> logic = logicOf(_test.word);
        if (!field)
        {
            return std::nullopt;
        }
        if (!logic)
        {
            return refuse(".logic", "plan.condition_logic", {_test.word, nearest(_test.word)});
        }
        _test.field = makeRowPath(*field);
        _test.logic = *logic;
        const std::string_view strict = _value.find("strictMode").text();
        _test.strict = strict == "true" || strict == "1";
        const bool needsValue = *logic != Logic::Null && *logic != Logic::NotNull;
        return needsValue && !readOperands() ? std::nullopt : std::optional(std::move(_test));
    }

private:
    std::nullopt_t refuse(std::string_view where, std::string_view id,
                          std::initializer_list<std::string_view> arguments)
    {
        _report.error(_path + std::string(where), id, arguments);
        return std::nullopt;
    }

    // Bare; with braces around it is accepted: it can mean nothing else.
    std::optional<std::string> fieldName(std::string_view written)
    {
        if (written.empty())
        {
            return refuse(".field", "plan.condition_field", {});
        }
        std::string problem;
        const std::optional<Template> parsed = parseTemplate(written, problem);
        if (parsed && !parsed->hasReference())
        {
            return std::string(written);
        }
        if (!parsed || parsed->parts.size() > 1 || parsed->parts.front().filter != Filter::None)
        {
            return refuse(".field", "plan.condition_field_template", {written});
        }
        _report.warning(_path + ".field", "plan.condition_field_braces",
                        {written, parsed->parts.front().text});
        return parsed->parts.front().text;
    }

    static std::string nearest(std::string_view word)
    {
        std::vector<std::string> known;
        for (const Word& entry : Words)
        {
            known.emplace_back(entry.word);
        }
        return nearestOrAll(word, known);
    }

    bool readOperands()
    {
        const sdk::JsonValue value = _value.find("value");
        std::vector<std::string> texts;
        if (!readTexts(value, texts) || !checkTexts(texts))
        {
            return false;
        }
        for (std::string& text : texts)
        {
            Operand operand;
            operand.text = std::move(text);
            if (isPlainNumber(operand.text))
            {
                operand.number = sdk::Decimal::parse(operand.text);
            }
            if (_test.time)
            {
                operand.time = readTime(operand.text, sdk::ChinaOffsetMinutes);
            }
            if (_test.time && !operand.time)
            {
                refuse(".value", "plan.condition_time", {operand.text});
                return false;
            }
            _test.operands.push_back(std::move(operand));
        }
        return true;
    }

    bool readTexts(sdk::JsonValue value, std::vector<std::string>& texts)
    {
        const bool many =
            _test.logic == Logic::In || _test.logic == Logic::NotIn || _test.logic == Logic::Between;
        if (value.isArray() && many)
        {
            _test.wanted = value.raw();
            for (const sdk::JsonValue element : value)
            {
                texts.emplace_back(element.text());
            }
            return true;
        }
        if (!value.exists() || value.isNull() || value.isArray() || value.isObject())
        {
            refuse(".value", "plan.condition_value", {_test.word});
            return false;
        }
        _test.wanted = value.text();
        std::string_view text = value.text();
        if (const auto time = value.isString() ? behindTimestamp(text) : std::nullopt)
        {
            _test.time = true;
            text = *time;
        }
        texts = many ? splitCommas(text) : std::vector<std::string>{std::string(text)};
        return true;
    }

    bool checkTexts(const std::vector<std::string>& texts)
    {
        if (_test.logic == Logic::Between && texts.size() != 2)
        {
            refuse(".value", "plan.condition_between", {_test.wanted});
            return false;
        }
        const bool like = _test.logic == Logic::Like || _test.logic == Logic::NotLike;
        if (_test.time && like)
        {
            refuse(".value", "plan.condition_time_like", {_test.word});
            return false;
        }
        if (like && _test.wanted.find('%') != std::string::npos)
        {
            _report.warning(_path + ".value", "plan.condition_percent", {_test.wanted});
        }
        std::string problem;
        const std::optional<Template> parsed = parseTemplate(_test.wanted, problem);
        if (!parsed || parsed->hasReference())
        {
            refuse(".value", "plan.condition_template", {_test.wanted});
            return false;
        }
        return true;
    }

    sdk::JsonValue _value;
    std::string _path;
    Report& _report;
    Test _test;
};

void readGroup(sdk::JsonValue group, const std::string& path, Condition& condition, Report& report)
{
    if (!group.isArray())
    {
        report.error(path, "plan.condition_shape");
        return;
    }
    if (group.size() == 0)
    {
        report.warning(path, "plan.condition_group_empty");
    }
    condition.groups.emplace_back();
    std::size_t index = 0;
    for (const sdk::JsonValue value : group)
    {
        const std::string at = path + "[" + std::to_string(index++) + "]";
        if (!value.isObject())
        {
            report.error(at, "plan.condition_shape");
            continue;
        }
        std::optional<Test> test = TestReader(value, at, report).read();
        if (test)
        {
            condition.groups.back().push_back(std::move(*test));
        }
    }
}

} // namespace

std::optional<Logic> logicOf(std::string_view word) noexcept
{
    for (const Word& entry : Words)
    {
        const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; };
        if (std::equal(word.begin(), word.end(), entry.word.begin(), entry.word.end(), same))
        {
            return entry.logic;
        }
    }
    return std::nullopt;
}

Condition compileCondition(sdk::JsonValue value, Report& report)
{
    Condition condition;
    if (!value.exists())
    {
        return condition;
    }
    if (!value.isArray())
    {
        report.error("condition", "plan.condition_shape");
        return condition;
    }
    std::size_t index = 0;
    for (const sdk::JsonValue group : value)
    {
        readGroup(group, "condition[" + std::to_string(index++) + "]", condition, report);
    }
    return condition;
}

} // namespace duijie::plan
