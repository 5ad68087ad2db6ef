#include "Parts.h"
#include "Table.h"

#include <cstdio>

namespace duijie::bench
{

namespace
{

// Node-RED reads about a hundred documents a second.
constexpr int MostWaitingOfPeers = 20'000;

bool hostWaits(World& world)
{
    // A target that cannot be reached (nothing listens on its port) lets every document be read and wait in
    // the store; then the target is back and all of them are sent.
    const auto [read, sent] = world.runBacklog();
    std::printf(
        "host: %lld waiting: peak RSS %.1f MiB while they were read with the target unreachable (%.0f s), "
        "%.1f MiB while they were sent (%lld bills, %.0f bills/s, %s)\n",
        static_cast<long long>(read.waiting), read.usage.peakMib, read.usage.seconds, sent.usage.peakMib,
        static_cast<long long>(sent.bills), sent.perSecond(), sent.right ? "right" : "WRONG");
    printWrong(sent);
    return sent.right && read.bills == 0;
}

bool peerWaits(World& world, const Peer& peer)
{
    world.reset();
    const Run read = world.runPeerBacklog(peer);
    std::printf(
        "%s: %lld waiting: peak RSS %.1f MiB while they were read with the target unreachable (%.0f s)\n",
        peer.name.c_str(), static_cast<long long>(read.waiting), read.usage.peakMib, read.usage.seconds);
    std::fflush(stdout);
    return read.bills == 0 && read.waiting > 0;
}

} // namespace

bool benchMemory(const Programs& programs, Scene scene, int waiting, const std::vector<Peer>& peers)
{
    scene.documents = static_cast<int>(static_cast<double>(waiting) / EligibleShare);
    World world(programs, scene);
    bool right = hostWaits(world);
    if (waiting <= MostWaitingOfPeers)
    {
        for (const Peer& peer : peers)
        {
            right = peerWaits(world, peer) && right;
        }
    }
    return right;
}

} // namespace duijie::bench
