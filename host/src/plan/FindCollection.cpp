// _findCollection find FIELD from DATASET where A={{x}} B={y}
#include "plan/LookupExpression.h"
#include "plan/LookupTokens.h"

#include "text/Catalogue.h"

namespace duijie::plan
{

namespace
{

constexpr std::string_view Keyword = "_findCollection";
constexpr std::string_view ContentPrefix = "content.";

std::string_view withoutContent(std::string_view field) noexcept
{
    return field.starts_with(ContentPrefix) ? field.substr(ContentPrefix.size()) : field;
}

// The right side of a condition: to the next blank outside quotes and braces. npos: something is not closed.
std::size_t valueSize(std::string_view text) noexcept
{
    if (text.starts_with('\'') || text.starts_with('"'))
    {
        const std::size_t close = text.find(text.front(), 1);
        return close == std::string_view::npos ? close : close + 1;
    }
    std::size_t size = 0;
    while (size < text.size() && std::string_view(" \t\r\n").find(text[size]) == std::string_view::npos)
    {
        if (text.substr(size).starts_with("{{"))
        {
            const std::size_t close = text.find("}}", size);
            if (close == std::string_view::npos)
            {
                return close;
            }
            size = close + 1;
        }
        ++size;
    }
    return size;
}

class FindReader
{
public:
    FindReader(std::string_view text, std::string& problem) : _tokens(text), _problem(problem) {}

    std::optional<LookupExpression> read()
    {
        if (!readHead())
        {
            return std::nullopt;
        }
        do
        {
            if (!readCondition())
            {
                return std::nullopt;
            }
            _tokens.skipBlanks();
            if (_tokens.rest() == "_endFind")
            {
                break;
            }
        } while (!_tokens.atEnd());
        return std::move(_result);
    }

private:
    bool fail(std::string_view id, std::string_view argument)
    {
        _problem = text::say(id, {argument});
        return false;
    }

    bool readHead()
    {
        _tokens.take(Keyword);
        _tokens.skipBlanks();
        const bool find = _tokens.word() == "find";
        _result.wanted = withoutContent(_tokens.word());
        const bool from = _tokens.word() == "from";
        _result.dataset = _tokens.word();
        const bool where = _tokens.word() == "where";
        const bool one = _result.wanted.find_first_of("*,{}()'\"") == std::string::npos;
        if (!find || !from || !where || !one || _result.wanted.empty() || _tokens.atEnd())
        {
            return fail("plan.find_form", {});
        }
        return isDatasetId(_result.dataset) || fail("plan.lookup_dataset", _result.dataset);
    }

    bool readCondition()
    {
        const std::string_view all = _tokens.rest();
        const std::size_t equals = all.find('=');
        std::string_view field = all.substr(0, std::min(equals, all.size()));
        while (field.ends_with(' '))
        {
            field.remove_suffix(1);
        }
        field = withoutContent(field);
        if (equals == std::string_view::npos || field.empty() ||
            field.find_first_of(" '\"{}()<>!,") != field.npos)
        {
            return fail("plan.find_condition", all);
        }
        _tokens.skip(equals + 1);
        _tokens.skipBlanks();
        return readValue(std::string(field), all);
    }

    bool readValue(std::string field, std::string_view all)
    {
        const std::size_t size = valueSize(_tokens.rest());
        if (size == std::string_view::npos || size == 0)
        {
            return fail("plan.find_condition", all);
        }
        std::string_view value = _tokens.rest().substr(0, size);
        _tokens.skip(size);
        const bool quoted = value.front() == '\'' || value.front() == '"';
        if (quoted)
        {
            value = value.substr(1, value.size() - 2);
        }
        if (quoted && !_tokens.atEnd() && !_tokens.rest().starts_with(' '))
        {
            return fail("plan.find_condition", all);
        }
        std::optional<Template> parsed = parseTemplate(value, _problem);
        if (!parsed)
        {
            return false;
        }
        if (parsed->parts.empty())
        {
            return fail("plan.lookup_constant_empty", field);
        }
        _result.conditions.push_back({std::move(field), std::move(*parsed)});
        return true;
    }

    LookupTokens _tokens;
    std::string& _problem;
    LookupExpression _result;
};

} // namespace

std::optional<LookupExpression> parseFindCollection(std::string_view text, std::string& problem)
{
    return FindReader(text, problem).read();
}

} // namespace duijie::plan
