#include "CommandLine.h"

#include "ChinaTime.h"

#include <CLI/CLI.hpp>

namespace duijie::sandbox
{

namespace
{

std::string checkDay(const std::string& text)
{
    return text.empty() || parseDate(text) ? std::string() : "a day is written yyyy-MM-dd";
}

void addWorld(CLI::App& app, WorldOptions& world)
{
    app.add_option("--seed", world.seed, "Seed of the world")->capture_default_str();
    app.add_option("--documents", world.documents, "Number of WDT documents")
        ->check(CLI::Range(1, 5000000))
        ->capture_default_str();
    app.add_option("--start", world.start,
                   "First day, yyyy-MM-dd China time (default: three days before today)")
        ->check(checkDay);
    app.add_option("--days", world.days, "Days the modified times are spread over")
        ->check(CLI::Range(1, 366))
        ->capture_default_str();
    app.add_option("--materials", world.materials, "Number of Kingdee materials")
        ->check(CLI::Range(1, 50000))
        ->capture_default_str();
    app.add_option("--loss-documents", world.losses,
                   "Number of WDT stock-out documents (default: half of --documents)")
        ->check(CLI::Range(1, 5000000));
    app.add_option("--special-goods", world.specialGoods,
                   "Number of Kingdee materials that need batch, production date, serials or attribute; with "
                   "them one document in thirty needs such goods or a warehouse with spaces")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    app.add_flag("--compact", world.compact, "Smaller WDT rows");
}

void addCredentials(CLI::App& app, Credentials& credentials)
{
    app.add_option("--wdt-app-key", credentials.wdtAppKey)->capture_default_str()->group("Credentials");
    app.add_option("--wdt-app-secret", credentials.wdtAppSecret)->capture_default_str()->group("Credentials");
    app.add_option("--wdt-target-app-key", credentials.wdtTargetAppKey)
        ->capture_default_str()
        ->group("Credentials");
    app.add_option("--wdt-sid", credentials.wdtSid)->capture_default_str()->group("Credentials");
    app.add_option("--jdy-client-id", credentials.jdyClientId)->capture_default_str()->group("Credentials");
    app.add_option("--jdy-client-secret", credentials.jdyClientSecret)
        ->capture_default_str()
        ->group("Credentials");
    app.add_option("--jdy-outer-instance-id", credentials.jdyOuterInstanceId)
        ->capture_default_str()
        ->group("Credentials");
    app.add_option("--jdy-app-key", credentials.jdyAppKey)->capture_default_str()->group("Credentials");
}

void addBehaviour(CLI::App& app, Behaviour& behaviour)
{
    app.add_flag("--limits", behaviour.limits,
                 "Enforce the vendors' call limits: WDT 60 a minute, JDY 500 a minute and 2 token calls")
        ->group("Behaviour");
    app.add_flag(
           "--empty-list,!--missing-list", [&](std::int64_t count) { behaviour.dropEmptyList = count < 0; },
           "Give an empty list instead of no list key when a WDT page has no rows")
        ->group("Behaviour");
    app.add_flag("--wdt-errorcode", behaviour.wdtErrorsAsErrorcode,
                 "WDT business refusals as errorcode/message instead of flag/sub_code")
        ->group("Behaviour");
    app.add_flag("--siblings,!--no-siblings", behaviour.siblings,
                 "Answer WDT's other query interfaces with a few rows each (on unless --no-siblings)")
        ->group("Behaviour");
    app.add_option("--late", behaviour.latePercent, "Percent of the WDT documents that show up late")
        ->check(CLI::Range(0, 100))
        ->capture_default_str()
        ->group("Behaviour");
    app.add_option("--late-seconds", behaviour.lateSeconds,
                   "Seconds after the start until the late documents show up")
        ->capture_default_str()
        ->group("Behaviour");
    app.add_flag("--check-precision", behaviour.checkPrecision,
                 "Refuse quantities with more decimals than the unit has")
        ->group("Behaviour");
    app.add_flag("--ignore-bill-no", behaviour.ignoreBillNo, "Drop bill_no, number every bill")
        ->group("Behaviour");
    app.add_option("--closed-before", behaviour.closedBefore, "Days before this one are a closed period")
        ->check(checkDay)
        ->group("Behaviour");
    app.add_option("--latency", behaviour.latencyMs, "Milliseconds every JDY call waits")
        ->capture_default_str()
        ->group("Behaviour");
    app.add_option("--list-delay", behaviour.listDelayMs,
                   "Milliseconds until a new bill shows in the bill list")
        ->capture_default_str()
        ->group("Behaviour");
    app.add_flag("--list-newest-first", behaviour.listNewestFirst, "Bill list newest first")
        ->group("Behaviour");
    app.add_option("--rotate-after", behaviour.rotateAfter,
                   "Rotate the appSecret after every so many JDY calls")
        ->capture_default_str()
        ->group("Behaviour");
    app.add_flag("--authorize-code", behaviour.authorizeWithCode,
                 "Authorisation answers {code:200,msg,data} instead of {errcode:0,…}")
        ->group("Behaviour");
}

} // namespace

CommandLine parseCommandLine(int argc, char** argv)
{
    Options options;
    options.behaviour.siblings = true;
    CLI::App app("duijie-sandbox: a strict stand-in for WDT (Qimen) and Kingdee JDY V2 on loopback",
                 "duijie-sandbox");
    app.add_option("--port", options.port, "TCP port on 127.0.0.1, 0 = any free one")->capture_default_str();
    app.add_option("--port-file", options.portFile, "File that gets the port once it listens");
    app.add_option("--threads", options.threads, "Most connections served at once")
        ->check(CLI::Range(9, 4096))
        ->capture_default_str();
    app.add_option("--domain", options.domain, "Router address handed out (default: http://127.0.0.1:PORT)");
    app.add_option("--journal", options.journal, "File that keeps accepted bills over a restart");
    addWorld(app, options.world);
    addCredentials(app, options.credentials);
    addBehaviour(app, options.behaviour);
    CommandLine result;
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        result.exitCode = app.exit(error);
        return result;
    }
    result.options = options;
    return result;
}

} // namespace duijie::sandbox
