#include "duijie/sdk/Digest.h"

#include "Say.h"
#include "duijie/sdk/PerThread.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <random>
#include <stdexcept>

namespace duijie::sdk
{

namespace
{

std::string hexOf(const unsigned char* bytes, std::size_t count)
{
    static constexpr char Digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(count * 2);
    for (std::size_t i = 0; i < count; ++i)
    {
        hex.push_back(Digits[bytes[i] >> 4]);
        hex.push_back(Digits[bytes[i] & 0x0F]);
    }
    return hex;
}

using Algorithm = std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)>;
using Mac = std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)>;

[[noreturn]] void refused(const char* name)
{
    throw std::runtime_error(say("sdk.digest.refused", {name}));
}

// Looked up once: OpenSSL 3 would look an algorithm up anew, under a lock, for every digest.
const EVP_MD* sha256Algorithm()
{
    static const Algorithm Fetched(EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free);
    return Fetched.get();
}

std::string digestHex(const EVP_MD* algorithm, const char* name, std::string_view data)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int count = 0;
    if (EVP_Digest(data.data(), data.size(), bytes, &count, algorithm, nullptr) != 1)
    {
        refused(name);
    }
    return hexOf(bytes, count);
}

// A context that has taken its key. Setting a key up costs more than the text of a request; a connection
// signs all of them with one key.
struct KeyedMac
{
    std::string key;
    MacContext context{nullptr, EVP_MAC_CTX_free};

    void take(std::string_view wanted, const char* digest)
    {
        static const Mac Hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr), EVP_MAC_free);
        context.reset(EVP_MAC_CTX_new(Hmac.get()));
        char name[16];
        std::snprintf(name, sizeof name, "%s", digest);
        const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", name, 0),
                                         OSSL_PARAM_construct_end()};
        // A null key would mean "keep the key of before", so an empty one still needs an address.
        const auto* const bytes = reinterpret_cast<const unsigned char*>(wanted.empty() ? "" : wanted.data());
        key = wanted;
        if (context == nullptr || EVP_MAC_init(context.get(), bytes, wanted.size(), parameters) != 1)
        {
            context.reset();
            refused("HMAC");
        }
    }
};

struct MacBytes
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    std::size_t count = 0;
};

MacBytes hmac(KeyedMac& mac, const char* digest, std::string_view key, std::string_view data)
{
    if (mac.context == nullptr || mac.key != key)
    {
        mac.take(key, digest);
    }
    MacBytes out;
    const auto* const message = reinterpret_cast<const unsigned char*>(data.data());
    if (EVP_MAC_init(mac.context.get(), nullptr, 0, nullptr) != 1 ||
        EVP_MAC_update(mac.context.get(), message, data.size()) != 1 ||
        EVP_MAC_final(mac.context.get(), out.bytes, &out.count, sizeof out.bytes) != 1)
    {
        mac.context.reset();
        refused("HMAC");
    }
    return out;
}

std::string hmacHex(KeyedMac& mac, const char* digest, std::string_view key, std::string_view data)
{
    const MacBytes out = hmac(mac, digest, key, data);
    return hexOf(out.bytes, out.count);
}

bool isUnreserved(char c) noexcept
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

} // namespace

std::string md5Hex(std::string_view data)
{
    return digestHex(EVP_md5(), "MD5", data);
}

std::array<uint8_t, 32> sha256(std::string_view data)
{
    std::array<uint8_t, 32> bytes{};
    if (EVP_Digest(data.data(), data.size(), bytes.data(), nullptr, sha256Algorithm(), nullptr) != 1)
    {
        refused("SHA-256");
    }
    return bytes;
}

std::string sha256Hex(std::string_view data)
{
    return digestHex(sha256Algorithm(), "SHA-256", data);
}

std::string hmacMd5Hex(std::string_view key, std::string_view data)
{
    DUIJIE_PER_THREAD(KeyedMac, mac);
    return hmacHex(mac, "MD5", key, data);
}

std::string hmacSha256Hex(std::string_view key, std::string_view data)
{
    DUIJIE_PER_THREAD(KeyedMac, mac);
    return hmacHex(mac, "SHA256", key, data);
}

std::string hmacSha256(std::string_view key, std::string_view data)
{
    DUIJIE_PER_THREAD(KeyedMac, mac);
    const MacBytes out = hmac(mac, "SHA256", key, data);
    return {reinterpret_cast<const char*>(out.bytes), out.count};
}

std::string base64(std::string_view data)
{
    static constexpr char Letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((data.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < data.size(); i += 3)
    {
        const std::size_t left = data.size() - i;
        uint32_t group = static_cast<uint32_t>(static_cast<unsigned char>(data[i])) << 16;
        group |= left > 1 ? static_cast<uint32_t>(static_cast<unsigned char>(data[i + 1])) << 8 : 0;
        group |= left > 2 ? static_cast<uint32_t>(static_cast<unsigned char>(data[i + 2])) : 0;
        text.push_back(Letters[group >> 18]);
        text.push_back(Letters[(group >> 12) & 63]);
        text.push_back(left > 1 ? Letters[(group >> 6) & 63] : '=');
        text.push_back(left > 2 ? Letters[group & 63] : '=');
    }
    return text;
}

std::string percentEncode(std::string_view text)
{
    static constexpr char Digits[] = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size() + text.size() / 2);
    for (const char c : text)
    {
        if (isUnreserved(c))
        {
            encoded.push_back(c);
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded.push_back('%');
        encoded.push_back(Digits[byte >> 4]);
        encoded.push_back(Digits[byte & 0x0F]);
    }
    return encoded;
}

std::string upperAscii(std::string text)
{
    for (char& c : text)
    {
        if (c >= 'a' && c <= 'z')
        {
            c = static_cast<char>(c - 'a' + 'A');
        }
    }
    return text;
}

std::string randomNumber()
{
    // A call to the random source costs more than the number: each thread draws many at a time.
    thread_local std::array<uint64_t, 64> drawn;
    thread_local std::size_t left = 0;
    if (left == 0)
    {
        if (RAND_bytes(reinterpret_cast<unsigned char*>(drawn.data()), sizeof drawn) != 1)
        {
            std::random_device device;
            for (uint64_t& number : drawn)
            {
                number = (static_cast<uint64_t>(device()) << 32) | device();
            }
        }
        left = drawn.size();
    }
    return std::to_string(drawn[--left] | 1); // never zero
}

std::string cryptoVersion()
{
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}

} // namespace duijie::sdk
