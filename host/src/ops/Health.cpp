#include "ops/Health.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"

namespace duijie::ops
{

namespace
{

// The one word for how a flow stands, and whether that is as it should be.
std::string wordOf(const FlowStanding& flow, bool& good)
{
    good = flow.open && (flow.paused || flow.lastState != "failed");
    return !flow.open                   ? "left_out"
           : flow.paused                ? "paused"
           : flow.lastState == "failed" ? "failing"
           : flow.lastState.empty()     ? "waiting"
                                        : flow.lastState;
}

void putBeat(sdk::JsonWriter& json, const StorePulse::Beat& beat)
{
    json.key("store").beginObject().key("writable").boolean(beat.alive);
    if (!beat.alive)
    {
        json.key("why").string(beat.why);
    }
    json.endObject();
}

} // namespace

HealthPage healthPage(StorePulse& pulse)
{
    const StorePulse::Beat beat = pulse.ask();
    sdk::JsonWriter json;
    json.beginObject().key("healthy").boolean(beat.alive);
    putBeat(json, beat);
    json.endObject();
    return {beat.alive, json.take()};
}

HealthPage readyPage(const Figures& figures, StorePulse& pulse)
{
    const StorePulse::Beat beat = pulse.ask();
    bool ready = beat.alive;
    bool anyOpen = false;
    sdk::JsonWriter flows;
    flows.beginArray();
    for (const auto& [name, standing] : figures.flows.standings())
    {
        bool good = false;
        const std::string word = wordOf(standing, good);
        anyOpen = anyOpen || standing.open;
        ready = ready && good;
        flows.beginObject().key("flow").string(name).key("state").string(word);
        flows.key("ready").boolean(good);
        if (!good)
        {
            flows.key("why").string(standing.open ? standing.lastError : standing.leftOutWhy);
        }
        flows.endObject();
    }
    flows.endArray();
    ready = ready && anyOpen;
    sdk::JsonWriter json;
    json.beginObject().key("ready").boolean(ready);
    if (!anyOpen)
    {
        json.key("why").string(text::say("seeing.ready.no_flow"));
    }
    putBeat(json, beat);
    json.key("flows").raw(flows.text()).endObject();
    return {ready, json.take()};
}

} // namespace duijie::ops
