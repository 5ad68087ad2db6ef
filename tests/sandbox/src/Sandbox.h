#pragma once

#include "Books.h"
#include "Counters.h"
#include "Faults.h"
#include "JdySide.h"
#include "Journal.h"
#include "LateQueue.h"
#include "Message.h"
#include "Options.h"
#include "RateWindow.h"
#include "WdtQuery.h"
#include "World.h"

#include <functional>

namespace duijie::sandbox
{

/** Both vendors in one: takes plain requests and gives plain answers, from any number of threads. */
class Sandbox
{
public:
    /** Milliseconds since 1970 UTC; tests put their own clock here. */
    using Clock = std::function<std::int64_t()>;

    /** Builds the world and replays the journal; throws with a clear sentence when that is impossible. */
    explicit Sandbox(Options options, Clock clock = {});

    /** Answers one request. */
    Response handle(const Request& request);

    /** Tells the port the shell listens on, from which the default `domain` follows. */
    void setPort(std::uint16_t port);

    /** Sleeps for a slow delivery, or less when the sandbox stops. */
    void sleep(std::uint32_t milliseconds);

    /** Ends all waiting; requests after this are still answered, but never slowly. */
    void stop();

    const Options& options() const { return _options; }

    /** The documents of a flow, with the base data both share. */
    const World& world(Flow flow = Flow::Gain) const { return flow == Flow::Gain ? _world : _losses; }

    Books& books() { return _books; }

    /** The gain bills. */
    Book& book() { return _books.of(Flow::Gain); }

    Faults& faults() { return _faults; }

    JdySide& jdy() { return _jdy; }

    /** Counts, refusals, limit violations and the busiest minute of each credential, as JSON. */
    std::string countersReport() const;

    /** Bills and counts back to nothing; the world and the faults stay. */
    void reset();

private:
    /** How the work itself is spoiled, as opposed to the answer. */
    struct Twist
    {
        PageFault page = PageFault::None;
        bool auditFails = false;
    };

    Response vendor(const Request& request, const Twist& twist);
    Response wdt(const Request& request, const Twist& twist);
    Response jdy(const Request& request, const Twist& twist);
    Response faulty(const Fault& fault, const Request& request);
    Response late(const Fault& fault, const Request& request);
    Response counted(Response response);

    Options _options;
    Clock _clock;
    World _world;
    World _losses;
    Journal _journal;
    Books _books;
    Counters _counters;
    Faults _faults;
    JdySide _jdy;
    RateWindow _wdtWindow;
    LateQueue _late;
};

} // namespace duijie::sandbox
