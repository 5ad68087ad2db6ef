#include "Parts.h"
#include "Table.h"

#include <algorithm>
#include <cstdio>

namespace duijie::bench
{

namespace
{

// What a row is to take at its limit: long enough for a steady state, short enough for a table in two
// minutes.
constexpr double SecondsOfARow = 10;

bool printRow(const Programs& programs, Scene scene, double limit)
{
    scene.documents = std::max(500, static_cast<int>(limit * SecondsOfARow / EligibleShare));
    World world(programs, scene);
    const Run run = world.runHost();
    const double steady = run.steadyPerSecond(scene.connections);
    std::printf("%7d %11d %7d %7.0f %7lld %8.1f %8.0f %7.0f%% %12.0f %7.0f%% %9s %6.1f\n", scene.latencyMs,
                scene.connections, scene.callsPerSecond, limit, static_cast<long long>(run.bills),
                run.usage.seconds, run.perSecond(), 100 * run.perSecond() / limit, steady,
                100 * steady / limit, run.right ? "right" : "WRONG", loadAverage());
    printWrong(run);
    return run.right && run.bills > 0;
}

} // namespace

bool benchLatency(const Programs& programs)
{
    std::printf(
        "the host against a target that takes its time; limit = connections / latency, or the quota\n");
    std::printf("%7s %11s %7s %7s %7s %8s %8s %8s %12s %8s %9s %6s\n", "latency", "connections", "quota",
                "limit", "bills", "seconds", "bills/s", "of it", "steady", "of it", "verdict", "load");
    bool right = true;
    for (const int latency : {50, 200})
    {
        for (const int connections : {8, 32, 128})
        {
            Scene scene;
            scene.latencyMs = latency;
            scene.connections = connections;
            right = printRow(programs, scene, connections * 1000.0 / latency) && right;
        }
    }
    Scene limited;
    limited.latencyMs = 50;
    limited.connections = 32;
    limited.callsPerSecond = 100;
    return printRow(programs, limited, limited.callsPerSecond) && right;
}

} // namespace duijie::bench
