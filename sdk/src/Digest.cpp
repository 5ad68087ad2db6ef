#include "duijie/sdk/Digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <cstdint>
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

std::string digestHex(const EVP_MD* algorithm, const char* name, std::string_view data)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int count = 0;
    if (EVP_Digest(data.data(), data.size(), bytes, &count, algorithm, nullptr) != 1)
    {
        throw std::runtime_error(std::string("OpenSSL refuses ") + name + " on this machine");
    }
    return hexOf(bytes, count);
}

std::string hmacHex(const EVP_MD* algorithm, const char* name, std::string_view key, std::string_view data)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int count = 0;
    // A null key would mean "keep the key of before", so an empty one still needs an address.
    const char* const keyBytes = key.empty() ? "" : key.data();
    const auto* const message = reinterpret_cast<const unsigned char*>(data.data());
    if (HMAC(algorithm, keyBytes, static_cast<int>(key.size()), message, data.size(), bytes, &count) ==
        nullptr)
    {
        throw std::runtime_error(std::string("OpenSSL refuses HMAC-") + name + " on this machine");
    }
    return hexOf(bytes, count);
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

std::string sha256Hex(std::string_view data)
{
    return digestHex(EVP_sha256(), "SHA-256", data);
}

std::string hmacMd5Hex(std::string_view key, std::string_view data)
{
    return hmacHex(EVP_md5(), "MD5", key, data);
}

std::string hmacSha256Hex(std::string_view key, std::string_view data)
{
    return hmacHex(EVP_sha256(), "SHA-256", key, data);
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

} // namespace duijie::sdk
