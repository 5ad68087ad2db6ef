#include "HttpReader.h"

#include "Text.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace duijie::sandbox
{

namespace
{

constexpr std::size_t kMaxHead = 64 << 10;
constexpr std::size_t kMaxBody = 32 << 20;

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace

void HttpReader::append(const char* bytes, std::size_t size)
{
    _buffer.append(bytes, size);
}

bool HttpReader::takeContinue()
{
    return std::exchange(_continue, false);
}

HttpReader::State HttpReader::next(Request& request)
{
    if (!_headRead)
    {
        const State state = readHead();
        if (state != State::Ready)
            return state;
    }
    const State state = _chunked ? readChunks() : readBody();
    if (state != State::Ready)
        return state;
    request = std::move(_request);
    _request = Request();
    _headRead = false;
    _searched = 0;
    _continue = false;
    return State::Ready;
}

HttpReader::State HttpReader::readHead()
{
    const std::size_t end = _buffer.find("\r\n\r\n", _searched);
    if (end == std::string::npos)
    {
        _searched = _buffer.size() > 3 ? _buffer.size() - 3 : 0;
        return _buffer.size() > kMaxHead ? State::Bad : State::Incomplete;
    }
    _bodyAt = end + 4;
    _bodySize = 0;
    _chunked = false;
    _continue = false;
    _request.headers.reserve(16);
    std::string_view head(_buffer.data(), end + 2);
    bool first = true;
    while (!head.empty())
    {
        const std::size_t line = head.find("\r\n");
        if (!(first ? readStartLine(head.substr(0, line)) : readHeader(head.substr(0, line))))
            return State::Bad;
        first = false;
        head.remove_prefix(line + 2);
    }
    _headRead = true;
    return State::Ready;
}

bool HttpReader::readStartLine(std::string_view line)
{
    const std::size_t space = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (space == std::string_view::npos || space == last || !line.substr(last + 1).starts_with("HTTP/1."))
        return false;
    _keepAlive = line.back() != '0';
    const std::string_view target = line.substr(space + 1, last - space - 1);
    const std::size_t question = std::min(target.find('?'), target.size());
    _request.method = line.substr(0, space);
    _request.path = target.substr(0, question);
    if (question < target.size())
        _request.query = target.substr(question + 1);
    return !target.empty() && target.front() == '/';
}

bool HttpReader::readHeader(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0)
        return false;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (equalsIgnoreCase(name, "Content-Length"))
    {
        const auto size = parseDigits(value);
        if (!size || static_cast<std::size_t>(*size) > kMaxBody)
            return false;
        _bodySize = static_cast<std::size_t>(*size);
    }
    else if (equalsIgnoreCase(name, "Transfer-Encoding"))
        _chunked = equalsIgnoreCase(value, "chunked");
    else if (equalsIgnoreCase(name, "Connection"))
        _keepAlive =
            equalsIgnoreCase(value, "close") ? false : _keepAlive || equalsIgnoreCase(value, "keep-alive");
    else if (equalsIgnoreCase(name, "Expect"))
        _continue = true;
    _request.headers.emplace_back(name, value);
    return true;
}

HttpReader::State HttpReader::readBody()
{
    if (_buffer.size() < _bodyAt + _bodySize)
        return State::Incomplete;
    _request.body.assign(_buffer, _bodyAt, _bodySize);
    _buffer.erase(0, _bodyAt + _bodySize);
    return State::Ready;
}

HttpReader::State HttpReader::readChunks()
{
    std::string body;
    std::size_t at = _bodyAt;
    while (true)
    {
        const std::size_t line = _buffer.find("\r\n", at);
        if (line == std::string::npos)
            return State::Incomplete;
        std::size_t size = 0;
        const auto parsed = std::from_chars(_buffer.data() + at, _buffer.data() + line, size, 16);
        if (parsed.ec != std::errc() || size + body.size() > kMaxBody)
            return State::Bad;
        if (_buffer.size() < line + 2 + size + 2)
            return State::Incomplete;
        body.append(_buffer, line + 2, size);
        at = line + 2 + size + 2;
        if (size == 0)
            break;
    }
    _request.body = std::move(body);
    _buffer.erase(0, at);
    return State::Ready;
}

} // namespace duijie::sandbox
