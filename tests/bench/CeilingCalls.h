// The signed calls of both vendors, as the sandbox demands them.
#pragma once

#include "CeilingHttp.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace duijie::bench
{

/// Writes the requests for WDT's pages.
class WdtCalls
{
public:
    WdtCalls(std::string from, std::string to) : _from(std::move(from)), _to(std::move(to)) {}

    /// The whole request for page `number` of the window.
    std::string page(int64_t number) const;

    static constexpr int64_t PageSize = 50; ///< as the flow's own document asks

private:
    std::string _from;
    std::string _to;
};

/// Writes the requests to Kingdee. Thread-safe.
class JdyCalls
{
public:
    explicit JdyCalls(uint16_t port);

    /// Authorises and fetches a token. Throws when the sandbox refuses.
    void logIn(Connection& connection);

    /// `query` is encoded and in the order of its names.
    std::string get(std::string_view path, std::string_view query) const;
    /// Puts a whole save of `bill` into `out`.
    void post(std::string& out, std::string_view path, std::string_view bill) const;

private:
    void headers(std::string& out, std::string_view method, std::string_view path,
                 std::string_view query) const;

    std::string _domain;
    std::string _token;
};

/// What a goods number stands for in Kingdee.
struct Material
{
    std::string id;
    std::string unit;
};

struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept
    {
        return std::hash<std::string_view>()(text);
    }
};

/// Reference data by number, read once.
struct References
{
    std::unordered_map<std::string, Material, TextHash, std::equal_to<>> materials;
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> stores;
};

/// Reads all materials and stores. Throws when a page is refused.
References readReferences(Connection& connection, const JdyCalls& calls);

} // namespace duijie::bench
