// Text-level helpers of JSON: grammar checks, escaping, the writer.
#include "duijie/sdk/Json.h"

#include "Say.h"

#include <simdjson.h>

#include <charconv>

namespace duijie::sdk
{

namespace
{

// A text that grows from nothing is copied at each doubling.
constexpr std::size_t FirstRoom = 2048;

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

std::size_t skipDigits(std::string_view text, std::size_t position) noexcept
{
    while (position < text.size() && isDigit(text[position]))
    {
        ++position;
    }
    return position;
}

// Length of the valid UTF-8 sequence at `position`, or 0.
std::size_t sequenceLength(std::string_view text, std::size_t position) noexcept
{
    const auto lead = static_cast<unsigned char>(text[position]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || position + length > text.size())
    {
        return 0;
    }
    return simdjson::validate_utf8(text.data() + position, length) ? length : 0;
}

void appendControl(std::string& out, char c)
{
    static constexpr char Hex[] = "0123456789abcdef";
    switch (c)
    {
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    default:
        out += "\\u00";
        out += Hex[(c >> 4) & 0xF];
        out += Hex[c & 0xF];
    }
}

} // namespace

std::string_view jsonTypeName(JsonType type) noexcept
{
    static constexpr std::string_view Ids[] = {"sdk.json.type.null",   "sdk.json.type.boolean",
                                               "sdk.json.type.number", "sdk.json.type.string",
                                               "sdk.json.type.array",  "sdk.json.type.object"};
    return messages().sentence(Ids[static_cast<std::size_t>(type)], language());
}

bool isJsonNumber(std::string_view text) noexcept
{
    std::size_t position = (!text.empty() && text[0] == '-') ? 1 : 0;
    const std::size_t whole = position;
    position = skipDigits(text, position);
    if (position == whole || (text[whole] == '0' && position - whole > 1))
    {
        return false;
    }
    if (position < text.size() && text[position] == '.')
    {
        const std::size_t fraction = position + 1;
        position = skipDigits(text, fraction);
        if (position == fraction)
        {
            return false;
        }
    }
    if (position < text.size() && (text[position] | 0x20) == 'e')
    {
        ++position;
        if (position < text.size() && (text[position] == '+' || text[position] == '-'))
        {
            ++position;
        }
        const std::size_t exponent = position;
        position = skipDigits(text, exponent);
        if (position == exponent)
        {
            return false;
        }
    }
    return position == text.size();
}

bool isUtf8(std::string_view text) noexcept
{
    return simdjson::validate_utf8(text.data(), text.size());
}

void appendJsonEscaped(std::string& out, std::string_view text)
{
    std::size_t plain = 0;
    const auto flush = [&](std::size_t end) { out.append(text.data() + plain, end - plain); };
    const bool valid = isUtf8(text);
    for (std::size_t i = 0; i < text.size();)
    {
        const char c = text[i];
        if (c == '"' || c == '\\')
        {
            flush(i);
            out += '\\';
            out += c;
            plain = ++i;
        }
        else if (static_cast<unsigned char>(c) < 0x20)
        {
            flush(i);
            appendControl(out, c);
            plain = ++i;
        }
        else if (valid)
        {
            ++i;
        }
        else if (const std::size_t length = sequenceLength(text, i); length > 0)
        {
            i += length;
        }
        else
        {
            flush(i);
            out += "\xEF\xBF\xBD";
            plain = ++i;
        }
    }
    flush(text.size());
}

void JsonWriter::separate()
{
    if (_comma)
    {
        _text += ',';
    }
    _comma = true;
}

JsonWriter& JsonWriter::beginObject()
{
    if (_text.empty())
    {
        _text.reserve(FirstRoom);
    }
    separate();
    _text += '{';
    _comma = false;
    return *this;
}

JsonWriter& JsonWriter::endObject()
{
    _text += '}';
    _comma = true;
    return *this;
}

JsonWriter& JsonWriter::beginArray()
{
    separate();
    _text += '[';
    _comma = false;
    return *this;
}

JsonWriter& JsonWriter::endArray()
{
    _text += ']';
    _comma = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    string(name);
    _text += ':';
    _comma = false;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view text)
{
    separate();
    _text += '"';
    appendJsonEscaped(_text, text);
    _text += '"';
    return *this;
}

JsonWriter& JsonWriter::number(std::string_view text)
{
    return raw(text);
}

JsonWriter& JsonWriter::number(int64_t value)
{
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
    return raw(std::string_view(buffer, static_cast<std::size_t>(end.ptr - buffer)));
}

JsonWriter& JsonWriter::boolean(bool value)
{
    return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::null()
{
    return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json)
{
    separate();
    _text += json;
    return *this;
}

} // namespace duijie::sdk
