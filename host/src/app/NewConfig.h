// A configuration that is being made by questions.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace duijie::app
{

struct NewConnection
{
    std::string name;
    std::string plugin;
    std::vector<std::pair<std::string, std::string>> settings; ///< name and JSON value
};

struct NewConfig
{
    std::string language;
    std::string pluginFolder;
    std::string storeUrl;
    NewConnection source;
    NewConnection target;
    std::string flow;
    std::string flowPlugin;
    std::string start; ///< yyyy-MM-dd HH:mm:ss
    bool enabled = false;
};

/// The text of duijie.json, for people to read and go on with.
std::string configText(const NewConfig& config);

/// The connection's settings as a JSON object.
std::string settingsText(const NewConnection& connection);

/// The JSON string of a text.
std::string quoted(const std::string& text);

} // namespace duijie::app
