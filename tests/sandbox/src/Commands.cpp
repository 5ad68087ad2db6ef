#include "Commands.h"

#include "ChinaTime.h"
#include "JsonOut.h"
#include "Sandbox.h"

#include <algorithm>
#include <initializer_list>

namespace duijie::sandbox
{

namespace
{

/** The object of a command whose keys are all among the known ones; nothing otherwise. */
std::optional<JsonValue> readCommand(const Request& request, std::initializer_list<std::string_view> known)
{
    auto tree = parseJson(request.body);
    if (!tree || !tree->is(JsonValue::Kind::Object))
        return std::nullopt;
    const bool strange =
        std::any_of(tree->members.begin(), tree->members.end(),
                    [&](const auto& member)
                    { return std::find(known.begin(), known.end(), member.first) == known.end(); });
    return strange ? std::nullopt : std::move(tree);
}

} // namespace

Response json(std::string body)
{
    Response response;
    response.body = std::move(body);
    return response;
}

Response done()
{
    return json(R"({"ok":true})");
}

Response wrong(int status, std::string_view text)
{
    Response response;
    response.status = status;
    JsonOut out(response.body);
    out.beginObject().key("ok").boolean(false).field("error", text).endObject();
    return response;
}

Response banWdt(Sandbox& sandbox, const Request& request)
{
    const auto command = readCommand(request, {"seconds", "shape"});
    const std::int64_t seconds = command ? command->integer("seconds", -1) : -1;
    if (seconds < 0 || seconds > 86400)
        return wrong(400, "a ban is {\"seconds\":0…86400,\"shape\":\"response|error_response\"}");
    sandbox.ban(static_cast<std::uint32_t>(seconds), command->string("shape") == "error_response");
    return done();
}

Response modifyDocuments(Sandbox& sandbox, const Request& request)
{
    const auto command = readCommand(request, {"count", "flow", "seconds"});
    const auto flow = command ? flowNamed(command->string("flow")) : std::nullopt;
    const std::int64_t count = command ? command->integer("count", 1) : -1;
    if (!flow || count < 0 || count > World::kMaxDocuments)
        return wrong(400, "a modification is {\"count\":N,\"flow\":\"gain|loss\",\"seconds\":N}");
    const std::int64_t seconds = command->integer("seconds", -1);
    const Sandbox::Moves moves =
        sandbox.modify(*flow, static_cast<std::uint32_t>(count),
                       seconds < 0 ? std::nullopt : std::optional<std::int64_t>(seconds));
    const World& world = sandbox.world(*flow);
    std::string text;
    JsonOut out(text);
    out.beginObject().key("ok").boolean(true).field("count", moves.size()).key("documents").beginArray();
    for (const auto& [index, moved] : moves)
    {
        out.beginObject().field("number", world.stockinNo(index));
        out.field("modified", formatTime(moved.changed)).endObject();
    }
    out.endArray().endObject();
    return json(std::move(text));
}

Response hideDocuments(Sandbox& sandbox, const Request& request)
{
    const auto command = readCommand(request, {"percent", "seconds"});
    const std::int64_t percent = command ? command->integer("percent", -1) : -1;
    const std::int64_t seconds = command ? command->integer("seconds", 60) : -1;
    if (percent < 0 || percent > 100 || seconds < 0 || seconds > 86400)
        return wrong(400, "late documents are {\"percent\":0…100,\"seconds\":0…86400}");
    sandbox.setLate(static_cast<std::uint32_t>(percent), static_cast<std::uint32_t>(seconds));
    return done();
}

Response closePeriod(Sandbox& sandbox, const Request& request)
{
    const auto command = readCommand(request, {"closed_before"});
    const std::string day(command ? command->string("closed_before") : "?");
    if (!day.empty() && !parseDate(day))
        return wrong(400, "a period is {\"closed_before\":\"yyyy-MM-dd\"}, empty to open all");
    sandbox.jdy().bills().closeBefore(day);
    return done();
}

Response delayLists(Sandbox& sandbox, const Request& request)
{
    const auto command = readCommand(request, {"ms"});
    const std::int64_t delay = command ? command->integer("ms", -1) : -1;
    if (delay < 0 || delay > 86'400'000)
        return wrong(400, "a list delay is {\"ms\":N}");
    sandbox.jdy().bills().setListDelay(static_cast<std::uint32_t>(delay));
    return done();
}

} // namespace duijie::sandbox
