#include "config/SeeingReader.h"

#include "config/FlowReader.h"

#include "text/Catalogue.h"

#include <Poco/Net/IPAddress.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace duijie::config
{

namespace
{

constexpr std::array<std::string_view, 4> Levels = {"error", "warning", "information", "debug"};

std::string levelOf(ObjectReader& reader, const std::string& key)
{
    return reader.choice(key, "", {Levels.begin(), Levels.end()});
}

// "127.0.0.1:8088", "[::1]:8088"; names are not looked up: what is meant must not depend on a resolver.
bool splitAddress(const std::string& address, HttpConfig& out)
{
    const std::size_t colon = address.rfind(':');
    if (colon == std::string::npos)
    {
        return false;
    }
    out.host = address.substr(0, colon);
    if (out.host.size() > 2 && out.host.front() == '[' && out.host.back() == ']')
    {
        out.host = out.host.substr(1, out.host.size() - 2);
    }
    else if (out.host.find(':') != std::string::npos)
    {
        return false;
    }
    const char* const end = address.data() + address.size();
    const auto read = std::from_chars(address.data() + colon + 1, end, out.port);
    Poco::Net::IPAddress ip;
    return read.ec == std::errc() && read.ptr == end && out.port != 0 &&
           Poco::Net::IPAddress::tryParse(out.host, ip);
}

} // namespace

bool isLogLevel(const std::string& word)
{
    return std::find(Levels.begin(), Levels.end(), word) != Levels.end();
}

LogConfig readLog(ObjectReader& root, const std::string& folder)
{
    constexpr int64_t MostMiB = 100'000;
    constexpr int64_t MostFiles = 1000;
    LogConfig config;
    ObjectReader log = root.object("log", false);
    config.level = levelOf(log, "level");
    config.file = log.text("file", "", false);
    if (!config.file.empty())
    {
        config.file = absolute(config.file, folder);
    }
    config.json = log.choice("format", config.file.empty() ? "text" : "json", {"text", "json"}) == "json";
    config.rotateMiB = log.integer("rotate_mib", config.rotateMiB, 1, MostMiB);
    config.keep = log.integer("keep", config.keep, 1, MostFiles);
    ObjectReader levels = log.object("levels", false);
    for (const std::string& component : levels.takeNames())
    {
        config.levels.emplace(component, levelOf(levels, component));
    }
    levels.finish();
    log.finish();
    return config;
}

HttpConfig readHttp(ObjectReader& root)
{
    HttpConfig config;
    ObjectReader http = root.object("http", false);
    const std::string listen = http.text("listen", "", false);
    if (!listen.empty() && !splitAddress(listen, config))
    {
        http.problem("listen", text::say("config.http.listen", {listen}));
    }
    http.finish();
    return config;
}

} // namespace duijie::config
