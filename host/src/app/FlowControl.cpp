#include "app/FlowControl.h"

#include "duijie/sdk/Json.h"

#include <charconv>

namespace duijie::app
{

namespace
{

constexpr const char* Name = "paused";

std::string scopeOf(const std::string& flow)
{
    return "flow:" + flow;
}

} // namespace

std::optional<Pause> pauseOf(store::Store& store, const std::string& flow)
{
    sdk::JsonDocument document;
    const auto text = store.state(scopeOf(flow), Name);
    if (!text || !document.parse(*text) || !document.root().find("since").exists())
    {
        return std::nullopt;
    }
    Pause pause;
    const std::string_view since = document.root().find("since").text();
    std::from_chars(since.data(), since.data() + since.size(), pause.sinceMs);
    pause.why = document.root().find("why").text();
    return pause;
}

bool setPause(store::Store& store, const std::string& flow, const std::optional<Pause>& pause,
              std::string& error)
{
    sdk::JsonWriter json;
    json.beginObject();
    if (pause)
    {
        json.key("since").number(pause->sinceMs).key("why").string(pause->why);
    }
    json.endObject();
    const store::WriteResult result = store.durably(
        [&](store::Done done) { store.putState(scopeOf(flow), Name, json.take(), std::move(done)); });
    error = result.error;
    return result.ok;
}

} // namespace duijie::app
