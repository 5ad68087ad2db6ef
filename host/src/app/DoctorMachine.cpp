#include "app/Doctor.h"

#include "app/Machine.h"

#include "store/Files.h"
#include "store/OpenStore.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Digest.h"

#include <Poco/Environment.h>
#include <Poco/Path.h>

#include <filesystem>

namespace duijie::app
{

namespace
{

namespace fs = std::filesystem;

constexpr uint64_t MiB = 1024 * 1024;
constexpr uint64_t LittleRoom = 2048 * MiB;
constexpr uint64_t NoRoom = 200 * MiB;

// A connection takes one, a store a dozen.
constexpr uint64_t FewFiles = 512;

std::string pocoVersion()
{
    const Poco::UInt32 version = Poco::Environment::libraryVersion();
    return std::to_string(version >> 24) + "." + std::to_string((version >> 16) & 0xFF) + "." +
           std::to_string((version >> 8) & 0xFF);
}

void examineVersions(Findings& findings)
{
    findings.push_back({"version", Health::Good,
                        text::say("app.doctor.version", {DUIJIE_VERSION, pocoVersion(),
                                                         store::engineVersion(), sdk::cryptoVersion()})});
}

void examineFile(const config::Config& config, Findings& findings)
{
    const bool open = writableByOthers(config.file);
    findings.push_back({"configuration", open ? Health::Doubtful : Health::Good,
                        text::say(open ? "app.doctor.config_open" : "app.doctor.config", {config.file})});
}

void examinePlugins(const PluginSet& plugins, Findings& findings)
{
    int loaded = 0;
    for (const plugin::Entry& entry : plugins.entries())
    {
        loaded += entry.loaded ? 1 : 0;
        if (!entry.loaded)
        {
            findings.push_back({"plugin", Health::Doubtful, entry.reason});
        }
    }
    findings.push_back({"plugins", loaded > 0 ? Health::Good : Health::Bad,
                        text::say("app.doctor.plugins", {std::to_string(loaded)})});
}

// The first run makes what is missing: what counts is the folder above that is there.
std::string thatIsThere(const std::string& folder)
{
    fs::path path = store::pathOf(folder);
    std::error_code code;
    while (path.has_relative_path() && !fs::exists(path, code))
    {
        path = path.parent_path();
    }
    return store::utf8Of(path);
}

void examineRoom(const std::string& folder, Findings& findings)
{
    std::error_code code;
    const fs::space_info space = fs::space(store::pathOf(folder), code);
    if (code)
    {
        findings.push_back(
            {"disk", Health::Bad, text::say("app.doctor.no_folder", {folder, code.message()})});
        return;
    }
    const Health health = roomHealth(space.available);
    findings.push_back({"disk", health,
                        text::say(health == Health::Good ? "app.doctor.room" : "app.doctor.little_room",
                                  {folder, std::to_string(space.available / MiB)})});
    if (isOnNetwork(folder))
    {
        findings.push_back({"disk", Health::Bad, text::say("app.doctor.network_disk", {folder})});
    }
}

void examineStore(const config::Config& config, Findings& findings)
{
    const std::string path = config.storeUrl.substr(config.storeUrl.find(':') + 1);
    examineRoom(thatIsThere(Poco::Path(path).parent().toString()), findings);
    if (!store::fileExists(path))
    {
        findings.push_back({"store", Health::Good, text::say("app.doctor.no_store", {path})});
        return;
    }
    try
    {
        const auto store = store::openStore(config.storeUrl, store::Access::Read, {});
        findings.push_back(
            {"store", Health::Good,
             text::say("app.doctor.store", {path, std::to_string(store::sizeOfFile(path) / MiB)})});
    }
    catch (const store::StoreError& e)
    {
        findings.push_back({"store", Health::Bad, e.what()});
    }
}

} // namespace

Health roomHealth(uint64_t freeBytes) noexcept
{
    return freeBytes < NoRoom ? Health::Bad : freeBytes < LittleRoom ? Health::Doubtful : Health::Good;
}

void examineMachine(const config::Config& config, const PluginSet& plugins, Findings& findings)
{
    examineVersions(findings);
    examineFile(config, findings);
    examinePlugins(plugins, findings);
    examineStore(config, findings);
    const uint64_t files = mostOpenFiles();
    if (files < FewFiles)
    {
        findings.push_back(
            {"limits", Health::Doubtful, text::say("app.doctor.few_files", {std::to_string(files)})});
    }
}

} // namespace duijie::app
