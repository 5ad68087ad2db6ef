#include "HttpReader.h"

#include "Say.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>

namespace duijie::sdk
{

namespace
{

constexpr std::size_t MaxHead = 65536;
constexpr uint64_t MostAnnounced = 1u << 20; // room that a length alone is believed for

std::string_view trimmed(std::string_view text) noexcept
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
    {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y)
                      {
                          const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c + 0; };
                          return lower(x) == lower(y);
                      });
}

// True when the comma-separated `list` has `word`.
bool hasWord(std::string_view list, std::string_view word) noexcept
{
    while (!list.empty())
    {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (equalsIgnoringCase(trimmed(list.substr(0, comma)), word))
        {
            return true;
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

std::optional<uint64_t> number(std::string_view text, int base) noexcept
{
    uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
    {
        return std::nullopt;
    }
    return value;
}

uint32_t retryAfter(std::string_view value) noexcept
{
    constexpr uint64_t Day = 86400;
    return static_cast<uint32_t>(std::min(number(value, 10).value_or(0), Day) * 1000);
}

} // namespace

void HttpReader::more(std::string_view closed)
{
    if (!_session.receive(_session.input, _guard))
    {
        throw HttpFailure(say(closed));
    }
}

std::string_view HttpReader::line()
{
    std::size_t searched = _position;
    for (;;)
    {
        std::string& input = _session.input;
        const std::size_t end = input.find('\n', searched);
        if (end != std::string::npos)
        {
            std::string_view text(input.data() + _position, end - _position);
            _headSize += text.size() + 1;
            _position = end + 1;
            return text.empty() || text.back() != '\r' ? text : text.substr(0, text.size() - 1);
        }
        searched = input.size();
        if (_headSize + (searched - _position) > MaxHead)
        {
            throw HttpFailure(say("sdk.http.head_large"));
        }
        more(_headSize + input.size() == 0 ? "sdk.http.closed_before" : "sdk.http.closed_inside");
    }
}

int HttpReader::readStatusLine()
{
    const std::string_view text = line();
    const bool shaped = text.size() >= 12 && text.substr(0, 7) == "HTTP/1." && text[8] == ' ' &&
                        (text.size() == 12 || text[12] == ' ');
    const std::optional<uint64_t> status = shaped ? number(text.substr(9, 3), 10) : std::nullopt;
    if (!status || *status < 100 || *status > 599)
    {
        throw HttpFailure(say("sdk.http.no_http", {excerpt(text, 80)}));
    }
    _keep = text[7] != '0';
    return static_cast<int>(*status);
}

void HttpReader::readLength(std::string_view value)
{
    const std::optional<uint64_t> length = number(value, 10);
    if (!length || (_length && *_length != *length))
    {
        throw HttpFailure(say("sdk.http.length", {excerpt(value, 40)}));
    }
    _length = length;
}

void HttpReader::readField(HttpReply& reply, std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0)
    {
        throw HttpFailure(say("sdk.http.header", {excerpt(text, 80)}));
    }
    const std::string_view name = text.substr(0, colon);
    const std::string_view value = trimmed(text.substr(colon + 1));
    if (equalsIgnoringCase(name, "Content-Length"))
    {
        readLength(value);
    }
    else if (equalsIgnoringCase(name, "Transfer-Encoding"))
    {
        _chunked = hasWord(value, "chunked");
    }
    else if (equalsIgnoringCase(name, "Connection"))
    {
        _keep = (_keep && !hasWord(value, "close")) || hasWord(value, "keep-alive");
    }
    else if (equalsIgnoringCase(name, "Content-Type"))
    {
        reply.contentType = value;
    }
    else if (equalsIgnoringCase(name, "Date"))
    {
        reply.date = value;
    }
    else if (equalsIgnoringCase(name, "Retry-After"))
    {
        reply.retryAfterMs = retryAfter(value);
    }
}

void HttpReader::readHead(HttpReply& reply)
{
    do
    {
        _headSize = 0;
        _chunked = false;
        _length.reset();
        reply.status = readStatusLine();
        for (std::string_view text = line(); !text.empty(); text = line())
        {
            readField(reply, text);
        }
    } while (reply.status < 200 && reply.status != 101); // "100 Continue" announces the real answer
}

void HttpReader::append(HttpReply& reply, uint64_t count)
{
    if (count > _guard.limits().maxBody || reply.body.size() > _guard.limits().maxBody - count)
    {
        throw HttpFailure(say("sdk.http.large", {std::to_string(_guard.limits().maxBody)}));
    }
    while (count > 0)
    {
        std::string& input = _session.input;
        if (_position == input.size())
        {
            input.clear(); // everything before was used: the buffer stays small however long the body is
            _position = 0;
            more("sdk.http.closed_body");
        }
        const auto take = static_cast<std::size_t>(std::min<uint64_t>(count, input.size() - _position));
        reply.body.append(input, _position, take);
        _position += take;
        count -= take;
    }
}

void HttpReader::readFixed(HttpReply& reply, uint64_t length)
{
    if (length > _guard.limits().maxBody)
    {
        throw HttpFailure(
            say("sdk.http.announced", {std::to_string(length), std::to_string(_guard.limits().maxBody)}));
    }
    reply.body.reserve(std::min<uint64_t>(length, MostAnnounced));
    append(reply, length);
}

void HttpReader::readChunked(HttpReply& reply)
{
    for (;;)
    {
        _headSize = 0;
        const std::string_view text = line();
        const std::optional<uint64_t> size = number(trimmed(text.substr(0, text.find(';'))), 16);
        if (!size)
        {
            throw HttpFailure(say("sdk.http.chunk_length", {excerpt(text, 40)}));
        }
        if (*size == 0)
        {
            break;
        }
        append(reply, *size);
        if (!line().empty())
        {
            throw HttpFailure(say("sdk.http.chunk_long"));
        }
    }
    _headSize = 0;
    while (!line().empty()) // trailers
    {
    }
}

void HttpReader::readToEnd(HttpReply& reply)
{
    _keep = false;
    for (;;)
    {
        append(reply, _session.input.size() - _position);
        _session.input.clear();
        _position = 0;
        if (!_session.receive(_session.input, _guard))
        {
            return;
        }
    }
}

void HttpReader::read(HttpReply& reply, bool toHead)
{
    _session.input.clear();
    readHead(reply);
    if (toHead || reply.status == 204 || reply.status == 304 || reply.status == 101)
    {
        _keep = _keep && reply.status != 101;
    }
    else if (_chunked)
    {
        readChunked(reply);
    }
    else if (_length)
    {
        readFixed(reply, *_length);
    }
    else
    {
        readToEnd(reply);
    }
}

} // namespace duijie::sdk
