#include "app/NewConfig.h"

#include "duijie/sdk/Json.h"

namespace duijie::app
{

namespace
{

std::string connectionText(const NewConnection& connection)
{
    std::string out =
        "    " + quoted(connection.name) + ": {\n      \"plugin\": " + quoted(connection.plugin);
    for (const auto& [name, value] : connection.settings)
    {
        out += ",\n      " + quoted(name) + ": " + value;
    }
    return out + "\n    }";
}

} // namespace

std::string quoted(const std::string& text)
{
    sdk::JsonWriter json;
    json.string(text);
    return json.take();
}

std::string settingsText(const NewConnection& connection)
{
    std::string out;
    for (const auto& [name, value] : connection.settings)
    {
        out += (out.empty() ? "" : ",") + quoted(name) + ":" + value;
    }
    return "{" + out + "}";
}

std::string configText(const NewConfig& config)
{
    return "{\n  \"language\": " + quoted(config.language) + ",\n  \"plugins\": { \"directories\": [" +
           quoted(config.pluginFolder) + "] },\n  \"store\": { \"url\": " + quoted(config.storeUrl) +
           " },\n  \"connections\": {\n" + connectionText(config.source) + ",\n" +
           connectionText(config.target) + "\n  },\n  \"flows\": {\n    " + quoted(config.flow) +
           ": {\n      \"plugin\": " + quoted(config.flowPlugin) +
           ",\n      \"enabled\": " + (config.enabled ? "true" : "false") +
           ",\n      \"source\": " + quoted(config.source.name) +
           ",\n      \"target\": " + quoted(config.target.name) +
           ",\n      \"start\": " + quoted(config.start) +
           ",\n      \"timezone\": \"Asia/Shanghai\"\n    }\n  }\n}\n";
}

} // namespace duijie::app
