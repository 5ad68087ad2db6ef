#include "config/SecretStore.h"

#include "config/ObjectReader.h"
#include "config/PrivateFile.h"
#include "config/SecretFile.h"

#include "text/Catalogue.h"

#include <Poco/Path.h>

#include <algorithm>

namespace duijie::config
{

namespace
{

constexpr std::size_t MostFileBytes = 8 * 1024 * 1024;

bool isName(const std::string& name)
{
    constexpr std::string_view Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
    return !name.empty() && name.size() <= 64 && name.find_first_not_of(Letters) == std::string::npos;
}

// A file that is not there is an empty store.
std::optional<SecretFile> readStore(const SecretPlaces& places, std::string& error)
{
    std::error_code code;
    const std::optional<std::string> content = readBytes(places.storeFile, MostFileBytes, code);
    if (!content && code == std::errc::no_such_file_or_directory)
    {
        return SecretFile();
    }
    if (!content)
    {
        error = text::say("config.secrets.unreadable", {places.storeFile, code.message()});
        return std::nullopt;
    }
    std::optional<SecretFile> file = SecretFile::fromText(*content);
    if (!file)
    {
        error = text::say("config.secrets.damaged", {places.storeFile});
    }
    return file;
}

bool writeStore(const SecretPlaces& places, const SecretFile& file, std::string& error)
{
    const std::error_code code = replaceFile(places.storeFile, file.toText(), Readers::Owner);
    if (code)
    {
        error = text::say("config.secrets.unwritten", {places.storeFile, code.message()});
    }
    return !code;
}

// The key that seals the file, or null and a sentence.
const SecretKey* keyFor(const SecretPlaces& places, const SecretFile& file, const KeyRing& ring,
                        std::string& error)
{
    const SecretKey* const key = ring.find(file.keyId);
    if (key == nullptr)
    {
        error = text::say(ring.keys.empty() ? "config.secrets.no_key" : "config.secrets.wrong_key",
                          {ring.from, places.storeFile});
    }
    return key;
}

std::vector<SecretInfo> namesOf(const SecretFile& file)
{
    std::vector<SecretInfo> out;
    for (const auto& [name, secret] : file.secrets)
    {
        out.push_back({name, secret.setMs});
    }
    return out;
}

std::string valueDamaged(const SecretPlaces& places, const std::string& name)
{
    return text::say("config.secrets.value_damaged", {name, places.storeFile});
}

/// What every change works on: the folder locked, the store read.
struct Change
{
    Change(const SecretPlaces& places, std::string& error)
        : lock(Poco::Path(places.storeFile).parent().toString(), code)
    {
        if (code)
        {
            error = text::say("config.secrets.unwritten", {places.storeFile, code.message()});
            return;
        }
        file = readStore(places, error);
        ring = file ? readKeys(places, error) : std::nullopt;
    }

    bool ready() const noexcept { return file && ring; }

    std::error_code code;
    FolderLock lock;
    std::optional<SecretFile> file;
    std::optional<KeyRing> ring;
};

// An empty store takes the key that is there, or a new one.
const SecretKey* firstKey(const SecretPlaces& places, Change& change, std::string& error)
{
    if (change.ring->keys.empty())
    {
        change.ring->keys.push_back(SecretKey::make());
        if (!writeKeys(places.keyFile, {&change.ring->keys.front()}, error))
        {
            return nullptr;
        }
    }
    change.file->keyId = change.ring->keys.front().id();
    return &change.ring->keys.front();
}

// Nothing when one of the values cannot be opened.
std::optional<SecretFile> sealedAnew(const SecretPlaces& places, const SecretFile& file, const SecretKey& old,
                                     const SecretKey& fresh, std::string& error)
{
    SecretFile out;
    out.keyId = fresh.id();
    for (const auto& [name, secret] : file.secrets)
    {
        std::optional<std::string> value = unseal(old, name, secret);
        if (!value)
        {
            error = valueDamaged(places, name);
            return std::nullopt;
        }
        out.secrets[name] = seal(fresh, name, *value, secret.setMs);
        wipe(*value);
    }
    return out;
}

} // namespace

SecretPlaces SecretPlaces::beside(const std::string& folder)
{
    const Poco::Path base = Poco::Path::forDirectory(folder);
    SecretPlaces places;
    places.folder = folder;
    places.storeFile = Poco::Path(base, "duijie.secrets").toString();
    places.keyFile = Poco::Path(base, "duijie.key").toString();
    return places;
}

std::optional<std::vector<SecretInfo>> listSecrets(const SecretPlaces& places, std::string& error)
{
    const std::optional<SecretFile> file = readStore(places, error);
    return file ? std::optional<std::vector<SecretInfo>>(namesOf(*file)) : std::nullopt;
}

std::optional<std::string> storedSecret(const SecretPlaces& places, const std::string& name,
                                        std::string& error)
{
    const std::optional<SecretFile> file = readStore(places, error);
    if (!file)
    {
        return std::nullopt;
    }
    const auto found = file->secrets.find(name);
    if (found == file->secrets.end())
    {
        error = absentSecret(places, name, namesOf(*file)) + text::say("config.secrets.how", {name});
        return std::nullopt;
    }
    const std::optional<KeyRing> ring = readKeys(places, error);
    const SecretKey* const key = ring ? keyFor(places, *file, *ring, error) : nullptr;
    std::optional<std::string> value = key == nullptr ? std::nullopt : unseal(*key, name, found->second);
    if (key != nullptr && !value)
    {
        error = valueDamaged(places, name);
    }
    return value;
}

bool setSecret(const SecretPlaces& places, const std::string& name, std::string_view value, int64_t nowMs,
               std::string& error)
{
    if (!isName(name))
    {
        error = text::say("config.secrets.name", {name});
        return false;
    }
    if (value.empty() || value.size() > MostSecretBytes)
    {
        error = text::say("config.secrets.size", {name});
        return false;
    }
    Change change(places, error);
    if (!change.ready())
    {
        return false;
    }
    const SecretKey* const key = change.file->keyId.empty()
                                     ? firstKey(places, change, error)
                                     : keyFor(places, *change.file, *change.ring, error);
    if (key == nullptr)
    {
        return false;
    }
    change.file->secrets[name] = seal(*key, name, value, nowMs);
    return writeStore(places, *change.file, error);
}

bool removeSecret(const SecretPlaces& places, const std::string& name, std::string& error)
{
    Change change(places, error);
    if (!change.ready())
    {
        return false;
    }
    if (change.file->secrets.count(name) == 0)
    {
        error = absentSecret(places, name, namesOf(*change.file));
        return false;
    }
    change.file->secrets.erase(name);
    return writeStore(places, *change.file, error);
}

bool rotateSecrets(const SecretPlaces& places, std::string& error)
{
    Change change(places, error);
    if (!change.ready())
    {
        return false;
    }
    if (change.ring->isCredential)
    {
        error = text::say("config.secrets.credential", {change.ring->from});
        return false;
    }
    if (change.file->keyId.empty())
    {
        error = text::say("config.secrets.nothing", {places.storeFile});
        return false;
    }
    const SecretKey* const old = keyFor(places, *change.file, *change.ring, error);
    if (old == nullptr)
    {
        return false;
    }
    const SecretKey fresh = SecretKey::make();
    const std::optional<SecretFile> anew = sealedAnew(places, *change.file, *old, fresh, error);
    return anew && writeKeys(places.keyFile, {old, &fresh}, error) && writeStore(places, *anew, error) &&
           writeKeys(places.keyFile, {&fresh}, error);
}

std::string absentSecret(const SecretPlaces& places, const std::string& name,
                         const std::vector<SecretInfo>& known)
{
    std::vector<std::string> names;
    for (const SecretInfo& info : known)
    {
        names.push_back(info.name);
    }
    return text::say("config.secrets.absent", {name, places.storeFile, ObjectReader::suggest(name, names)});
}

} // namespace duijie::config
