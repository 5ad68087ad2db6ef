// What the configuration's tests share: a folder of their own, and configurations in it.
#pragma once

#include "config/Config.h"

#include <filesystem>
#include <string>

namespace duijie::config::test
{

/// A path in the system's own way of writing it.
inline std::string native(const std::string& path)
{
    return std::filesystem::path(path).make_preferred().string();
}

/// A new folder, removed with all that is in it.
class Folder
{
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path(const std::string& name = "") const { return native((_path / name).string()); }

    /// Writes a file that only its owner may read; returns its path.
    std::string write(const std::string& name, const std::string& content) const;

    std::string read(const std::string& name) const;

private:
    std::filesystem::path _path;
};

/// A configuration with nothing wrong, in parts that a test replaces.
struct Text
{
    std::string top = R"("language": "en")";
    std::string plugins = R"("plugins": {"directories": ["plugins"]})";
    std::string store = R"("store": {"url": "sqlite:data/duijie.db"})";
    std::string connections = R"("connections": {"wdt": {"plugin": "wdt_source", "sid": "s1"},
                                                 "jdy": {"plugin": "jdy_target@1.0.0"}})";
    std::string flow = R"("plugin": "panying_flow", "source": "wdt", "target": "jdy",
                          "start": "2024-06-01 00:00:00")";

    std::string whole() const;
};

/// One with these alerts, nothing else wrong.
std::string withAlerts(const std::string& alerts, const std::string& top = "\"language\": \"en\"");

/// Every problem, one a line: "path: sentence".
std::string problemsOf(const std::string& content);

} // namespace duijie::config::test
