#include "duijie/sdk/Seal.h"

#include "Say.h"

#include "duijie/sdk/Digest.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace duijie::sdk
{

namespace
{

constexpr std::size_t NonceSize = 12;
constexpr std::size_t TagSize = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using Key = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Key keyOf(std::string_view secret)
{
    // The prefix keeps this key apart from any other use of the same secret.
    const std::string input = "duijie seal 1\n" + std::string(secret);
    Key key;
    SHA256(reinterpret_cast<const unsigned char*>(input.data()), input.size(), key.data());
    return key;
}

unsigned char* bytes(std::string& text, std::size_t offset)
{
    return reinterpret_cast<unsigned char*>(text.data() + offset);
}

const unsigned char* bytes(std::string_view text, std::size_t offset)
{
    return reinterpret_cast<const unsigned char*>(text.data() + offset);
}

std::optional<std::string> fromBase64(std::string_view text)
{
    if (text.empty() || text.size() % 4 != 0)
    {
        return std::nullopt;
    }
    std::string out(text.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(bytes(out, 0), bytes(text, 0), static_cast<int>(text.size()));
    if (size < 0)
    {
        return std::nullopt;
    }
    const std::size_t padding = text.back() != '=' ? 0 : text[text.size() - 2] == '=' ? 2 : 1;
    out.resize(static_cast<std::size_t>(size) - padding);
    return out;
}

} // namespace

std::string seal(std::string_view secret, std::string_view text)
{
    const Key key = keyOf(secret);
    std::string out(NonceSize + text.size() + TagSize, '\0');
    const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int size = 0;
    const bool done =
        context && RAND_bytes(bytes(out, 0), NonceSize) == 1 &&
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), bytes(out, 0)) == 1 &&
        EVP_EncryptUpdate(context.get(), bytes(out, NonceSize), &size, bytes(text, 0),
                          static_cast<int>(text.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), bytes(out, NonceSize + text.size()), &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, TagSize,
                            bytes(out, NonceSize + text.size())) == 1;
    if (!done)
    {
        throw std::runtime_error(say("sdk.seal.failed"));
    }
    return base64(out);
}

std::optional<std::string> unseal(std::string_view secret, std::string_view sealed)
{
    std::optional<std::string> raw = fromBase64(sealed);
    if (!raw || raw->size() < NonceSize + TagSize)
    {
        return std::nullopt;
    }
    const Key key = keyOf(secret);
    const std::size_t length = raw->size() - NonceSize - TagSize;
    std::string out(length, '\0');
    const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int size = 0;
    unsigned char rest[TagSize];
    const bool done =
        context &&
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), bytes(*raw, 0)) == 1 &&
        EVP_DecryptUpdate(context.get(), bytes(out, 0), &size, bytes(*raw, NonceSize),
                          static_cast<int>(length)) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, TagSize, bytes(*raw, NonceSize + length)) ==
            1 &&
        EVP_DecryptFinal_ex(context.get(), rest, &size) == 1;
    return done ? std::optional<std::string>(std::move(out)) : std::nullopt;
}

} // namespace duijie::sdk
