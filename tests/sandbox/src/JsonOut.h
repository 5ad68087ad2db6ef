#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/** Appends a JSON string with its quotes, escaping what must be escaped; UTF-8 passes through. */
void appendQuoted(std::string& out, std::string_view text);

/**
 * Writes JSON text straight into a string. The caller opens and closes; the writer only keeps track of
 * commas.
 */
class JsonOut
{
public:
    /** Writes at the end of the given string, which must outlive the writer. */
    explicit JsonOut(std::string& out) : _out(out) {}

    JsonOut& beginObject() { return begin('{'); }

    JsonOut& endObject() { return end('}'); }

    JsonOut& beginArray() { return begin('['); }

    JsonOut& endArray() { return end(']'); }

    /** The name of the member whose value comes next. */
    JsonOut& key(std::string_view name)
    {
        comma();
        appendQuoted(_out, name);
        _out += ':';
        _first = true;
        return *this;
    }

    JsonOut& string(std::string_view text)
    {
        comma();
        appendQuoted(_out, text);
        return *this;
    }

    /** A value that is JSON text already. */
    JsonOut& raw(std::string_view text)
    {
        comma();
        _out += text;
        return *this;
    }

    JsonOut& boolean(bool value) { return raw(value ? "true" : "false"); }

    template <std::integral T> JsonOut& number(T value)
    {
        char buffer[24];
        return raw(std::string_view(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr));
    }

    /** A string member in one call. */
    JsonOut& field(std::string_view name, std::string_view text) { return key(name).string(text); }

    /** A whole number member in one call. */
    template <std::integral T> JsonOut& field(std::string_view name, T value)
    {
        return key(name).number(value);
    }

private:
    JsonOut& begin(char bracket)
    {
        comma();
        _out += bracket;
        _first = true;
        return *this;
    }

    JsonOut& end(char bracket)
    {
        _out += bracket;
        _first = false;
        return *this;
    }

    void comma()
    {
        if (!_first)
            _out += ',';
        _first = false;
    }

    std::string& _out;
    bool _first = true;
};

} // namespace duijie::sandbox
