#include "Digest.h"

#include "Text.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace duijie::sandbox
{

namespace
{

std::string hmac(const EVP_MD* kind, std::string_view key, std::string_view text)
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (HMAC(kind, key.data(), static_cast<int>(key.size()), bytes, text.size(), out, &size) == nullptr)
        throw std::runtime_error("OpenSSL refused to compute an HMAC");
    return std::string(reinterpret_cast<const char*>(out), size);
}

} // namespace

std::string md5(std::string_view text)
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), out, &size, EVP_md5(), nullptr) != 1)
        throw std::runtime_error("OpenSSL refused to compute an MD5");
    return std::string(reinterpret_cast<const char*>(out), size);
}

std::string hmacMd5(std::string_view key, std::string_view text)
{
    return hmac(EVP_md5(), key, text);
}

std::string hmacSha256(std::string_view key, std::string_view text)
{
    return hmac(EVP_sha256(), key, text);
}

std::string hexBase64Hmac(std::string_view key, std::string_view text)
{
    return toBase64(toHex(hmacSha256(key, text), false));
}

} // namespace duijie::sandbox
