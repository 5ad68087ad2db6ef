#include "app/CallText.h"
#include "app/Table.h"

#include "engine/Outcome.h"

#include "text/Catalogue.h"

namespace duijie::app
{

std::string callTable(const std::vector<store::CallRow>& calls, const config::TimeZone& zone, FlowColumn flow)
{
    std::vector<std::string> heads{text::say("app.show.time"),
                                   text::say("app.calls.flow"),
                                   text::say("app.show.call"),
                                   "ms",
                                   "HTTP",
                                   text::say("app.show.outcome"),
                                   text::say("app.records.reason")};
    const auto fit = [&](std::vector<std::string> cells)
    {
        if (flow == FlowColumn::Left)
        {
            cells.erase(cells.begin() + 1);
        }
        return cells;
    };
    Table table(fit(std::move(heads)));
    for (const store::CallRow& call : calls)
    {
        table.add(
            fit({zone.format(call.startedMs), call.flow, call.operation + " " + call.method + " " + call.path,
                 std::to_string(call.durationMs), std::to_string(call.httpStatus),
                 text::say("app.outcome." + std::to_string(call.outcome)), call.message}));
    }
    return table.toString();
}

void putCalls(sdk::JsonWriter& json, const std::vector<store::CallRow>& calls, const config::TimeZone& zone)
{
    json.beginArray();
    for (const store::CallRow& call : calls)
    {
        json.beginObject();
        json.key("id").number(call.id).key("started").string(zone.format(call.startedMs));
        json.key("milliseconds").number(static_cast<int64_t>(call.durationMs));
        json.key("connection").string(call.connection).key("flow").string(call.flow);
        json.key("run").number(call.runId).key("operation").string(call.operation);
        json.key("method").string(call.method).key("path").string(call.path);
        json.key("attempt").number(call.attempt).key("http_status").number(call.httpStatus);
        json.key("class").string(engine::outcomeName(call.outcome));
        json.key("outcome").string(text::say("app.outcome." + std::to_string(call.outcome)));
        json.key("request_bytes").number(static_cast<int64_t>(call.requestBytes));
        json.key("response_bytes").number(static_cast<int64_t>(call.responseBytes));
        json.key("message").string(call.message).key("request").string(call.request);
        json.key("excerpt").string(call.excerpt).endObject();
    }
    json.endArray();
}

} // namespace duijie::app
