// One accepted library, opened: its class loader, its connectors, its unloading.
#pragma once

#include "plugin/Gate.h"
#include "plugin/Instance.h"
#include "plugin/Module.h"

#include <Poco/ClassLoader.h>

#include <memory>
#include <string>
#include <vector>

namespace duijie::plugin
{

/// A new connector, or the sentence that explains why there is none.
struct Created
{
    std::shared_ptr<Instance> instance;
    std::string reason;
};

/// What a connector said of itself when its library was loaded.
struct ConnectorInfo
{
    std::string id;
    std::string description; ///< JSON, see Connector::describe
};

/// Held by the registry and by every instance; the last one to let go unloads the library.
class Library : public std::enable_shared_from_this<Library>
{
public:
    /// A library, or the sentence that explains why not.
    struct Opened
    {
        std::shared_ptr<Library> library;
        std::string reason;
    };

    /// Opens what the gate has accepted, makes every connector once and asks for its description. Whatever is
    /// wrong becomes a sentence, and the library has left the process again. [control]
    static Opened open(const Verdict& accepted);

    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    /// A new connector of this id. Any thread.
    Created create(const std::string& connectorId);

    const Stamp& stamp() const noexcept { return _stamp; }
    const std::string& path() const noexcept { return _path; }
    const std::vector<ConnectorInfo>& connectors() const noexcept { return _connectors; }

    /// True when the library of this path is in the process, loaded by whomever.
    static bool stillMapped(const std::string& path) noexcept { return Module::isMapped(path); }

private:
    Library(std::string path, Stamp stamp);

    std::string load();
    std::string loadManifest();
    std::string compareManifest() const;
    std::string askConnectors();
    std::string who() const;
    void unload() noexcept;

    std::string _path;
    Stamp _stamp;
    Module _module; // keeps the library bound and local while the class loader has it
    Poco::ClassLoader<Connector> _loader;
    std::vector<ConnectorInfo> _connectors;
};

} // namespace duijie::plugin
