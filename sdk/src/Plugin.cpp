// The base class does not need to know which Poco the plugin uses; only the plugin's own stamp does.
#ifndef DUIJIE_POCO
#define DUIJIE_POCO "kit"
#endif
#include "duijie/sdk/Plugin.h"

#include "Say.h"

#include "duijie/sdk/Json.h"

namespace duijie::sdk
{

Status surprised(CallContext& context, StatusCode code, std::string_view where,
                 std::string_view what) noexcept
{
    context.fail(toView(say("sdk.unexpected", {where, what})));
    return {code, 0};
}

Status surprised(CallContext& context, StatusCode code, std::string_view where) noexcept
{
    return surprised(context, code, where, say("sdk.thrown_unknown"));
}

ConnectorBase::ConnectorBase(std::string kind, std::string titleEn, std::string titleZh, ConfigSpec spec)
    : _kind(std::move(kind)), _titleEn(std::move(titleEn)), _titleZh(std::move(titleZh)),
      _spec(std::move(spec))
{
}

void ConnectorBase::describe(TextSink& out) noexcept
{
    try
    {
        JsonWriter json;
        json.beginObject();
        json.key("kind").string(_kind);
        json.key("title").beginObject();
        json.key("en").string(_titleEn);
        json.key("zh").string(_titleZh);
        json.endObject();
        json.key("settings").raw(_spec.toJson());
        json.endObject();
        out.put(toView(json.text()));
    }
    catch (...)
    {
        // Nothing put means "does not describe itself", which the host reports; there is no context to tell
        // more.
    }
}

Status ConnectorBase::open(Host& host, CallContext& context, StringView settings) noexcept
{
    return guarded(context, STATUS_INTERNAL, "open",
                   [&]() -> Status
                   {
                       setLanguage(Services::languageOf(host));
                       JsonDocument document;
                       if (!document.parse(toStd(settings)) || !document.root().isObject())
                       {
                           return failed(context, STATUS_MISCONFIGURED,
                                         say("sdk.settings.no_object", {document.error()}));
                       }
                       _settings = Settings(_spec, toStd(settings));
                       _services = Services(host);
                       return onOpen(context);
                   });
}

void ConnectorBase::close() noexcept
{
    try
    {
        onClose();
    }
    catch (const std::exception& e)
    {
        _services.log(LOG_WARNING, say("sdk.unexpected", {"close", e.what()}));
    }
    catch (...)
    {
        _services.log(LOG_WARNING, say("sdk.unexpected", {"close", say("sdk.thrown_unknown")}));
    }
    _services = Services();
}

Status ConnectorBase::onOpen(CallContext&)
{
    return ok();
}

void ConnectorBase::onClose() {}

} // namespace duijie::sdk
