// The key that seals the secret store, and where it comes from.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::config
{

struct SecretPlaces;

/// Overwrites a text that held something secret.
void wipe(std::string& text) noexcept;

/// 32 bytes that are overwritten when they are let go of.
class SecretKey
{
public:
    static SecretKey make();

    /// Reads what toText wrote.
    static std::optional<SecretKey> fromText(std::string_view text);
    std::string toText() const;

    SecretKey(SecretKey&& other) noexcept;
    SecretKey& operator=(SecretKey&& other) noexcept;
    ~SecretKey();

    const unsigned char* data() const noexcept { return _bytes.data(); }

    /// Tells keys apart without giving anything of them away: a digest of eight bytes, in hex.
    std::string id() const;

private:
    SecretKey() = default;

    std::array<unsigned char, 32> _bytes{};
};

/// The keys that are at hand: one, or two while a rotation is under way.
struct KeyRing
{
    std::vector<SecretKey> keys;
    std::string from;          ///< file it was read from
    bool isCredential = false; ///< handed over by systemd, cannot be changed from here

    /// Null when there is no key of this id.
    const SecretKey* find(const std::string& id) const;
};

/// Where the key is looked for: systemd's credential when there is one, else the key file.
std::string keyFileOf(const SecretPlaces& places);

/// Reads the keys; no keys and no error when there is no key file yet. Nothing and a sentence when the file
/// may be read by others or is damaged.
std::optional<KeyRing> readKeys(const SecretPlaces& places, std::string& error);

/// Puts the keys into the key file. False and a sentence when it cannot be written.
bool writeKeys(const std::string& file, const std::vector<const SecretKey*>& keys, std::string& error);

} // namespace duijie::config
