#include "Control.h"

#include "ChinaTime.h"
#include "Commands.h"
#include "DocumentText.h"
#include "JsonOut.h"
#include "Parameters.h"
#include "SalesTruth.h"
#include "Sandbox.h"
#include "Text.h"
#include "Truth.h"

#include <array>

namespace duijie::sandbox
{

namespace
{

constexpr std::int64_t kDefaultListed = 100;

Response health(Sandbox& sandbox, const Request&)
{
    const WorldOptions& world = sandbox.world().options();
    std::string text;
    JsonOut out(text);
    out.beginObject().key("ok").boolean(true).field("seed", world.seed).field("documents", world.documents);
    out.field("start", world.start).field("days", world.days).field("materials", world.materials);
    out.field("start_time", formatTime(sandbox.world().startSeconds()));
    out.field("end_time", formatTime(sandbox.world().startSeconds() + std::int64_t{world.days} * 86400 - 1));
    out.endObject();
    return json(std::move(text));
}

/** The flow a control call names; the gain flow when it names none. */
std::optional<Flow> flowOf(const Parameters& parameters)
{
    return flowNamed(parameters.get("flow"));
}

Response noSuchFlow()
{
    return wrong(400, "flow is gain or loss");
}

Response truth(Sandbox& sandbox, const Request& request)
{
    Parameters parameters;
    parameters.add(request.query, true);
    if (parameters.get("flow") == "sales")
        return json(salesReport(sandbox.world(), sandbox.books().at(*formOfEntity("sal_bill_outbound"))));
    const auto flow = flowOf(parameters);
    if (!flow)
        return noSuchFlow();
    TruthRange range;
    for (const auto& [name, target] : {std::pair("from", &range.from), std::pair("to", &range.to)})
    {
        if (parameters.get(name).empty())
            continue;
        const auto time = parseTime(parameters.get(name));
        if (!time)
            return wrong(400, "from and to are written yyyy-MM-dd HH:mm:ss");
        *target = *time;
    }
    range.nowMs = sandbox.now();
    return json(truthReport(sandbox.world(*flow), sandbox.books().of(*flow), range));
}

Response connections(Sandbox& sandbox, const Request&)
{
    return json(R"({"open":)" + std::to_string(sandbox.openConnections()) + "}");
}

Response counters(Sandbox& sandbox, const Request&)
{
    return json(sandbox.countersReport());
}

void writeDocument(JsonOut& out, const World& world, std::uint32_t index)
{
    const DocumentHead& head = world.head(index);
    const bool gain = world.flow() == Flow::Gain;
    out.beginObject().field("order_no", world.orderNo(index));
    out.field(gain ? "stockin_no" : "stockout_no", world.stockinNo(index));
    out.field(gain ? "stockin_id" : "stockout_id", std::to_string(documentId(world, index)));
    out.field("class", className(head.kind));
    out.field("modified", formatTime(world.modified(index))).field("order_type", int{head.orderType});
    out.field("status", int{head.status})
        .field("warehouse_no", world.catalog().stores()[head.warehouse].number);
    out.field("lines", int{head.lines}).endObject();
}

Response listWorld(Sandbox& sandbox, const Request& request)
{
    Parameters parameters;
    parameters.add(request.query, true);
    const auto flow = flowOf(parameters);
    if (!flow)
        return noSuchFlow();
    const std::string_view kind = parameters.get("kind");
    const auto limit = parseDigits(parameters.get("limit").empty() ? std::to_string(kDefaultListed)
                                                                   : parameters.get("limit"));
    if (!limit)
        return wrong(400, "limit is a whole number");
    const World& world = sandbox.world(*flow);
    std::string text;
    JsonOut out(text);
    out.beginArray();
    std::int64_t shown = 0;
    for (std::uint32_t i = 0; i < world.size() && shown < *limit; ++i)
    {
        if (!kind.empty() && className(world.head(i).kind) != kind)
            continue;
        writeDocument(out, world, i);
        ++shown;
    }
    out.endArray();
    return json(std::move(text));
}

Response expected(Sandbox& sandbox, const Request& request)
{
    Parameters parameters;
    parameters.add(request.query, true);
    const auto flow = flowOf(parameters);
    if (!flow)
        return noSuchFlow();
    const World& world = sandbox.world(*flow);
    const auto index = world.findStockin(parameters.get("order_no"));
    if (!index || !mayHaveBill(world, *index))
        return wrong(404, "no eligible document has that order_no");
    return json(expectedBody(world, *index));
}

Response addFaults(Sandbox& sandbox, const Request& request)
{
    const std::string error = sandbox.faults().add(request.body);
    return error.empty() ? done() : wrong(400, error);
}

Response showFaults(Sandbox& sandbox, const Request&)
{
    return json(sandbox.faults().describe());
}

Response clearFaults(Sandbox& sandbox, const Request&)
{
    sandbox.faults().clear();
    return done();
}

Response reset(Sandbox& sandbox, const Request&)
{
    sandbox.reset();
    return done();
}

Response rotate(Sandbox& sandbox, const Request&)
{
    sandbox.jdy().rotate();
    return done();
}

Response expireTokens(Sandbox& sandbox, const Request&)
{
    sandbox.jdy().expireTokens();
    return done();
}

/** For tests that search for what must not have been written anywhere. */
Response credentials(Sandbox& sandbox, const Request&)
{
    std::string text;
    JsonOut out(text);
    out.beginArray();
    for (const std::string& credential : sandbox.jdy().access().handedOut())
        out.string(credential);
    out.endArray();
    return json(std::move(text));
}

struct Entry
{
    std::string_view method;
    std::string_view path;
    Response (*work)(Sandbox&, const Request&);
};

constexpr std::array<Entry, 18> kEntries = {{
    {"GET", "/_sandbox/health", health},
    {"GET", "/_sandbox/truth", truth},
    {"GET", "/_sandbox/counters", counters},
    {"GET", "/_sandbox/connections", connections},
    {"GET", "/_sandbox/credentials", credentials},
    {"GET", "/_sandbox/world", listWorld},
    {"GET", "/_sandbox/expected", expected},
    {"GET", "/_sandbox/faults", showFaults},
    {"POST", "/_sandbox/faults", addFaults},
    {"DELETE", "/_sandbox/faults", clearFaults},
    {"POST", "/_sandbox/reset", reset},
    {"POST", "/_sandbox/rotate", rotate},
    {"POST", "/_sandbox/expire-tokens", expireTokens},
    {"POST", "/_sandbox/ban", banWdt},
    {"POST", "/_sandbox/modify", modifyDocuments},
    {"POST", "/_sandbox/late", hideDocuments},
    {"POST", "/_sandbox/period", closePeriod},
    {"POST", "/_sandbox/list-delay", delayLists},
}};

} // namespace

Response control(Sandbox& sandbox, const Request& request)
{
    for (const Entry& entry : kEntries)
    {
        if (entry.method == request.method && entry.path == request.path)
            return entry.work(sandbox, request);
    }
    return wrong(404, "no such sandbox call: " + request.method + " " + request.path);
}

} // namespace duijie::sandbox
