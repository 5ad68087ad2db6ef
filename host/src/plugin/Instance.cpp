#include "plugin/Instance.h"

#include "plugin/Library.h"
#include "text/Catalogue.h"

#include "duijie/sdk/Services.h"
#include "duijie/sdk/Text.h"

namespace duijie::plugin
{

Instance::Instance(std::shared_ptr<Library> library, std::string connectorId,
                   std::unique_ptr<Connector> connector)
    : _library(std::move(library)), _connectorId(std::move(connectorId)), _connector(std::move(connector))
{
}

Instance::~Instance()
{
    close();
}

const Stamp& Instance::stamp() const noexcept
{
    return _library->stamp();
}

const std::string& Instance::path() const noexcept
{
    return _library->path();
}

std::string Instance::describe()
{
    const std::lock_guard<std::mutex> lock(_mutex);
    sdk::StringSink sink;
    if (_phase != Phase::Closed)
    {
        _connector->describe(sink);
    }
    return sink.take();
}

Status Instance::open(Host& host, CallContext& context, std::string_view settings)
{
    const std::lock_guard<std::mutex> lock(_mutex);
    if (_phase != Phase::Made)
    {
        const std::string message = text::say("plugin.opened_before", {_connectorId, path()});
        context.fail(sdk::toView(message));
        return {STATUS_INTERNAL, 0};
    }
    const Status status = _connector->open(host, context, sdk::toView(settings));
    if (status.code == STATUS_OK)
    {
        _phase = Phase::Open;
    }
    else
    {
        // A connector that could not open is of no further use; its close tidies what it had begun.
        _connector->close();
        _phase = Phase::Closed;
    }
    return status;
}

void Instance::close() noexcept
{
    const std::lock_guard<std::mutex> lock(_mutex);
    if (_phase != Phase::Closed)
    {
        _phase = Phase::Closed;
        _connector->close();
    }
}

void* Instance::query(const char* iid) noexcept
{
    const std::lock_guard<std::mutex> lock(_mutex);
    return _phase == Phase::Open ? _connector->query(iid) : nullptr;
}

} // namespace duijie::plugin
