#include "CeilingCalls.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Json.h"

#include <array>
#include <atomic>
#include <chrono>
#include <ctime>
#include <map>
#include <openssl/hmac.h>
#include <stdexcept>

namespace duijie::bench
{

namespace
{

// The sandbox's own credentials: they open nothing else.
constexpr std::string_view WdtKey = "sandbox-wdt-key";
constexpr std::string_view WdtSecret = "sandbox-wdt-secret";
constexpr std::string_view JdyClient = "sandbox-client";
constexpr std::string_view JdySecret = "sandbox-client-secret";
constexpr std::string_view JdyInstance = "sandbox-instance";

int64_t unixMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string chinaTime()
{
    const std::time_t seconds = unixMs() / 1000 + 8 * 3600;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    return {text, size};
}

/// base64 of the lower-case hex of HMAC-SHA256, Kingdee's way. Without a heap: every bill pays for it.
void appendSignature(std::string& out, std::string_view text)
{
    static constexpr char Hex[] = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
    unsigned int size = 0;
    ::HMAC(::EVP_sha256(), JdySecret.data(), static_cast<int>(JdySecret.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), code.data(), &size);
    std::array<unsigned char, 64> hex{};
    for (unsigned int i = 0; i < size && i < 32; ++i)
    {
        hex[2 * i] = static_cast<unsigned char>(Hex[code[i] >> 4]);
        hex[2 * i + 1] = static_cast<unsigned char>(Hex[code[i] & 15]);
    }
    std::array<unsigned char, 92> base64{};
    const int length = ::EVP_EncodeBlock(base64.data(), hex.data(), static_cast<int>(hex.size()));
    out.append(reinterpret_cast<const char*>(base64.data()), static_cast<std::size_t>(length));
}

sdk::JsonDocument parsed(const Answer& answer)
{
    sdk::JsonDocument document;
    if (answer.status != 200 || !document.parse(answer.body) ||
        document.root().find("errcode").text() != "0")
    {
        throw std::runtime_error("refused: " + std::string(answer.body.substr(0, 300)));
    }
    return document;
}

template <typename Row>
void readList(Connection& connection, const JdyCalls& calls, std::string_view path, Row row)
{
    int64_t pages = 1;
    for (int64_t page = 1; page <= pages; ++page)
    {
        const std::string query = "page=" + std::to_string(page) + "&page_size=100";
        const sdk::JsonDocument document = parsed(connection.exchange(calls.get(path, query)));
        const sdk::JsonValue data = document.root().find("data");
        pages = std::stoll(std::string(data.find("total_page").text()));
        for (const sdk::JsonValue value : data.find("rows"))
        {
            row(value);
        }
    }
}

} // namespace

std::string WdtCalls::page(int64_t number) const
{
    std::map<std::string, std::string> all = {{"method", "wdt.stockin.order.query"},
                                              {"app_key", std::string(WdtKey)},
                                              {"target_app_key", "sandbox-wdt-target"},
                                              {"format", "json"},
                                              {"v", "2.0"},
                                              {"sign_method", "hmac-sha256"},
                                              {"timestamp", chinaTime()},
                                              {"sid", "sandbox-sid"},
                                              {"start_time", _from},
                                              {"end_time", _to},
                                              {"order_type", "4"},
                                              {"status", "80"},
                                              {"page_no", std::to_string(number)},
                                              {"page_size", std::to_string(PageSize)}};
    std::string text;
    std::string form;
    for (const auto& [name, value] : all)
    {
        text += name + value;
        form += name + "=" + sdk::percentEncode(value) + "&";
    }
    form += "sign=" + sdk::upperAscii(sdk::hmacSha256Hex(WdtSecret, text));
    return "POST /router/qm HTTP/1.1\r\nHost: 127.0.0.1\r\n"
           "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(form.size()) + "\r\n\r\n" + form;
}

JdyCalls::JdyCalls(uint16_t port) : _domain("http://127.0.0.1:" + std::to_string(port)) {}

void JdyCalls::headers(std::string& out, std::string_view method, std::string_view path,
                       std::string_view query) const
{
    static std::atomic<uint64_t> counter{static_cast<uint64_t>(unixMs()) * 1'000'000};
    const std::string nonce = std::to_string(++counter);
    const std::string timestamp = std::to_string(unixMs());
    // Names and values of these calls hold nothing that needs encoding twice, save what the caller encoded.
    std::string text;
    text.reserve(256);
    text.append(method).append("\n").append(sdk::percentEncode(path)).append("\n");
    for (const char c : query)
    {
        text.append(c == '%' ? "%25" : std::string_view(&c, 1));
    }
    text.append("\nx-api-nonce:").append(nonce).append("\nx-api-timestamp:").append(timestamp).append("\n");
    out.append(method).append(" ").append(path);
    if (!query.empty())
    {
        out.append("?").append(query);
    }
    out.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-ClientID: ").append(JdyClient);
    out.append("\r\nX-Api-Auth-Version: 2.0\r\nX-Api-SignHeaders: X-Api-TimeStamp,X-Api-Nonce");
    out.append("\r\nX-Api-TimeStamp: ").append(timestamp).append("\r\nX-Api-Nonce: ").append(nonce);
    out.append("\r\nX-Api-Signature: ");
    appendSignature(out, text);
    if (!_token.empty())
    {
        out.append("\r\napp-token: ").append(_token).append("\r\nX-GW-Router-Addr: ").append(_domain);
    }
    out.append("\r\nContent-Type: application/json\r\n");
}

std::string JdyCalls::get(std::string_view path, std::string_view query) const
{
    std::string out;
    headers(out, "GET", path, query);
    return out.append("\r\n");
}

void JdyCalls::post(std::string& out, std::string_view path, std::string_view bill) const
{
    out.clear();
    headers(out, "POST", path, {});
    out.append("Content-Length: ").append(std::to_string(bill.size())).append("\r\n\r\n").append(bill);
}

void JdyCalls::logIn(Connection& connection)
{
    _token.clear();
    std::string request;
    headers(request, "POST", "/jdyconnector/app_management/push_app_authorize",
            "outerInstanceId=" + std::string(JdyInstance));
    request.append("Content-Length: 2\r\n\r\n{}");
    const sdk::JsonDocument grants = parsed(connection.exchange(request));
    std::string key;
    std::string secret;
    for (const sdk::JsonValue row : grants.root().find("data"))
    {
        if (row.find("status").text() == "1")
        {
            key = row.find("appKey").text();
            secret = row.find("appSecret").text();
        }
    }
    const std::string signature = sdk::base64(sdk::hmacSha256Hex(secret, key));
    const sdk::JsonDocument token = parsed(
        connection.exchange(get("/jdyconnector/app_management/kingdee_auth_token",
                                "app_key=" + key + "&app_signature=" + sdk::percentEncode(signature))));
    _token = token.root().find("data").find("app-token").text();
}

References readReferences(Connection& connection, const JdyCalls& calls)
{
    References out;
    readList(connection, calls, "/jdy/v2/bd/material",
             [&](sdk::JsonValue row)
             {
                 out.materials[std::string(row.find("number").text())] = {
                     std::string(row.find("id").text()), std::string(row.find("base_unit_id").text())};
             });
    readList(connection, calls, "/jdy/v2/bd/store",
             [&](sdk::JsonValue row)
             { out.stores[std::string(row.find("number").text())] = row.find("id").text(); });
    return out;
}

} // namespace duijie::bench
