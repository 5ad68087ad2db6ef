#include "config/SecretKey.h"

#include "config/KeyProtection.h"
#include "config/PrivateFile.h"
#include "config/SecretPlaces.h"

#include "text/Catalogue.h"

#include <Poco/Environment.h>
#include <Poco/File.h>
#include <Poco/Path.h>

#include <sodium.h>

#include <sstream>
#include <stdexcept>

namespace duijie::config
{

namespace
{

constexpr std::string_view Mark = "duijie-key-1 ";
constexpr std::size_t MostBytes = 16 * 1024;
constexpr int Base64 = sodium_base64_VARIANT_ORIGINAL;

void needSodium()
{
    if (sodium_init() < 0)
    {
        throw std::runtime_error("libsodium finds no source of random numbers");
    }
}

std::string credentialFile()
{
    const std::string folder = Poco::Environment::get("CREDENTIALS_DIRECTORY", "");
    return folder.empty() ? "" : Poco::Path(Poco::Path::forDirectory(folder), "duijie.key").toString();
}

} // namespace

void wipe(std::string& text) noexcept
{
    sodium_memzero(text.data(), text.size());
    text.clear();
}

SecretKey SecretKey::make()
{
    needSodium();
    SecretKey key;
    randombytes_buf(key._bytes.data(), key._bytes.size());
    return key;
}

std::optional<SecretKey> SecretKey::fromText(std::string_view text)
{
    needSodium();
    if (text.substr(0, Mark.size()) != Mark)
    {
        return std::nullopt;
    }
    text.remove_prefix(Mark.size());
    SecretKey key;
    std::size_t size = 0;
    const char* end = nullptr;
    const bool read = sodium_base642bin(key._bytes.data(), key._bytes.size(), text.data(), text.size(),
                                        nullptr, &size, &end, Base64) == 0;
    return read && size == key._bytes.size() && end == text.data() + text.size()
               ? std::optional<SecretKey>(std::move(key))
               : std::nullopt;
}

std::string SecretKey::toText() const
{
    char text[sodium_base64_ENCODED_LEN(sizeof _bytes, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(text, sizeof text, _bytes.data(), _bytes.size(), Base64);
    std::string out = std::string(Mark) + text;
    sodium_memzero(text, sizeof text);
    return out;
}

SecretKey::SecretKey(SecretKey&& other) noexcept : _bytes(other._bytes)
{
    sodium_memzero(other._bytes.data(), other._bytes.size());
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept
{
    std::swap(_bytes, other._bytes);
    return *this;
}

SecretKey::~SecretKey()
{
    sodium_memzero(_bytes.data(), _bytes.size());
}

std::string SecretKey::id() const
{
    constexpr std::string_view What = "duijie secret store";
    unsigned char digest[crypto_generichash_BYTES_MIN];
    crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(What.data()),
                       What.size(), _bytes.data(), _bytes.size());
    char hex[17];
    sodium_bin2hex(hex, sizeof hex, digest, 8);
    return hex;
}

const SecretKey* KeyRing::find(const std::string& id) const
{
    for (const SecretKey& key : keys)
    {
        if (key.id() == id)
        {
            return &key;
        }
    }
    return nullptr;
}

std::string keyFileOf(const SecretPlaces& places)
{
    const std::string credential = credentialFile();
    return !credential.empty() && Poco::File(credential).exists() ? credential : places.keyFile;
}

std::optional<KeyRing> readKeys(const SecretPlaces& places, std::string& error)
{
    KeyRing ring;
    ring.from = keyFileOf(places);
    ring.isCredential = ring.from != places.keyFile;
    // systemd gives credentials to one service alone, in a way that file modes show as open to a group.
    if (!ring.isCredential && othersMayRead(ring.from))
    {
        error = text::say("config.secrets.key_open", {ring.from});
        return std::nullopt;
    }
    std::error_code code;
    std::optional<std::string> content = readBytes(ring.from, MostBytes, code);
    if (!content)
    {
        if (code == std::errc::no_such_file_or_directory)
        {
            return ring;
        }
        error = text::say("config.secrets.unreadable", {ring.from, code.message()});
        return std::nullopt;
    }
    std::istringstream lines(*content);
    for (std::string line; std::getline(lines, line); wipe(line))
    {
        line.erase(line.find_last_not_of("\r ") + 1);
        std::optional<std::string> plain = unprotectKey(line);
        std::optional<SecretKey> key = plain ? SecretKey::fromText(*plain) : std::nullopt;
        if (plain)
        {
            wipe(*plain);
        }
        if (!key)
        {
            ring.keys.clear();
            break;
        }
        ring.keys.push_back(std::move(*key));
    }
    wipe(*content);
    if (ring.keys.empty())
    {
        error = text::say("config.secrets.key_damaged", {ring.from});
        return std::nullopt;
    }
    return ring;
}

bool writeKeys(const std::string& file, const std::vector<const SecretKey*>& keys, std::string& error)
{
    std::string content;
    for (const SecretKey* key : keys)
    {
        std::string plain = key->toText();
        std::optional<std::string> line = protectKey(plain);
        wipe(plain);
        if (!line)
        {
            error = text::say("config.secrets.unprotected", {file});
            return false;
        }
        content += *line + "\n";
        wipe(*line);
    }
    const std::error_code code = replaceFile(file, content, Readers::Owner);
    wipe(content);
    if (code)
    {
        error = text::say("config.secrets.unwritten", {file, code.message()});
    }
    return !code;
}

} // namespace duijie::config
