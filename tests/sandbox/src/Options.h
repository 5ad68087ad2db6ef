#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace duijie::sandbox
{

/** What decides the content of the world: equal values give equal worlds, byte for byte. */
struct WorldOptions
{
    std::uint64_t seed = 1;
    std::uint32_t documents = 500;
    /** Number of stock-out documents; empty = half as many as stock-in documents. */
    std::optional<std::uint32_t> losses;
    /** First day of the modified times, yyyy-MM-dd in China time; empty = three days before today. */
    std::string start;
    std::uint32_t days = 3;
    std::uint32_t materials = 200;
    /** Number of special materials (batch, shelf life, serial, attribute); 0 = none, and no such documents.
     */
    std::uint32_t specialGoods = 0;
    /** Smaller rows: a dozen head fields and six line fields. */
    bool compact = false;
};

/** Synthetic credentials of both vendors; nothing here opens a door anywhere else. */
struct Credentials
{
    std::string wdtAppKey = "sandbox-wdt-key";
    std::string wdtAppSecret = "sandbox-wdt-secret";
    std::string wdtTargetAppKey = "sandbox-wdt-target";
    std::string wdtSid = "sandbox-sid";
    std::string jdyClientId = "sandbox-client";
    std::string jdyClientSecret = "sandbox-client-secret";
    std::string jdyOuterInstanceId = "sandbox-instance";
    std::string jdyAppKey = "sandbox-app-key";
};

/** How the two vendors behave where the options of the command line let them differ. */
struct Behaviour
{
    /** Vendor call limits: WDT 60 a minute, JDY 500 a minute and 2 token calls a minute. */
    bool limits = false;
    /** Answer WDT's other query interfaces too; off in tests of the two document queries alone. */
    bool siblings = false;
    /** That share of the documents, in percent, stays out of sight for so many seconds after the start. */
    std::uint32_t latePercent = 0;
    std::uint32_t lateSeconds = 60;
    /** Leave the list key out when a WDT page has no rows (vendor: seen in the field). */
    bool dropEmptyList = true;
    /** Answer WDT business refusals as `errorcode` instead of `flag`/`sub_code`. */
    bool wdtErrorsAsErrorcode = false;
    bool checkPrecision = false;
    bool ignoreBillNo = false;
    /** Bills dated before this day are refused as a closed period; yyyy-MM-dd, empty = none closed. */
    std::string closedBefore;
    /** Milliseconds every JDY call sleeps before it is worked on. */
    std::uint32_t latencyMs = 0;
    /** Milliseconds until a new bill shows up in the bill list (the detail shows it at once). */
    std::uint32_t listDelayMs = 0;
    /** Bill list newest first instead of oldest first. */
    bool listNewestFirst = false;
    /** The appSecret rotates after every so many JDY calls; 0 = only when asked. */
    std::uint64_t rotateAfter = 0;
    /** Answer the authorisation call as {code:200,msg,data} instead of {errcode:0,description,data}. */
    bool authorizeWithCode = false;
};

/** Everything the command line can set. */
struct Options
{
    WorldOptions world;
    Credentials credentials;
    Behaviour behaviour;
    std::uint16_t port = 0;
    std::uint32_t threads = 192;
    /** The value handed out as `domain`; empty = http://127.0.0.1:PORT. */
    std::string domain;
    std::string journal;
    std::string portFile;
};

} // namespace duijie::sandbox
