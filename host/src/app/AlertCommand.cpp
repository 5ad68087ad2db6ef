// Do alerts arrive?
#include "app/AlertChannels.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/HostCore.h"
#include "app/SystemTime.h"
#include "app/Table.h"

#include "config/ObjectReader.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

struct Tried
{
    std::string channel;
    std::string kind;
    bool delivered = false;
    std::string reason;
    std::string advice;
};

// A call made for no record and no run.
class Trial final : public CallContext
{
public:
    uint32_t cancelled() noexcept override { return stopFlag() ? 1 : 0; }
    void fail(StringView) noexcept override {}
    void called(const CallInfo&) noexcept override {}
    Status intend(StringView, StringView) noexcept override { return {STATUS_UNSUPPORTED, 0}; }
};

bool channelKnown(const config::Config& config, const std::string& wanted)
{
    if (config.alerts.channels.empty())
    {
        printProblems({{"alerts.channels", text::say("app.alert.no_channel")}});
        return false;
    }
    if (wanted.empty() || config.alerts.channels.count(wanted) != 0)
    {
        return true;
    }
    std::vector<std::string> known;
    for (const auto& [name, channel] : config.alerts.channels)
    {
        known.push_back(name);
    }
    printProblems({{"--channel",
                    text::say("app.alert.absent", {wanted, config::ObjectReader::suggest(wanted, known)})}});
    return false;
}

ops::Notice testNotice(engine::TimeSource& time)
{
    ops::Notice notice;
    notice.kind = ops::NoticeKind::Test;
    notice.id = "test";
    notice.atMs = time.nowMs();
    notice.happened = text::say("ops.test.happened");
    notice.meaning = text::say("ops.test.meaning");
    notice.advice = text::say("ops.test.advice");
    return notice;
}

void printTable(const std::vector<Tried>& all)
{
    Table table({text::say("app.alert.channel"), text::say("app.alert.kind"), text::say("app.alert.result"),
                 text::say("app.alert.what_to_do")});
    for (const Tried& each : all)
    {
        table.add({each.channel, each.kind, each.delivered ? text::say("app.alert.delivered") : each.reason,
                   each.advice});
    }
    printLine(table.toString());
}

void printJson(const std::vector<Tried>& all)
{
    sdk::JsonWriter json;
    json.beginArray();
    for (const Tried& each : all)
    {
        json.beginObject().key("channel").string(each.channel).key("kind").string(each.kind);
        json.key("delivered").boolean(each.delivered).key("reason").string(each.reason);
        json.key("advice").string(each.advice).endObject();
    }
    json.endArray();
    printLine(json.text());
}

} // namespace

int alertTestCommand(const config::Config& config, const Options& options)
{
    if (!channelKnown(config, options.channel))
    {
        return EXIT_USAGE;
    }
    SystemTime time;
    engine::Redactor redactor;
    const ops::Sender sender = senderOf(config);
    config::Problems problems;
    auto channels =
        openChannels(config, options.channel, {sender, time, redactor}, secretsOf(config), problems);
    printProblems(config::located(config, problems));
    std::vector<Tried> all;
    bool well = true;
    Trial context;
    for (ops::NamedChannel& each : channels)
    {
        const ops::Delivery delivery = each.channel->send({testNotice(time)}, context);
        const bool delivered = delivery.outcome == ops::Outcome::Delivered;
        all.push_back({each.name, config.alerts.channels.at(each.name).kind, delivered, delivery.reason,
                       delivery.advice});
        well = well && delivered;
    }
    options.json ? printJson(all) : printTable(all);
    return !problems.empty() ? EXIT_USAGE : well ? EXIT_WELL : EXIT_ATTENTION;
}

} // namespace duijie::app
