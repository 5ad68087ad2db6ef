#include "config/Secrets.h"

#include "config/FlowReader.h"
#include "config/ObjectReader.h"
#include "config/PrivateFile.h"
#include "config/SecretStore.h"

#include "text/Catalogue.h"

#include <Poco/Environment.h>

#ifdef _WIN32
#include <cstdlib> // _environ
#else
extern "C" char** environ; // NOLINT: POSIX has no header for it
#endif

namespace duijie::config
{

namespace
{

// Of the variables that are set to something.
std::vector<std::string> variables()
{
#ifdef _WIN32
    char** const all = _environ;
#else
    char** const all = environ;
#endif
    std::vector<std::string> names;
    for (char** each = all; each != nullptr && *each != nullptr; ++each)
    {
        const std::string_view entry(*each);
        const std::size_t equals = entry.find('=');
        if (equals != std::string_view::npos && equals > 0 && equals + 1 < entry.size())
        {
            names.emplace_back(entry.substr(0, equals));
        }
    }
    return names;
}

std::optional<std::string> fromEnvironment(const std::string& name, std::string& error)
{
    if (!Poco::Environment::has(name) || Poco::Environment::get(name).empty())
    {
        error = text::say("config.secret.env", {name, ObjectReader::suggest(name, variables())});
        return std::nullopt;
    }
    return Poco::Environment::get(name);
}

std::optional<std::string> fromFile(const std::string& path, std::string& error)
{
    if (othersMayRead(path))
    {
        error = text::say("config.secret.file_open", {path});
        return std::nullopt;
    }
    std::error_code code;
    std::optional<std::string> content = readBytes(path, MostSecretBytes + 2, code);
    if (!content && code != std::errc::file_too_large)
    {
        error = text::say("config.secret.file", {path, code.message()});
        return std::nullopt;
    }
    std::string value = content ? std::move(*content) : std::string();
    while (!value.empty() && (value.back() == '\n' || value.back() == '\r'))
    {
        value.pop_back();
    }
    if (value.empty() || value.size() > MostSecretBytes)
    {
        error = text::say("config.secret.file_size", {path});
        return std::nullopt;
    }
    return value;
}

bool takePrefix(std::string_view& text, std::string_view prefix)
{
    if (text.substr(0, prefix.size()) != prefix)
    {
        return false;
    }
    text.remove_prefix(prefix.size());
    return true;
}

} // namespace

bool isReference(std::string_view text, bool plainAllowed) noexcept
{
    const auto begins = [&](std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; };
    return begins("env:") || begins("file:") || begins("secret:") || (plainAllowed && begins("plain:"));
}

std::optional<std::string> resolveSecret(std::string_view reference, const SecretPlaces& places,
                                         std::string& error)
{
    if (takePrefix(reference, "secret:"))
    {
        return storedSecret(places, std::string(reference), error);
    }
    if (takePrefix(reference, "env:"))
    {
        return fromEnvironment(std::string(reference), error);
    }
    if (takePrefix(reference, "file:"))
    {
        return fromFile(absolute(std::string(reference), places.folder), error);
    }
    if (places.plainAllowed && takePrefix(reference, "plain:"))
    {
        return std::string(reference);
    }
    error = text::say("config.secret.form");
    return std::nullopt;
}

} // namespace duijie::config
