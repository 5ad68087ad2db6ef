// The secret store: values that only this host can read, by name.
#pragma once

#include "config/SecretPlaces.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::config
{

struct SecretInfo
{
    std::string name;
    int64_t setMs = 0; ///< Unix milliseconds
};

constexpr std::size_t MostSecretBytes = 64 * 1024;

/// Every name, sorted; no key is needed. Nothing and a sentence when the store cannot be read.
std::optional<std::vector<SecretInfo>> listSecrets(const SecretPlaces& places, std::string& error);

/// The value of a name. Nothing and a sentence that never holds a value.
std::optional<std::string> storedSecret(const SecretPlaces& places, const std::string& name,
                                        std::string& error);

/// Sets or replaces a value; makes store and key when there are none. False and a sentence otherwise.
bool setSecret(const SecretPlaces& places, const std::string& name, std::string_view value, int64_t nowMs,
               std::string& error);

/// Forgets a value. False and a sentence otherwise.
bool removeSecret(const SecretPlaces& places, const std::string& name, std::string& error);

/// Seals every value with a new key; the times they were set stay. Three files are put in place one after the
/// other: old and new key together, the store sealed with the new key, the new key alone. The store names the
/// key it needs, so whichever of them a crash leaves behind, the key file has it. False and a sentence
/// otherwise.
bool rotateSecrets(const SecretPlaces& places, std::string& error);

/// The sentence for a name that is not in the store, with the nearest one.
std::string absentSecret(const SecretPlaces& places, const std::string& name,
                         const std::vector<SecretInfo>& known);

} // namespace duijie::config
