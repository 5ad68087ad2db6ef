#include "config/JsonScanner.h"

#include "duijie/sdk/Text.h"

#include <Poco/UTF8Encoding.h>

#include <algorithm>

namespace duijie::config
{

namespace
{

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

void appendUtf8(std::string& out, uint32_t code)
{
    unsigned char bytes[4];
    const int count = Poco::UTF8Encoding().convert(static_cast<int>(code), bytes, sizeof bytes);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count > 0 ? count : 0));
}

} // namespace

void JsonScanner::run()
{
    blanks();
    if (!take('{'))
    {
        fail("config.json.object");
        return;
    }
    --_at;
    _out._root = here();
    if (value("", 0))
    {
        blanks();
        if (_at < _text.size())
        {
            fail("config.json.end");
        }
    }
}

bool JsonScanner::value(const std::string& path, int depth)
{
    if (depth > MaxDepth)
    {
        return fail("config.json.depth");
    }
    const char next = _at < _text.size() ? _text[_at] : '\0';
    std::string ignored;
    switch (next)
    {
    case '{':
        return object(path, depth);
    case '[':
        return array(path, depth);
    case '"':
        return text(ignored);
    case 't':
        return word("true");
    case 'f':
        return word("false");
    case 'n':
        return word("null");
    default:
        return next == '-' || isDigit(next) ? number() : fail("config.json.value");
    }
}

bool JsonScanner::object(const std::string& path, int depth)
{
    std::map<std::string, Place> names;
    take('{');
    blanks();
    if (take('}'))
    {
        return true;
    }
    do
    {
        blanks();
        if (!member(path, depth, names))
        {
            return false;
        }
        blanks();
    } while (take(','));
    return take('}') || fail("config.json.object_goes_on");
}

bool JsonScanner::member(const std::string& path, int depth, std::map<std::string, Place>& names)
{
    const Place place = here();
    if (_at >= _text.size() || _text[_at] != '"')
    {
        return fail("config.json.name");
    }
    std::string name;
    if (!text(name))
    {
        return false;
    }
    const std::string full = path.empty() ? name : path + "." + name;
    const auto [known, fresh] = names.emplace(name, place);
    if (!fresh)
    {
        _out._repeated.push_back({full, known->second, place});
    }
    _out._places.emplace(full, place);
    blanks();
    if (!take(':'))
    {
        return fail("config.json.colon");
    }
    blanks();
    return value(full, depth + 1);
}

bool JsonScanner::array(const std::string& path, int depth)
{
    take('[');
    blanks();
    if (take(']'))
    {
        return true;
    }
    std::size_t index = 0;
    do
    {
        blanks();
        const std::string full = path + "[" + std::to_string(index++) + "]";
        _out._places.emplace(full, here());
        if (!value(full, depth + 1))
        {
            return false;
        }
        blanks();
    } while (take(','));
    return take(']') || fail("config.json.list_goes_on");
}

bool JsonScanner::text(std::string& out)
{
    take('"');
    while (_at < _text.size() && _text[_at] != '"')
    {
        const char c = _text[_at];
        if (static_cast<unsigned char>(c) < 0x20)
        {
            const bool lineEnds = c == '\n' || c == '\r'; // most often a quote is missing there
            return fail(lineEnds ? "config.json.quote" : "config.json.control");
        }
        if (c != '\\')
        {
            out += c;
            ++_at;
        }
        else if (!escape(out))
        {
            return false;
        }
    }
    return take('"') || fail("config.json.quote");
}

bool JsonScanner::escape(std::string& out)
{
    constexpr std::string_view Letters = "\"\\/bfnrt";
    constexpr std::string_view Meaning = "\"\\/\b\f\n\r\t";
    const char letter = _at + 1 < _text.size() ? _text[_at + 1] : '\0';
    if (const std::size_t known = Letters.find(letter); known != std::string_view::npos)
    {
        out += Meaning[known];
        _at += 2;
        return true;
    }
    uint32_t code = 0;
    if (letter != 'u' || !hexQuad(code))
    {
        return fail("config.json.escape");
    }
    if (code >= 0xD800 && code < 0xDC00)
    {
        uint32_t low = 0;
        if (_text.substr(_at, 2) != "\\u" || !hexQuad(low) || low < 0xDC00 || low > 0xDFFF)
        {
            return fail("config.json.escape");
        }
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    appendUtf8(out, code);
    return true;
}

// "\uXXXX"; stays where it is when it is none.
bool JsonScanner::hexQuad(uint32_t& out)
{
    constexpr std::string_view Digits = "0123456789abcdef";
    if (_at + 6 > _text.size())
    {
        return false;
    }
    uint32_t value = 0;
    for (const char c : _text.substr(_at + 2, 4))
    {
        const std::size_t digit = Digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
        if (digit == std::string_view::npos)
        {
            return false;
        }
        value = value * 16 + static_cast<uint32_t>(digit);
    }
    out = value;
    _at += 6;
    return true;
}

bool JsonScanner::number()
{
    take('-');
    const bool zero = take('0');
    if ((!zero && !digits()) || (zero && _at < _text.size() && isDigit(_text[_at])))
    {
        return fail("config.json.number");
    }
    if (take('.') && !digits())
    {
        return fail("config.json.number");
    }
    if (take('e') || take('E'))
    {
        (void)(take('+') || take('-'));
        return digits() || fail("config.json.number");
    }
    return true;
}

bool JsonScanner::digits()
{
    const std::size_t start = _at;
    while (_at < _text.size() && isDigit(_text[_at]))
    {
        ++_at;
    }
    return _at > start;
}

bool JsonScanner::word(std::string_view expected)
{
    if (_text.substr(_at, expected.size()) != expected)
    {
        return fail("config.json.value");
    }
    _at += expected.size();
    return true;
}

void JsonScanner::blanks() noexcept
{
    while (_at < _text.size() && std::string_view(" \t\r\n").find(_text[_at]) != std::string_view::npos)
    {
        ++_at;
    }
}

bool JsonScanner::take(char c) noexcept
{
    const bool there = _at < _text.size() && _text[_at] == c;
    _at += there ? 1 : 0;
    return there;
}

bool JsonScanner::fail(const char* expected)
{
    const std::string_view rest = _text.substr(std::min(_at, _text.size()));
    const std::size_t end = rest.find_first_of(" \t\r\n,:{}[]", 1);
    const bool lineEnds = rest.empty() || static_cast<unsigned char>(rest.front()) <= ' ';
    const bool tab = !rest.empty() && rest.front() == '\t';
    _out._fault = JsonPlaces::Fault{here(), expected,
                                    tab        ? "\\t"
                                    : lineEnds ? std::string()
                                               : sdk::excerpt(rest.substr(0, end), 40)};
    return false;
}

// Places are asked for in the order of the text, so that each character is counted once.
Place JsonScanner::here() noexcept
{
    for (; _counted < _at && _counted < _text.size(); ++_counted)
    {
        const auto byte = static_cast<unsigned char>(_text[_counted]);
        if (byte == '\n')
        {
            ++_place.line;
            _place.column = 1;
        }
        else if ((byte & 0xC0U) != 0x80U)
        {
            ++_place.column;
        }
    }
    return _place;
}

} // namespace duijie::config
