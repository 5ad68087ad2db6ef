// How a plugin is written. One line per library:
//
//     DUIJIE_PLUGIN("wdt_source", "1.0.0", "[\"wdt.source\"]", POCO_EXPORT_INTERFACE(WdtSource,
//     "wdt.source"))
//
// Each class derives from ConnectorBase and from the abilities it has.
#pragma once

#include "duijie/abi/connector.h"
#include "duijie/abi/stamp.h"
#include "duijie/sdk/ConfigSpec.h"
#include "duijie/sdk/Services.h"

#include <Poco/ClassLibrary.h>
#include <Poco/Exception.h>

#include <cstring>
#include <exception>
#include <string>

namespace duijie::sdk
{

inline Status ok() noexcept
{
    return {STATUS_OK, 0};
}

/// Returns `code` and leaves the sentence with the host.
inline Status failed(CallContext& context, StatusCode code, std::string_view message,
                     uint32_t retryAfterMs = 0)
{
    context.fail(toView(message));
    return {code, retryAfterMs};
}

/// What guarded says of an exception: `what` came up at `where`. Returns `code`.
Status surprised(CallContext& context, StatusCode code, std::string_view where,
                 std::string_view what) noexcept;

/// The same of something that is no exception.
Status surprised(CallContext& context, StatusCode code, std::string_view where) noexcept;

/// Runs `body` (returning Status) at the edge of the library: whatever is thrown inside becomes `code` and a
/// sentence. `code` is STATUS_UNKNOWN where the call may have had an effect, STATUS_INTERNAL elsewhere.
template <typename Body>
Status guarded(CallContext& context, StatusCode code, const char* where, Body&& body) noexcept
{
    try
    {
        return body();
    }
    catch (const Poco::Exception& e)
    {
        return surprised(context, code, where, e.displayText());
    }
    catch (const std::exception& e)
    {
        return surprised(context, code, where, e.what());
    }
    catch (...)
    {
        return surprised(context, code, where);
    }
}

/// Base of an exported class: keeps settings and services.
class ConnectorBase : public Connector
{
public:
    void describe(TextSink& out) noexcept override;
    Status open(Host& host, CallContext& context, StringView settings) noexcept override;
    void close() noexcept override;

protected:
    /// `kind`: "source", "target", "flow"; several separated by '+'.
    ConnectorBase(std::string kind, std::string titleEn, std::string titleZh, ConfigSpec spec);

    /// After settings and services are there; may throw.
    virtual Status onOpen(CallContext& context);
    virtual void onClose();

    const Settings& settings() const noexcept { return _settings; }
    const Services& services() const noexcept { return _services; }

private:
    std::string _kind;
    std::string _titleEn;
    std::string _titleZh;
    ConfigSpec _spec;
    Settings _settings;
    Services _services;
};

} // namespace duijie::sdk

/// The class loader's manifest, named after the ABI major, and the stamp. `exports`: POCO_EXPORT_INTERFACE
/// entries.
#define DUIJIE_PLUGIN(id, version, connectors, ...)                                                          \
    DUIJIE_STAMP(id, version, connectors)                                                                    \
    POCO_BEGIN_NAMED_MANIFEST(DuijieAbi1, duijie::Connector)                                                 \
    __VA_ARGS__                                                                                              \
    POCO_END_MANIFEST
