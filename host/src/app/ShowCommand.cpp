#include "app/CallText.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/Explanation.h"
#include "app/Table.h"

#include "config/TimeZone.h"

#include "engine/Retention.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

// Of what retention took away; empty: it is there.
std::string dateOf(int64_t ms, const config::TimeZone& zone)
{
    return ms == 0 ? std::string() : zone.format(ms);
}

void putRow(sdk::JsonWriter& json, const store::RecordRow& row, const config::TimeZone& zone)
{
    json.key("key").string(row.key).key("number").string(row.number);
    json.key("state").string(store::stateName(row.state)).key("reason").string(row.reason);
    json.key("attempts").number(row.attempts).key("received").string(zone.format(row.receivedMs));
    json.key("target_id").string(row.targetId).key("target_number").string(row.targetNumber);
}

void putIntents(sdk::JsonWriter& json, const std::vector<store::Intent>& intents,
                const config::TimeZone& zone)
{
    json.key("intents").beginArray();
    for (const store::Intent& intent : intents)
    {
        json.beginObject()
            .key("attempt")
            .number(intent.attempt)
            .key("created")
            .string(zone.format(intent.createdMs));
        json.key("natural_key").string(intent.naturalKey).key("scope").string(intent.scope);
        json.key("fingerprint").string(intent.fingerprint).key("body_digest").string(intent.bodyDigest);
        json.key("body_removed").string(dateOf(intent.removedMs, zone));
        json.key("body").raw(intent.removedMs != 0 ? "null" : intent.body).endObject();
    }
    json.endArray();
}

void putSteps(sdk::JsonWriter& json, const std::vector<store::StepRow>& steps, const config::TimeZone& zone)
{
    json.key("steps").beginArray();
    for (const store::StepRow& step : steps)
    {
        json.beginObject().key("created").string(zone.format(step.createdMs));
        json.key("step").string(step.step).key("target_id").string(step.targetId).endObject();
    }
    json.endArray();
}

// Of a bundle what it is made of; of a member its bundle.
std::vector<store::RecordRow> linkedTo(store::Store& store, const store::RecordRow& row)
{
    if (row.bundle == 0 || row.isBundle())
    {
        return row.bundle == 0 ? std::vector<store::RecordRow>() : store.members(row.seq);
    }
    const auto bundle = store.loadThese({row.bundle});
    return bundle.empty() ? std::vector<store::RecordRow>()
                          : std::vector<store::RecordRow>{bundle.front().row};
}

void putLinks(sdk::JsonWriter& json, const store::RecordRow& row, const std::vector<store::RecordRow>& linked)
{
    if (row.bundle == 0)
    {
        return;
    }
    json.key(row.isBundle() ? "members" : "bundle").beginArray();
    for (const store::RecordRow& other : linked)
    {
        json.beginObject().key("key").string(other.key).key("number").string(other.number);
        json.key("state").string(store::stateName(other.state)).endObject();
    }
    json.endArray();
}

void printLinks(const store::RecordRow& row, const std::vector<store::RecordRow>& linked)
{
    for (const store::RecordRow& other : linked)
    {
        printLine(text::say(
            row.isBundle() ? "app.show.member" : "app.show.bundle",
            {other.number, other.key, text::say("app.state." + std::string(store::stateName(other.state)))}));
    }
}

void printText(const store::LoadedRecord& record, const std::vector<store::Intent>& intents,
               const std::vector<store::StepRow>& steps, const std::vector<store::CallRow>& calls,
               const Explanation& explanation, int64_t callsRemovedMs, const config::TimeZone& zone)
{
    const store::RecordRow& row = record.row;
    printRecord(row, zone);
    printLine("\n" + text::say("app.show.raw") + "\n" +
              (record.removedMs == 0 ? record.payload
                                     : text::say("app.show.removed", {dateOf(record.removedMs, zone)})) +
              "\n");
    Table values(
        {text::say("app.show.field"), text::say("app.show.value"), text::say("app.show.expression"), ""});
    for (const plan::Trace& trace : explanation.traces)
    {
        values.add({trace.path, trace.value, trace.expression, trace.note});
    }
    printLine(text::say("app.show.mapped") + "\n" + values.toString());
    for (const plan::FieldError& error : explanation.mapped.errors)
    {
        printLine(error.path + ": " + error.message);
    }
    for (const store::Intent& intent : intents)
    {
        printLine(text::say("app.show.intent", {std::to_string(intent.attempt), zone.format(intent.createdMs),
                                                intent.naturalKey}));
        printLine(intent.removedMs == 0 ? intent.body
                                        : text::say("app.show.removed", {dateOf(intent.removedMs, zone)}));
    }
    for (const store::StepRow& step : steps)
    {
        printLine(text::say("app.show.step", {step.step, step.targetId, zone.format(step.createdMs)}));
    }
    printLine("\n" + text::say("app.show.calls") + "\n" + callTable(calls, zone, FlowColumn::Left));
    if (callsRemovedMs > row.receivedMs)
    {
        printLine(text::say("app.show.calls_removed", {dateOf(callsRemovedMs, zone)}));
    }
}

} // namespace

int showCommand(const config::Config& config, const Options& options)
{
    const RecordCommand look = openRecord(config, options);
    if (!look.session)
    {
        return look.exitCode;
    }
    const config::TimeZone zone(config.flows.at(options.flow).timezone);
    const int64_t callsRemovedMs = engine::callsRemovedBefore(look.session->store());
    sdk::JsonWriter json;
    json.beginArray();
    for (const store::LoadedRecord& record : look.versions)
    {
        const auto intents = look.session->store().intents(record.row.seq);
        const auto steps = look.session->store().steps(record.row.seq);
        const auto calls = look.session->store().calls(record.row.seq);
        const Explanation explanation = explain(*look.session, record);
        const auto linked = linkedTo(look.session->store(), record.row);
        if (!options.json)
        {
            printText(record, intents, steps, calls, explanation, callsRemovedMs, zone);
            printLinks(record.row, linked);
            continue;
        }
        json.beginObject();
        putRow(json, record.row, zone);
        putLinks(json, record.row, linked);
        json.key("raw").string(record.payload).key("raw_removed").string(dateOf(record.removedMs, zone));
        json.key("calls_removed_before").string(dateOf(callsRemovedMs, zone));
        putExplanation(json, explanation);
        putIntents(json, intents, zone);
        putSteps(json, steps, zone);
        json.key("calls");
        putCalls(json, calls, zone);
        json.endObject();
    }
    json.endArray();
    if (options.json)
    {
        printLine(json.text());
    }
    return EXIT_WELL;
}

} // namespace duijie::app
