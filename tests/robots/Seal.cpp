#include "robots/Seal.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <vector>

namespace robots
{

namespace
{

std::vector<unsigned char> seal(const std::string& key, const std::string& data)
{
    std::vector<unsigned char> out(32);
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(data.data()), data.size(), out.data(), &size);
    return out;
}

} // namespace

std::string sealBase64(const std::string& key, const std::string& data)
{
    const auto bytes = seal(key, data);
    std::vector<unsigned char> letters(64);
    const int size = EVP_EncodeBlock(letters.data(), bytes.data(), static_cast<int>(bytes.size()));
    return {reinterpret_cast<const char*>(letters.data()), static_cast<std::size_t>(size)};
}

std::string sealHex(const std::string& key, const std::string& data)
{
    std::string out;
    for (const unsigned char byte : seal(key, data))
    {
        constexpr char Letters[] = "0123456789abcdef";
        out += Letters[byte >> 4];
        out += Letters[byte & 15];
    }
    return out;
}

} // namespace robots
