#include "plan/Template.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

constexpr auto npos = std::string_view::npos;

std::string_view trim(std::string_view text) noexcept
{
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == npos ? std::string_view() : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

bool isLetter(char c) noexcept
{
    return static_cast<unsigned char>(c) >= 0x80 || c == '_' || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

// With two braces the author means a template, so more characters pass: "$", "-" and the like.
bool isPathChar(char c) noexcept
{
    return static_cast<unsigned char>(c) > 0x20 && std::string_view("{}[]()\"'<>,;:|\\`=").find(c) == npos;
}

bool everySegment(std::string_view path, bool (*first)(char), bool (*rest)(char)) noexcept
{
    while (true)
    {
        const std::size_t dot = path.find('.');
        const std::string_view segment = path.substr(0, dot);
        if (segment.empty() || !first(segment.front()) || !std::all_of(segment.begin(), segment.end(), rest))
        {
            return false;
        }
        if (dot == npos)
        {
            return true;
        }
        path.remove_prefix(dot + 1);
    }
}

bool isIdentifierPath(std::string_view path) noexcept
{
    return everySegment(path, isLetter, [](char c) { return isLetter(c) || isDigit(c); });
}

class Splitter
{
public:
    Splitter(std::string_view text, std::string& problem) : _text(text), _problem(problem) {}

    std::optional<Template> split()
    {
        while (_position < _text.size())
        {
            if (_text[_position] != '{' || !readReference())
            {
                _plain += _text[_position];
                ++_position;
            }
            if (!_problem.empty())
            {
                return std::nullopt;
            }
        }
        flush();
        return std::move(_result);
    }

private:
    void flush()
    {
        if (!_plain.empty())
        {
            _result.parts.push_back({false, false, std::move(_plain), Filter::None});
            _plain.clear();
        }
    }

    // True when a reference began here and was consumed, or `_problem` was set.
    bool readReference() { return _text.substr(_position).starts_with("{{") ? readDouble() : readSingle(); }

    bool readDouble()
    {
        const std::string_view rest = _text.substr(_position);
        if (rest.starts_with("{{{"))
        {
            return false; // text "{", then the template
        }
        const std::size_t close = rest.find("}}");
        if (close == npos)
        {
            _problem = text::say("plan.template_open", {rest.substr(0, 60)});
            return true;
        }
        return readInner(trim(rest.substr(2, close - 2)), rest.substr(0, close + 2), false);
    }

    bool readSingle()
    {
        const std::string_view rest = _text.substr(_position);
        const std::size_t close = rest.find('}');
        if (close == npos)
        {
            return false;
        }
        const std::string_view inner = rest.substr(1, close - 1);
        const std::size_t bar = inner.find('|');
        const bool filterReadable = bar == npos || isIdentifierPath(inner.substr(bar + 1));
        if (!isIdentifierPath(inner.substr(0, bar)) || !filterReadable)
        {
            return false;
        }
        return readInner(inner, rest.substr(0, close + 1), true);
    }

    bool readInner(std::string_view inner, std::string_view shown, bool single)
    {
        std::size_t bar = inner.find('|');
        if (bar == npos && !single)
        {
            bar = inner.rfind(' '); // pages that lost the bar: {{LAST_SYNC_TIME datetime}}
        }
        const std::string_view path = trim(inner.substr(0, bar));
        if (!everySegment(path, isPathChar, isPathChar))
        {
            _problem = text::say("plan.template_unreadable", {shown});
            return true;
        }
        Filter filter = Filter::None;
        if (bar != npos)
        {
            const std::string_view name = trim(inner.substr(bar + 1));
            const std::optional<Filter> known = filterOf(name);
            if (!known)
            {
                _problem = text::say("plan.filter_unknown", {name, shown});
                return true;
            }
            filter = *known;
        }
        flush();
        _result.parts.push_back({true, single, std::string(path), filter});
        _position += shown.size();
        checkBehind(shown, single);
        return true;
    }

    // "{x}}" is a template with one brace lost; taken literally it would send a stray brace.
    void checkBehind(std::string_view shown, bool single)
    {
        const bool inJson = _text.find("\":") != npos;
        if (single && !inJson && _position < _text.size() && _text[_position] == '}')
        {
            _problem = text::say("plan.template_braces", {std::string(shown) + "}"});
        }
    }

    std::string_view _text;
    std::string& _problem;
    std::size_t _position = 0;
    std::string _plain;
    Template _result;
};

} // namespace

bool Template::hasReference() const noexcept
{
    return std::any_of(parts.begin(), parts.end(), [](const TemplatePart& part) { return part.reference; });
}

std::optional<Template> parseTemplate(std::string_view text, std::string& problem)
{
    problem.clear();
    return Splitter(text, problem).split();
}

} // namespace duijie::plan
