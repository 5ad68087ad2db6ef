#include "app/Doctor.h"

#include "engine/CallScope.h"

#include "text/Catalogue.h"

#include "duijie/sdk/HttpClient.h"
#include "duijie/sdk/Json.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <cmath>
#include <set>

namespace duijie::app
{

namespace
{

// jdy-v2.md, Server clock: a request is refused when its time is five minutes off.
constexpr int64_t UnusableMs = 240'000;
constexpr int64_t DoubtfulMs = 30'000;

constexpr uint32_t ConnectMs = 5000;
constexpr uint32_t TotalMs = 15'000;

std::string secondsOf(int64_t ms)
{
    return std::to_string(std::llabs(ms) / 1000);
}

void examineClock(const std::string& connection, const std::string& host, const sdk::HttpReply& reply,
                  Findings& findings)
{
    const auto offset = clockOffsetMs(reply.date, reply.startedMs, reply.durationMs);
    if (!offset)
    {
        return;
    }
    const Health health = clockHealth(*offset);
    const char* sentence = health == Health::Good ? "app.doctor.clock"
                           : *offset > 0          ? "app.doctor.clock_behind"
                                                  : "app.doctor.clock_ahead";
    findings.push_back({"clock " + connection, health, text::say(sentence, {secondsOf(*offset), host})});
}

void examineAddress(const std::string& connection, const std::string& url, const engine::StopFlag& stop,
                    Findings& findings)
{
    const std::string topic = "reach " + connection;
    try
    {
        const std::string host = Poco::URI(url).getAuthority();
        sdk::HttpClient client(url, {ConnectMs, ConnectMs, TotalMs, TotalMs, 1000, 1 << 20});
        const engine::Redactor redactor;
        engine::CallScope scope({"", connection, 0, 0, 0}, stop, redactor);
        sdk::HttpRequest request;
        request.target = client.prefix().empty() ? "/" : client.prefix();
        const sdk::HttpReply reply = client.send(request, scope);
        const bool answered = reply.outcome == sdk::HttpOutcome::Answered;
        findings.push_back(
            {topic, answered ? Health::Good : Health::Bad,
             answered ? text::say("app.doctor.reached", {connection, host, std::to_string(reply.durationMs)})
                      : text::say("app.doctor.not_reached", {connection, host, reply.error})});
        if (answered)
        {
            examineClock(connection, host, reply, findings);
        }
    }
    catch (const Poco::Exception& e)
    {
        findings.push_back(
            {topic, Health::Bad, text::say("app.doctor.not_reached", {connection, url, e.displayText()})});
    }
}

} // namespace

std::optional<int64_t> clockOffsetMs(const std::string& date, int64_t startedMs, uint32_t durationMs)
{
    int zone = 0;
    Poco::DateTime parsed;
    // "Fri, 27 Nov 2026 12:00:00 GMT"; the parser alone takes almost anything.
    const bool formed = date.size() == 29 && date[3] == ',' && date.compare(25, 4, " GMT") == 0;
    if (!formed || !Poco::DateTimeParser::tryParse(Poco::DateTimeFormat::HTTP_FORMAT, date, parsed, zone))
    {
        return std::nullopt;
    }
    const int64_t theirs = parsed.timestamp().epochMicroseconds() / 1000 + 500; // whole seconds, cut off
    const int64_t offset = theirs - (startedMs + durationMs / 2);
    return std::llabs(offset) <= 1000 + durationMs / 2 ? 0 : offset;
}

Health clockHealth(int64_t offsetMs) noexcept
{
    const int64_t off = std::llabs(offsetMs);
    return off > UnusableMs ? Health::Bad : off > DoubtfulMs ? Health::Doubtful : Health::Good;
}

void examineVendors(const config::Config& config, const PluginSet& plugins, const engine::StopFlag& stop,
                    Findings& findings)
{
    for (const auto& [name, connection] : config.connections)
    {
        config::Problems problems;
        plugins.checkSettings(connection, config.sandbox, problems);
        for (const config::Problem& problem : config::located(config, problems))
        {
            findings.push_back({"settings " + name, Health::Bad, config::describe(problem)});
        }
        const auto spec = problems.empty() ? plugins.specOf(connection.plugin) : std::nullopt;
        if (!spec)
        {
            continue;
        }
        const sdk::Settings settings(*spec, connection.settings);
        std::set<std::string> seen; // several settings may name one address
        for (const sdk::Setting& setting : spec->settings())
        {
            const std::string& value = settings.text(setting.name);
            if (setting.kind == sdk::SettingKind::Url && !value.empty() &&
                seen.insert(Poco::URI(value).getAuthority()).second)
            {
                examineAddress(name, value, stop, findings);
            }
        }
    }
}

} // namespace duijie::app
