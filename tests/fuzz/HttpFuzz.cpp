// The reader of HTTP answers, over a connection made of bytes.
#include "Rules.h"

#include "HttpReader.h"

#include <Poco/Exception.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace duijie::fuzz
{

namespace
{

class Patient final : public CallContext
{
public:
    uint32_t cancelled() noexcept override { return 0; }
    void fail(StringView) noexcept override {}
    void called(const CallInfo&) noexcept override {}
    Status intend(StringView, StringView) noexcept override { return {STATUS_OK, 0}; }
};

/// Gives its bytes in pieces of one size, then closes.
class Bytes final : public sdk::HttpSession
{
public:
    Bytes(std::string_view bytes, std::size_t piece) : _bytes(bytes), _piece(piece) {}
    void open() override {}

protected:
    int writeSome(const char*, int size) override { return size; }
    bool readableWithin(int) override { return true; }
    int readSome(char* data, int size) override
    {
        const std::size_t count = std::min({_bytes.size(), _piece, static_cast<std::size_t>(size)});
        std::memcpy(data, _bytes.data(), count);
        _bytes.remove_prefix(count);
        return static_cast<int>(count);
    }

private:
    std::string_view _bytes;
    std::size_t _piece;
};

constexpr uint64_t MostBody = 8192;

std::optional<sdk::HttpReply> read(std::string_view bytes, std::size_t piece, bool toHead)
{
    static Patient context;
    sdk::HttpLimits limits;
    limits.maxBody = MostBody;
    const sdk::HttpGuard guard(context, limits);
    Bytes session(bytes, piece);
    sdk::HttpReply reply;
    try
    {
        sdk::HttpReader(session, guard).read(reply, toHead);
        return reply;
    }
    catch (const sdk::HttpFailure&)
    {
        return std::nullopt;
    }
}

bool same(const std::optional<sdk::HttpReply>& a, const std::optional<sdk::HttpReply>& b)
{
    return a.has_value() == b.has_value() &&
           (!a || (a->status == b->status && a->body == b->body && a->contentType == b->contentType &&
                   a->date == b->date && a->retryAfterMs == b->retryAfterMs));
}

} // namespace

void target(Input& input)
{
    const bool toHead = input.choice(8) == 1;
    const std::size_t piece = 1 + input.choice(97);
    const std::size_t cut = input.choice(256);
    const std::string_view bytes = input.rest();
    const auto whole = read(bytes, bytes.size() + 1, toHead);
    hold(same(whole, read(bytes, piece, toHead)), "how the bytes arrive makes no difference", bytes);
    if (!whole)
    {
        return;
    }
    hold(whole->status >= 101 && whole->status <= 599, "an answer has a status");
    hold(whole->body.size() <= MostBody, "no body is larger than allowed");
    hold(!toHead || whole->body.empty(), "HEAD has no body");
    const bool framed = same(whole, read(std::string(bytes) + "x", bytes.size() + 2, toHead));
    const auto part = read(bytes.substr(0, bytes.size() * cut / 256), bytes.size() + 1, toHead);
    hold(!framed || !part || same(whole, part), "an answer that says its length is whole or refused", bytes);
}

} // namespace duijie::fuzz
