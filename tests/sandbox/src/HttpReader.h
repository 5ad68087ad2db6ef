#pragma once

#include "Message.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/**
 * Cuts HTTP/1.1 requests out of the bytes of one connection. Own code rather than the server library's,
 * because that one asks the kernel about a dozen times per request, which is most of what a save costs.
 */
class HttpReader
{
public:
    enum class State
    {
        /** More bytes are needed. */
        Incomplete,
        /** A request was cut out. */
        Ready,
        /** This is not HTTP, or it is larger than allowed; the connection is to be closed. */
        Bad
    };

    /** Adds bytes as they came from the socket. */
    void append(const char* bytes, std::size_t size);

    /** Cuts out the next request if it is complete. */
    State next(Request& request);

    /** True when the connection stays open after the request cut out last. */
    bool keepAlive() const { return _keepAlive; }

    /** True once per request, when the head asks for "100 Continue" and the body is not there yet. */
    bool takeContinue();

private:
    State readHead();
    bool readStartLine(std::string_view line);
    bool readHeader(std::string_view line);
    State readBody();
    State readChunks();

    std::string _buffer;
    std::size_t _searched = 0;
    bool _headRead = false;
    std::size_t _bodyAt = 0;
    std::size_t _bodySize = 0;
    bool _chunked = false;
    bool _keepAlive = true;
    bool _continue = false;
    Request _request;
};

} // namespace duijie::sandbox
