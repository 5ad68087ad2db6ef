#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::sandbox
{

/** One request as it came over the wire, free of any server library. */
struct Request
{
    std::string method;
    /** The path as sent, still percent-encoded. */
    std::string path;
    /** The query as sent, without the question mark, still percent-encoded. */
    std::string query;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    /** The value of a header (name without regard to case), empty when it is missing. */
    std::string_view header(std::string_view name) const;
};

/** What the shell does with an answer: send it properly or spoil it on the way. */
enum class Delivery
{
    Normal,
    /** Close the connection without a byte. */
    Cut,
    /** Send nothing for `milliseconds`, then close. */
    Silent,
    /** Announce the full Content-Length, send only `bytes` of the body, close. */
    Truncated,
    /** Send one byte every `milliseconds`. */
    Drip
};

/** One answer, free of any server library. */
struct Response
{
    int status = 200;
    std::string contentType = "application/json;charset=utf-8";
    std::string body;
    /** Short reason when the request was refused, for the counters; empty when it was accepted. */
    std::string refusal;
    Delivery delivery = Delivery::Normal;
    std::uint32_t milliseconds = 0;
    std::size_t bytes = 0;
    /** Bills this call made. */
    std::uint32_t billsSaved = 0;
    /** Close with a TCP reset instead of a normal end. */
    bool reset = false;
};

} // namespace duijie::sandbox
