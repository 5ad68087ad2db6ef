#include "plugin/Library.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Services.h"
#include "duijie/sdk/Text.h"

#include <Poco/Exception.h>

#include <algorithm>

namespace duijie::plugin
{

namespace
{

using text::say;

constexpr const char* ManifestName = "DuijieAbi1";
constexpr const char* ManifestSymbol = "pocoBuildManifestDuijieAbi1";
constexpr std::size_t ReasonBytes = 500;

// The text of whatever was thrown. Only the text: the exception's class may live in a library about to be
// unloaded.
std::string thrownText() noexcept
{
    try
    {
        throw;
    }
    catch (const Poco::Exception& e)
    {
        return sdk::excerpt(e.displayText(), ReasonBytes);
    }
    catch (const std::exception& e)
    {
        return sdk::excerpt(e.what(), ReasonBytes);
    }
    catch (...)
    {
        return say("plugin.thrown_unknown");
    }
}

std::string joined(std::vector<std::string> names)
{
    std::sort(names.begin(), names.end());
    std::string out;
    for (const std::string& name : names)
    {
        out += out.empty() ? "" : ", ";
        out += name;
    }
    return out.empty() ? "-" : out;
}

bool isDescription(const std::string& json)
{
    sdk::JsonDocument document;
    return document.parse(json) && document.root().find("kind").isString() &&
           document.root().find("settings").isArray();
}

} // namespace

Library::Library(std::string path, Stamp stamp) : _path(std::move(path)), _stamp(std::move(stamp)) {}

Library::~Library()
{
    unload();
}

Library::Opened Library::open(const Verdict& accepted)
{
    std::shared_ptr<Library> library(new Library(accepted.path, accepted.stamp));
    if (Module::isMapped(accepted.path))
    {
        return {nullptr, say("plugin.refused.still_open", {library->who(), accepted.path})};
    }
    std::string reason = library->load();
    if (reason.empty())
    {
        return {std::move(library), {}};
    }
    library.reset();
    if (Module::isMapped(accepted.path))
    {
        reason += " " + say("plugin.still_mapped", {accepted.path});
    }
    return {nullptr, std::move(reason)};
}

std::string Library::who() const
{
    return _stamp.id + " " + _stamp.version;
}

std::string Library::load()
{
    std::string error;
    if (!_module.open(_path, error))
    {
        return say("plugin.refused.open", {who(), _path, sdk::excerpt(error, ReasonBytes)});
    }
    std::string reason = loadManifest();
    if (reason.empty())
    {
        reason = compareManifest();
    }
    return reason.empty() ? askConnectors() : reason;
}

std::string Library::loadManifest()
{
    if (_module.symbol(ManifestSymbol) == nullptr)
    {
        return say("plugin.refused.no_manifest", {who(), _path, ManifestSymbol});
    }
    try
    {
        _loader.loadLibrary(_path, ManifestName);
        return {};
    }
    catch (...)
    {
        const std::string why = thrownText();
        Module::dropLeftOver(_path); // the class loader forgets the reference it took
        return say("plugin.refused.manifest", {who(), _path, why});
    }
}

std::string Library::compareManifest() const
{
    std::vector<std::string> exported;
    for (const auto* meta : _loader.manifestFor(_path))
    {
        exported.emplace_back(meta->name());
    }
    const std::string has = joined(exported);
    const std::string says = joined(_stamp.connectors);
    return has == says ? std::string() : say("plugin.refused.connectors", {who(), _path, says, has});
}

std::string Library::askConnectors()
{
    for (const std::string& id : _stamp.connectors)
    {
        std::string description;
        try
        {
            const std::unique_ptr<Connector> connector(_loader.create(id));
            sdk::StringSink sink;
            connector->describe(sink);
            description = sink.take();
        }
        catch (...)
        {
            return say("plugin.refused.constructor", {who(), _path, id, thrownText()});
        }
        if (!isDescription(description))
        {
            return say("plugin.refused.description", {who(), _path, id, sdk::excerpt(description, 80)});
        }
        _connectors.push_back({id, std::move(description)});
    }
    return {};
}

Created Library::create(const std::string& connectorId)
{
    try
    {
        std::unique_ptr<Connector> connector(_loader.create(connectorId));
        return {std::make_shared<Instance>(shared_from_this(), connectorId, std::move(connector)), {}};
    }
    catch (...)
    {
        return {nullptr, say("plugin.not_made", {who(), _path, connectorId, thrownText()})};
    }
}

void Library::unload() noexcept
{
    try
    {
        if (_loader.isLibraryLoaded(_path))
        {
            _loader.unloadLibrary(_path);
        }
    }
    catch (...)
    {
        // Its pocoUninitializeLibrary threw: the class loader keeps the library, and stillMapped tells so.
    }
    _module.close();
}

} // namespace duijie::plugin
