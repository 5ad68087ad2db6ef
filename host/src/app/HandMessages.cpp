#include "app/HandMessages.h"

#include <array>

namespace duijie::app
{

namespace
{

using engine::HandWish;

constexpr std::array<std::pair<HandWish, const char*>, 3> Wishes = {
    {{HandWish::Retry, "retry"}, {HandWish::Replay, "replay"}, {HandWish::Skip, "skip"}}};

store::RecordState stateOf(const sdk::JsonValue& json)
{
    store::RecordState state{};
    store::stateFromName(json.text(), state);
    return state;
}

} // namespace

const char* wishName(HandWish wish) noexcept
{
    for (const auto& [each, name] : Wishes)
    {
        if (each == wish)
        {
            return name;
        }
    }
    return "";
}

std::optional<HandWish> wishOfName(std::string_view name) noexcept
{
    for (const auto& [wish, each] : Wishes)
    {
        if (name == each)
        {
            return wish;
        }
    }
    return std::nullopt;
}

void putOrder(sdk::JsonWriter& json, const HandOrder& order)
{
    json.key("do").string(wishName(order.wish)).key("flow").string(order.flow);
    if (order.state)
    {
        json.key("state").string(store::stateName(*order.state));
    }
    json.key("why").string(order.why).key("keys").beginArray();
    for (const std::string& key : order.keys)
    {
        json.string(key);
    }
    json.endArray();
}

std::optional<HandOrder> orderOf(const sdk::JsonValue& json)
{
    const auto wish = wishOfName(json.find("do").text());
    if (!wish)
    {
        return std::nullopt;
    }
    HandOrder order{
        *wish, std::string(json.find("flow").text()), {}, {}, std::string(json.find("why").text())};
    for (const sdk::JsonValue key : json.find("keys"))
    {
        order.keys.emplace_back(key.text());
    }
    store::RecordState state{};
    if (json.find("state").exists() && store::stateFromName(json.find("state").text(), state))
    {
        order.state = state;
    }
    return order;
}

void putReport(sdk::JsonWriter& json, const HandReport& report)
{
    json.beginObject().key("changed").beginArray();
    for (const HandReport::Change& change : report.changes)
    {
        json.beginObject().key("number").string(change.number).key("key").string(change.key);
        json.key("from").string(store::stateName(change.from));
        json.key("to").string(store::stateName(change.to)).endObject();
    }
    json.endArray().key("refused").beginArray();
    for (const std::string& refusal : report.refusals)
    {
        json.string(refusal);
    }
    json.endArray().endObject();
}

HandReport reportOf(const sdk::JsonValue& json)
{
    HandReport report;
    for (const sdk::JsonValue change : json.find("changed"))
    {
        report.changes.push_back({std::string(change.find("number").text()),
                                  std::string(change.find("key").text()), stateOf(change.find("from")),
                                  stateOf(change.find("to"))});
    }
    for (const sdk::JsonValue refusal : json.find("refused"))
    {
        report.refusals.emplace_back(refusal.text());
    }
    return report;
}

} // namespace duijie::app
