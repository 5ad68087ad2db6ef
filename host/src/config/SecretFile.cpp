#include "config/SecretFile.h"

#include "duijie/sdk/Json.h"

#include <sodium.h>

#include <charconv>

namespace duijie::config
{

namespace
{

constexpr int Base64 = sodium_base64_VARIANT_ORIGINAL;
constexpr std::size_t NonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t TagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

unsigned char* bytesOf(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string associated(std::string_view name, int64_t setMs)
{
    return "duijie secret 1\n" + std::string(name) + "\n" + std::to_string(setMs);
}

std::optional<int64_t> integerOf(sdk::JsonValue value)
{
    const std::string_view text = value.isNumber() ? value.text() : std::string_view();
    int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size() && !text.empty()
               ? std::optional<int64_t>(out)
               : std::nullopt;
}

} // namespace

std::optional<SecretFile> SecretFile::fromText(std::string_view text)
{
    sdk::JsonDocument document;
    if (!document.parse(text) || document.root().find("duijie_secrets").text() != "1" ||
        !document.root().find("key").isString() || !document.root().find("secrets").isObject())
    {
        return std::nullopt;
    }
    SecretFile out;
    out.keyId = document.root().find("key").text();
    for (const sdk::JsonValue entry : document.root().find("secrets"))
    {
        const std::optional<int64_t> setMs = integerOf(entry.find("set_ms"));
        if (!setMs || !entry.find("sealed").isString())
        {
            return std::nullopt;
        }
        out.secrets[std::string(entry.name())] = {*setMs, std::string(entry.find("sealed").text())};
    }
    return out;
}

std::string SecretFile::toText() const
{
    sdk::JsonWriter json;
    json.beginObject().key("duijie_secrets").number(1).key("key").string(keyId);
    json.key("secrets").beginObject();
    for (const auto& [name, secret] : secrets)
    {
        json.key(name).beginObject().key("set_ms").number(secret.setMs);
        json.key("sealed").string(secret.sealed).endObject();
    }
    json.endObject().endObject();
    return json.take() + "\n";
}

SealedSecret seal(const SecretKey& key, std::string_view name, std::string_view value, int64_t nowMs)
{
    const std::string data = associated(name, nowMs);
    std::string sealed(NonceBytes + value.size() + TagBytes, '\0');
    unsigned char* const nonce = bytesOf(sealed);
    randombytes_buf(nonce, NonceBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NonceBytes, nullptr, bytesOf(value), value.size(),
                                               bytesOf(std::string_view(data)), data.size(), nullptr, nonce,
                                               key.data());
    std::string text(sodium_base64_encoded_len(sealed.size(), Base64), '\0');
    sodium_bin2base64(text.data(), text.size(), nonce, sealed.size(), Base64);
    text.pop_back(); // the zero at its end
    return {nowMs, text};
}

std::optional<std::string> unseal(const SecretKey& key, std::string_view name, const SealedSecret& secret)
{
    std::string sealed(secret.sealed.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const char* const last = secret.sealed.data() + secret.sealed.size();
    if (sodium_base642bin(bytesOf(sealed), sealed.size(), secret.sealed.data(), secret.sealed.size(), nullptr,
                          &size, &end, Base64) != 0 ||
        end != last || size < NonceBytes + TagBytes)
    {
        return std::nullopt;
    }
    const std::string data = associated(name, secret.setMs);
    const unsigned char* const nonce = bytesOf(sealed);
    std::string value(size - NonceBytes - TagBytes, '\0');
    return crypto_aead_xchacha20poly1305_ietf_decrypt(bytesOf(value), nullptr, nullptr, nonce + NonceBytes,
                                                      size - NonceBytes, bytesOf(std::string_view(data)),
                                                      data.size(), nonce, key.data()) == 0
               ? std::optional<std::string>(std::move(value))
               : std::nullopt;
}

} // namespace duijie::config
