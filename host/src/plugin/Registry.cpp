#include "plugin/Registry.h"

#include "text/Catalogue.h"
#include "text/Paths.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace duijie::plugin
{

namespace
{

namespace fs = std::filesystem;
using text::say;

#ifdef _WIN32
constexpr std::string_view Ending = ".dll";
#else
constexpr std::string_view Ending = ".so";
#endif

constexpr int VersionDepth = 2; // folder/<id>/<version>/

// Libraries in `folder` and at the depth of versions below it. A name that begins with a point is one being
// installed.
void collect(const fs::path& folder, int depth, std::vector<std::string>& files)
{
    for (const fs::directory_entry& item : fs::directory_iterator(folder))
    {
        const std::string name = text::utf8Of(item.path().filename());
        std::error_code error;
        if (name.front() == '.')
        {
            continue;
        }
        if (item.is_directory(error))
        {
            if (depth < VersionDepth)
            {
                collect(item.path(), depth + 1, files);
            }
        }
        else if (item.path().extension() == Ending && (depth == 0 || depth == VersionDepth))
        {
            files.push_back(text::utf8Of(item.path()));
        }
    }
}

bool offers(const Stamp& stamp, const std::string& connectorId)
{
    return std::find(stamp.connectors.begin(), stamp.connectors.end(), connectorId) != stamp.connectors.end();
}

std::string joined(const std::set<std::string>& names)
{
    std::string out;
    for (const std::string& name : names)
    {
        out += out.empty() ? "" : ", ";
        out += name;
    }
    return out.empty() ? "-" : out;
}

} // namespace

Registry::Registry(HostAbi host, Trust trust) : _host(std::move(host)), _trust(std::move(trust)) {}

void Registry::scan(const std::vector<std::string>& folders)
{
    const std::lock_guard<std::mutex> lock(_mutex);
    std::vector<Item> found;
    for (Item& item : _items)
    {
        if (item.library != nullptr || item.retired)
        {
            found.push_back(std::move(item));
        }
    }
    _items.clear();
    for (const std::string& folder : folders)
    {
        scanFolder(folder, found);
    }
    _items = std::move(found);
}

void Registry::scanFolder(const std::string& folder, std::vector<Item>& found)
{
    const auto unreadable = [&](const std::string& why)
    {
        Item item;
        item.entry.path = folder;
        item.entry.reason = say("plugin.folder_unreadable", {folder, why});
        found.push_back(std::move(item));
    };
    std::vector<std::string> files;
    try
    {
        collect(text::pathOf(folder), 0, files);
    }
    catch (const std::system_error& e)
    {
        return unreadable(text::systemReason(e.code()));
    }
    catch (const std::exception& e)
    {
        return unreadable(e.what());
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files)
    {
        addFile(file, found);
    }
}

void Registry::addFile(const std::string& path, std::vector<Item>& found)
{
    std::error_code error;
    const fs::path real = fs::canonical(text::pathOf(path), error);
    const std::string known = error ? path : text::utf8Of(real);
    for (const Item& item : found)
    {
        if (item.entry.path == known)
        {
            return; // loaded before, or reached through two folders
        }
    }
    found.push_back(judge(path, found));
}

Registry::Item Registry::judge(const std::string& path, const std::vector<Item>& found) const
{
    Item item;
    const Verdict verdict = check(path, _host, _trust);
    item.entry.path = verdict.path;
    item.entry.stamp = verdict.stamp;
    item.entry.reason = verdict.accepted ? duplicateOf(verdict, found) : verdict.reason;
    if (!item.entry.reason.empty())
    {
        return item;
    }
    Library::Opened opened = Library::open(verdict);
    item.entry.reason = std::move(opened.reason);
    item.entry.loaded = opened.library != nullptr;
    if (opened.library != nullptr)
    {
        item.entry.connectors = opened.library->connectors();
        item.library = std::move(opened.library);
    }
    return item;
}

std::string Registry::duplicateOf(const Verdict& verdict, const std::vector<Item>& found) const
{
    for (const Item& other : found)
    {
        if (other.library == nullptr || other.entry.stamp.version != verdict.stamp.version)
        {
            continue;
        }
        for (const std::string& connector : verdict.stamp.connectors)
        {
            if (offers(other.entry.stamp, connector))
            {
                return say("plugin.refused.duplicate", {verdict.stamp.id + " " + verdict.stamp.version,
                                                        verdict.path, connector, other.entry.path});
            }
        }
    }
    return {};
}

std::vector<Entry> Registry::entries() const
{
    const std::lock_guard<std::mutex> lock(_mutex);
    std::vector<Entry> entries;
    entries.reserve(_items.size());
    for (const Item& item : _items)
    {
        entries.push_back(item.entry);
    }
    return entries;
}

Created Registry::create(const std::string& connectorId, const std::string& version)
{
    std::shared_ptr<Library> library;
    {
        const std::lock_guard<std::mutex> lock(_mutex);
        for (const Item& item : _items)
        {
            const std::string& has = item.entry.stamp.version;
            const bool fits = item.library != nullptr && offers(item.entry.stamp, connectorId) &&
                              (version.empty() || has == version);
            if (fits && (library == nullptr || compareVersions(has, library->stamp().version) > 0))
            {
                library = item.library;
            }
        }
        if (library == nullptr)
        {
            return {nullptr, whyNone(connectorId, version)};
        }
    }
    return library->create(connectorId);
}

std::string Registry::whyNone(const std::string& connectorId, const std::string& version) const
{
    std::set<std::string> versions;
    std::set<std::string> connectors;
    std::string refusal;
    for (const Item& item : _items)
    {
        const bool offered = offers(item.entry.stamp, connectorId);
        if (offered && item.library != nullptr)
        {
            versions.insert(item.entry.stamp.version);
        }
        if (offered && item.library == nullptr && (version.empty() || item.entry.stamp.version == version))
        {
            refusal = item.entry.reason;
        }
        if (item.library != nullptr)
        {
            connectors.insert(item.entry.stamp.connectors.begin(), item.entry.stamp.connectors.end());
        }
    }
    if (!refusal.empty())
    {
        return say("plugin.connector_refused", {connectorId, refusal});
    }
    if (!versions.empty())
    {
        return say("plugin.no_version", {connectorId, version, joined(versions)});
    }
    const std::string nearby = sdk::nearestName(connectorId, {connectors.begin(), connectors.end()});
    return nearby.empty() ? say("plugin.no_connector", {connectorId, joined(connectors)})
                          : say("plugin.no_connector_near", {connectorId, nearby});
}

bool Registry::retire(std::string_view id, std::string_view version)
{
    std::shared_ptr<Library> released; // let go of outside the lock: this may unload
    const std::lock_guard<std::mutex> lock(_mutex);
    for (Item& item : _items)
    {
        if (item.library != nullptr && item.entry.stamp.id == id && item.entry.stamp.version == version)
        {
            released = std::move(item.library);
            item.library = nullptr;
            item.retired = true;
            item.entry.loaded = false;
            item.entry.connectors.clear();
            item.entry.reason = say(
                "plugin.retired", {released->stamp().id + " " + released->stamp().version, released->path()});
            return true;
        }
    }
    return false;
}

} // namespace duijie::plugin
