// Reads one answer off a connection, and knows for certain whether it is complete.
#pragma once

#include "HttpSession.h"

#include <optional>

namespace duijie::sdk
{

class HttpReader
{
public:
    HttpReader(HttpSession& session, const HttpGuard& guard) noexcept : _session(session), _guard(guard) {}

    /// Fills status, headers and body of `reply`. Throws HttpFailure or Poco::Exception when no complete
    /// answer came.
    void read(HttpReply& reply, bool toHead);

    /// True when the connection may carry another request after this answer.
    bool mayKeep() const noexcept { return _keep && _position == _session.input.size(); }

private:
    void readHead(HttpReply& reply);
    int readStatusLine();
    void readField(HttpReply& reply, std::string_view line);
    void readLength(std::string_view value);
    void readFixed(HttpReply& reply, uint64_t length);
    void readChunked(HttpReply& reply);
    void readToEnd(HttpReply& reply);
    void append(HttpReply& reply, uint64_t count);
    std::string_view line();
    void more(std::string_view closed); // the sentence when there is no more

    HttpSession& _session;
    const HttpGuard& _guard;
    std::size_t _position = 0; // in the session's input
    std::size_t _headSize = 0;
    std::optional<uint64_t> _length;
    bool _chunked = false;
    bool _keep = false;
};

} // namespace duijie::sdk
