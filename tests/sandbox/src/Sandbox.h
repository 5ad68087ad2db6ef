#pragma once

#include "Books.h"
#include "Counters.h"
#include "Faults.h"
#include "JdySide.h"
#include "Journal.h"
#include "LateQueue.h"
#include "Message.h"
#include "Options.h"
#include "WdtSide.h"
#include "World.h"

#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

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

    /** Tells who counts the connections that are open; without one there are none. */
    void setOpenConnections(std::function<std::int64_t()> count) { _openConnections = std::move(count); }

    /** Connections that are open. When only the asking one is, nothing sent on others is still to be done. */
    std::int64_t openConnections() const { return _openConnections ? _openConnections() : 0; }

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

    /** Documents and where they went. */
    using Moves = std::vector<std::pair<std::uint32_t, Moved>>;

    /** Modifies so many random documents of a flow, now or so many seconds after their last modification. */
    Moves modify(Flow flow, std::uint32_t count, std::optional<std::int64_t> bySeconds);

    /** Hides that share of the documents (percent) for so many seconds from now. */
    void setLate(std::uint32_t percent, std::uint32_t seconds);

    /** Bans all calls through the Taobao gateway for so many seconds. */
    void ban(std::uint32_t seconds, bool errorResponse);

    std::int64_t now() const { return _clock(); }

    /** Bills, counts and what would be applied late back to nothing; the world, what was modified in it and
     * the faults stay. */
    void reset();

private:
    /** How the work itself is spoiled, as opposed to the answer. */
    struct Twist
    {
        PageFault page = PageFault::None;
        bool auditFails = false;
    };

    Response vendor(const Request& request, const Twist& twist);
    void journalMoves(Flow flow, const Moves& moves);
    void replayModify(const JsonValue& line);
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
    WdtSide _wdt;
    std::mutex _modifyMutex;
    std::uint64_t _modifications = 0;
    std::function<std::int64_t()> _openConnections;
    LateQueue _late;
};

} // namespace duijie::sandbox
