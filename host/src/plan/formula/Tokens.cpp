#include "plan/formula/Tokens.h"

#include "plan/Template.h"

#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::plan::formula
{

namespace
{

constexpr std::string_view EndOfLookup[] = {"_endFind", "_endMongoQuery"};

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool isNamePart(char c) noexcept
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

class Splitter
{
public:
    Splitter(std::string_view text, std::string& problem) : _text(text), _problem(problem) {}

    std::vector<Token> split()
    {
        while (skipBlanks(), _at < _text.size())
        {
            _tokens.push_back({Token::Kind::Operator, {}, _at});
            if (!next())
            {
                return {};
            }
        }
        _tokens.push_back({Token::Kind::End, {}, _at});
        return std::move(_tokens);
    }

private:
    void skipBlanks()
    {
        while (_at < _text.size() && static_cast<unsigned char>(_text[_at]) <= ' ')
        {
            ++_at;
        }
    }

    bool fail(std::string_view id)
    {
        _problem = text::say(id, {sdk::excerpt(_text.substr(_tokens.back().at), 60)});
        return false;
    }

    bool next()
    {
        const char c = _text[_at];
        if (c == '\'' || c == '"')
        {
            return quoted(c);
        }
        const std::string_view rest = _text.substr(_at);
        if (rest.starts_with("_findCollection") || rest.starts_with("_mongoQuery"))
        {
            return lookup();
        }
        if (templateEnd(_at) != _at)
        {
            return spliced(_at);
        }
        if (isDigit(c) || (c == '.' && _at + 1 < _text.size() && isDigit(_text[_at + 1])))
        {
            return number();
        }
        return isNamePart(c) ? name() : symbol();
    }

    bool take(Token::Kind kind, std::size_t end)
    {
        _tokens.back().kind = kind;
        _tokens.back().text = _text.substr(_at, end - _at);
        _at = end;
        return true;
    }

    // Behind the template that begins here; `at` when none does.
    std::size_t templateEnd(std::size_t at) const
    {
        if (at >= _text.size() || _text[at] != '{')
        {
            return at;
        }
        const bool two = _text.substr(at).starts_with("{{");
        const std::size_t end = _text.find(two ? "}}" : "}", at);
        return end == std::string_view::npos ? at : end + (two ? 2 : 1);
    }

    bool spliced(std::size_t from)
    {
        std::size_t end = from;
        while (end < _text.size())
        {
            const std::size_t behind = templateEnd(end);
            if (behind != end)
            {
                end = behind;
            }
            else if (isNamePart(_text[end]) || _text[end] == '.')
            {
                ++end;
            }
            else
            {
                break;
            }
        }
        return take(Token::Kind::Spliced, end);
    }

    bool number()
    {
        std::size_t end = _at;
        bool exponent = false;
        while (end < _text.size() && (isDigit(_text[end]) || _text[end] == '.'))
        {
            ++end;
        }
        if (end < _text.size() && (_text[end] | 0x20) == 'e')
        {
            std::size_t digits = end + 1;
            digits += digits < _text.size() && (_text[digits] == '+' || _text[digits] == '-') ? 1 : 0;
            exponent = digits < _text.size() && isDigit(_text[digits]);
            end = exponent ? digits : end;
        }
        while (exponent && end < _text.size() && isDigit(_text[end]))
        {
            ++end;
        }
        if (templateEnd(end) != end)
        {
            return spliced(_at);
        }
        return take(Token::Kind::Number, end);
    }

    bool name()
    {
        std::size_t end = _at;
        while (end < _text.size() && isNamePart(_text[end]))
        {
            ++end;
        }
        if (templateEnd(end) != end)
        {
            return spliced(_at);
        }
        return take(Token::Kind::Name, end);
    }

    bool symbol()
    {
        static constexpr std::string_view Symbols[] = {"<=>", "<=", ">=", "<>", "!=", "&&", "||",
                                                       "+",   "-",  "*",  "/",  "%",  "(",  ")",
                                                       ",",   "=",  "<",  ">",  "!"};
        for (const std::string_view symbol : Symbols)
        {
            if (_text.substr(_at).starts_with(symbol))
            {
                return take(Token::Kind::Operator, _at + symbol.size());
            }
        }
        return fail("plan.function_character");
    }

    bool lookup()
    {
        std::size_t end = std::string_view::npos;
        std::string_view terminator;
        for (const std::string_view word : EndOfLookup)
        {
            const std::size_t found = _text.find(word, _at);
            if (found < end)
            {
                end = found;
                terminator = word;
            }
        }
        if (terminator.empty())
        {
            return fail("plan.function_lookup_end");
        }
        std::size_t last = end;
        while (last > _at && _text[last - 1] == ' ')
        {
            --last;
        }
        take(Token::Kind::Lookup, last);
        _at = end + terminator.size();
        return true;
    }

    bool quoted(char quote)
    {
        Token& token = _tokens.back();
        token.kind = Token::Kind::Text;
        for (++_at; _at < _text.size(); ++_at)
        {
            const char c = _text[_at];
            const char ahead = _at + 1 < _text.size() ? _text[_at + 1] : '\0';
            if (c == quote && ahead != quote)
            {
                ++_at;
                return true;
            }
            if (c == quote)
            {
                ++_at; // twice: once
            }
            else if (c == '\\' && ahead != '\0')
            {
                ++_at;
                token.text += escaped(ahead);
                continue;
            }
            token.text += c;
        }
        return fail("plan.function_quote");
    }

    // \% and \_ keep their backslash: it has a meaning for LIKE.
    static std::string escaped(char c)
    {
        switch (c)
        {
        case 'n':
            return "\n";
        case 't':
            return "\t";
        case 'r':
            return "\r";
        case '%':
            return "\\%";
        case '_':
            return "\\_";
        default:
            return std::string(1, c);
        }
    }

    std::string_view _text;
    std::string& _problem;
    std::size_t _at = 0;
    std::vector<Token> _tokens;
};

} // namespace

std::vector<Token> tokensOf(std::string_view text, std::string& problem)
{
    return Splitter(text, problem).split();
}

bool isKeyword(std::string_view name, std::string_view keyword) noexcept
{
    return std::equal(name.begin(), name.end(), keyword.begin(), keyword.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
}

} // namespace duijie::plan::formula
