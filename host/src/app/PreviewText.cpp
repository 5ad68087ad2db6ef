#include "app/PreviewText.h"

#include "app/Explanation.h"
#include "app/Table.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

std::string titleOf(const engine::PreviewedDocument& document, const std::string& flow)
{
    const bool written = document.state == store::RecordState::Received;
    return written && document.naturalKey.empty() ? text::say("app.preview.maps", {document.number, flow})
           : written ? text::say("app.preview.written", {document.number, flow, document.naturalKey})
                     : text::say("app.preview.not_written",
                                 {document.number,
                                  text::say("app.state." + std::string(store::stateName(document.state))),
                                  document.reason});
}

std::string valuesOf(const engine::PreviewedDocument& document)
{
    if (document.values.empty())
    {
        return {};
    }
    Table table(
        {text::say("app.show.field"), text::say("app.show.value"), text::say("app.show.expression"), ""});
    for (const plan::Trace& trace : document.values)
    {
        table.add({trace.path, trace.value, trace.expression, trace.note});
    }
    return "\n\n" + table.toString();
}

} // namespace

std::string previewText(const engine::Preview& preview, const std::string& flow)
{
    if (!preview.error.empty())
    {
        return preview.error;
    }
    std::string out;
    for (const engine::PreviewedDocument& document : preview.documents)
    {
        out += titleOf(document, flow) + valuesOf(document) + "\n";
        out += document.body.empty() ? "" : text::say("app.preview.body") + "\n" + document.body + "\n";
        out += "\n";
    }
    return out + text::say("app.preview.seen", {std::to_string(preview.seen)});
}

void putPreview(sdk::JsonWriter& json, const engine::Preview& preview)
{
    json.beginObject().key("seen").number(preview.seen).key("error").string(preview.error);
    json.key("documents").beginArray();
    for (const engine::PreviewedDocument& document : preview.documents)
    {
        const bool written = document.state == store::RecordState::Received;
        json.beginObject().key("key").string(document.key).key("number").string(document.number);
        json.key("state").string(written ? "ready" : store::stateName(document.state));
        json.key("reason").string(document.reason).key("natural_key").string(document.naturalKey);
        json.key("raw").string(document.raw).key("body").raw(document.body.empty() ? "null" : document.body);
        json.key("values");
        putTraces(json, document.values);
        json.endObject();
    }
    json.endArray().endObject();
}

} // namespace duijie::app
