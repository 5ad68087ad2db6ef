// Every plugin library of this host: found, judged, loaded; and where new connectors come from.
#pragma once

#include "plugin/Gate.h"
#include "plugin/Library.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plugin
{

/// One library file, or one folder that could not be read.
struct Entry
{
    std::string path;
    Stamp stamp; ///< as far as it could be read
    bool loaded = false;
    std::string reason;                    ///< one sentence when not loaded
    std::vector<ConnectorInfo> connectors; ///< when loaded
};

class Registry
{
public:
    explicit Registry(HostAbi host = HostAbi::ofThisHost(), Trust trust = {});

    /// Looks for libraries in each folder and in its <id>/<version>/ folders, in the order of their names,
    /// and loads what passes the gate. Scanning again adds what is new, judges again what was refused, and
    /// leaves alone what is loaded or retired. [control]
    void scan(const std::vector<std::string>& folders);

    /// What the last scan came to. Any thread.
    std::vector<Entry> entries() const;

    /// A new connector: of the highest version, or of exactly `version`. Any thread.
    Created create(const std::string& connectorId, const std::string& version = {});

    /// Gives no more instances of this library; it leaves the process when the running ones are gone, which
    /// Library::stillMapped tells. False: no such library is loaded. [control]
    bool retire(std::string_view id, std::string_view version);

private:
    struct Item
    {
        Entry entry;
        std::shared_ptr<Library> library; // null when not loaded
        bool retired = false;
    };

    void scanFolder(const std::string& folder, std::vector<Item>& found);
    void addFile(const std::string& path, std::vector<Item>& found);
    Item judge(const std::string& path, const std::vector<Item>& found) const;
    std::string duplicateOf(const Verdict& verdict, const std::vector<Item>& found) const;
    std::string whyNone(const std::string& connectorId, const std::string& version) const;

    HostAbi _host;
    Trust _trust;
    mutable std::mutex _mutex;
    std::vector<Item> _items; // guarded by _mutex
};

} // namespace duijie::plugin
