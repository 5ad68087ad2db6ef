#include "plugin/Trust.h"

#include "plugin/Stamp.h"

#include "text/Catalogue.h"

#include <openssl/evp.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

namespace duijie::plugin
{

namespace
{

namespace fs = std::filesystem;
using text::say;

constexpr std::size_t SignatureBytes = 64;
constexpr std::uintmax_t MostSignatureBytes = 1024;

std::optional<std::string> contentOf(const std::string& path, std::uintmax_t most)
{
    std::error_code error;
    const fs::path file(std::u8string(path.begin(), path.end()));
    if (!fs::is_regular_file(file, error) || fs::file_size(file, error) > most || error)
    {
        return std::nullopt;
    }
    std::ifstream stream(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return stream.bad() ? std::nullopt : std::optional(std::move(content));
}

std::string digestOf(std::string_view content)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    if (EVP_Digest(content.data(), content.size(), bytes.data(), &size, EVP_sha256(), nullptr) != 1)
    {
        return {};
    }
    constexpr char Digits[] = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < size; ++i)
    {
        hex += Digits[bytes[i] >> 4];
        hex += Digits[bytes[i] & 15];
    }
    return hex;
}

bool isBlank(char c) noexcept
{
    return c == '\n' || c == '\r' || c == ' ' || c == '\t';
}

// Base64 of exactly `size` bytes; empty for anything else.
std::string decoded(std::string_view base64, std::size_t size)
{
    std::string compact;
    std::copy_if(base64.begin(), base64.end(), std::back_inserter(compact),
                 [](char c) { return !isBlank(c); });
    const std::size_t padding = (3 - size % 3) % 3;
    const bool fits = compact.size() == (size + 2) / 3 * 4 &&
                      compact.find('=') == (padding == 0 ? std::string::npos : compact.size() - padding);
    std::string bytes(compact.size(), '\0');
    if (!fits || EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                 reinterpret_cast<const unsigned char*>(compact.data()),
                                 static_cast<int>(compact.size())) < 0)
    {
        return {};
    }
    bytes.resize(size);
    return bytes;
}

bool signedBy(const SignerKey& key, const std::string& signature, std::string_view content)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> signer(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()), EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const auto bytes = [](std::string_view text)
    { return reinterpret_cast<const unsigned char*>(text.data()); };
    return signer && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, signer.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(content),
                            content.size()) == 1;
}

// Empty when there is none that could be one.
std::string signatureBeside(const std::string& path)
{
    const auto content = contentOf(path + ".sig", MostSignatureBytes);
    return !content                            ? std::string()
           : content->size() == SignatureBytes ? *content
                                               : decoded(*content, SignatureBytes);
}

} // namespace

bool signerOf(std::string_view base64, SignerKey& key)
{
    const std::string bytes = decoded(base64, key.size());
    std::copy_n(bytes.begin(), std::min(bytes.size(), key.size()), key.begin());
    return bytes.size() == key.size();
}

std::string notTrusted(const std::string& path, const Trust& trust)
{
    if (trust.asksNothing())
    {
        return {};
    }
    const auto content = contentOf(path, MaxLibraryBytes);
    const std::string digest = content ? digestOf(*content) : "";
    if (digest.empty())
    {
        return say("plugin.refused.unreadable", {path, ""});
    }
    if (std::find(trust.digests.begin(), trust.digests.end(), digest) != trust.digests.end())
    {
        return {};
    }
    const std::string signature = trust.signers.empty() ? "" : signatureBeside(path);
    const bool trusted = !signature.empty() && std::any_of(trust.signers.begin(), trust.signers.end(),
                                                           [&](const SignerKey& key)
                                                           { return signedBy(key, signature, *content); });
    if (trusted)
    {
        return {};
    }
    return trust.signers.empty() ? say("plugin.refused.digest", {path, digest})
           : signature.empty()   ? say("plugin.refused.unsigned", {path, digest})
                                 : say("plugin.refused.signature", {path, digest});
}

} // namespace duijie::plugin
