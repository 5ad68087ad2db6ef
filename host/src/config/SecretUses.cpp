#include "config/SecretUses.h"

#include "config/ConfigText.h"
#include "config/FlowReader.h"

#include <Poco/File.h>
#include <Poco/JSON/Array.h>
#include <Poco/Path.h>

namespace duijie::config
{

namespace
{

constexpr std::string_view Prefix = "secret:";

void collect(const Poco::Dynamic::Var& value, const std::string& path, SecretUses& uses)
{
    if (value.type() == typeid(Poco::JSON::Object::Ptr))
    {
        for (const auto& [name, member] : *value.extract<Poco::JSON::Object::Ptr>())
        {
            collect(member, path.empty() ? name : path + "." + name, uses);
        }
    }
    else if (value.type() == typeid(Poco::JSON::Array::Ptr))
    {
        std::size_t index = 0;
        for (const Poco::Dynamic::Var& item : *value.extract<Poco::JSON::Array::Ptr>())
        {
            collect(item, path + "[" + std::to_string(index++) + "]", uses);
        }
    }
    else if (value.isString() && value.extract<std::string>().rfind(Prefix, 0) == 0)
    {
        uses[value.extract<std::string>().substr(Prefix.size())].push_back(path);
    }
}

} // namespace

SecretPlaces readSecretPlaces(ObjectReader& root, const std::string& folder)
{
    SecretPlaces places = SecretPlaces::beside(folder);
    ObjectReader secrets = root.object("secrets", false);
    places.storeFile = absolute(secrets.text("file", places.storeFile, false), folder);
    places.keyFile = absolute(secrets.text("key_file", places.keyFile, false), folder);
    secrets.finish();
    return places;
}

std::optional<SecretSettings> readSecretSettings(const std::string& file, Problems& problems)
{
    const Poco::Path path = Poco::Path(file).makeAbsolute();
    if (!Poco::File(path).exists())
    {
        return SecretSettings{SecretPlaces::beside(path.parent().toString()), {}};
    }
    const std::optional<ConfigText> text = readText(file, problems);
    if (!text)
    {
        return std::nullopt;
    }
    ObjectReader root(text->root, "", problems);
    SecretSettings out;
    out.places = readSecretPlaces(root, text->folder);
    collect(text->root, "", out.uses);
    locate(file, text->places, problems);
    return problems.empty() ? std::optional<SecretSettings>(std::move(out)) : std::nullopt;
}

} // namespace duijie::config
