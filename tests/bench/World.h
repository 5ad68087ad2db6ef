// A sandbox with a world of documents, and the programs that are run against it.
#pragma once

#include "CeilingHttp.h"
#include "Child.h"
#include "Peers.h"

#include <memory>

namespace duijie::bench
{

/// Where the programs are.
struct Programs
{
    std::string host;
    std::string ceiling;
    std::string sandbox;
    std::string plugins;
    std::string folder; ///< for stores: on the disk that is to be measured
};

/// What the programs are measured on.
struct Scene
{
    int documents = 20000;
    int connections = 8;    ///< to the target; Node-RED has no setting for it
    int latencyMs = 0;      ///< what each call to the target takes longer
    int callsPerSecond = 0; ///< the quota that the host is told to keep; 0: none
    bool compact = false;   ///< smaller documents
};

/// Of a world's documents, this share can be billed; the rest is excluded in one of the ways of real data.
constexpr double EligibleShare = 0.783;

/// One run of a program and what the sandbox says of it.
struct Run
{
    Usage usage;
    int64_t bills = 0;
    bool right = false;       ///< the sandbox finds each eligible document billed once, and rightly
    std::string verdict;      ///< the sandbox's words when it is not
    int64_t waiting = 0;      ///< documents that wait in the program's store
    double steadySeconds = 0; ///< between the first bill and the last one

    double perSecond() const { return static_cast<double>(bills) / usage.seconds; }
    /// The rate after the first `connections` bills, which come all at once, start-up and first reads left
    /// out.
    double steadyPerSecond(int connections) const
    {
        return steadySeconds > 0 ? static_cast<double>(bills - connections) / steadySeconds : 0;
    }
    double cpuPerThousand() const { return usage.cpuSeconds * 1000.0 / static_cast<double>(bills); }
};

class World
{
public:
    /// Starts the sandbox. Throws when it does not come up.
    World(const Programs& programs, const Scene& scene);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// Forgets all bills.
    void reset();

    Run runCeiling();
    /// The host's sync on a fresh store.
    Run runHost();
    Run runPeer(const Peer& peer);

    /// Two runs of the host on one store: first with a target that cannot be reached, so that every document
    /// is read and waits; then with the sandbox as target.
    std::pair<Run, Run> runBacklog();
    /// The peer's run with a target that takes no bill: its documents are read and wait.
    Run runPeerBacklog(const Peer& peer);

private:
    std::string control(const std::string& method, const std::string& target);
    std::string freshFolder();
    std::string writeConfig(const std::string& folder, uint16_t targetPort) const;
    Run measure(const std::vector<std::string>& arguments, const std::string& folder);
    Run sync(const std::string& folder, uint16_t targetPort);
    Run runPeer(const Peer& peer, uint16_t targetPort);

    const Programs& _programs;
    const Scene _scene;
    std::string _folder;
    std::unique_ptr<Child> _sandbox;
    uint16_t _port = 0;
    std::string _start;
    std::string _end;
    int _runs = 0;
};

} // namespace duijie::bench
