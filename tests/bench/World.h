// A sandbox with a world of documents, and the programs that are run against it.
#pragma once

#include "CeilingHttp.h"
#include "Child.h"

#include <memory>

namespace duijie::bench
{

/// Where the programs are, and how the bench runs them.
struct Programs
{
    std::string host;
    std::string ceiling;
    std::string sandbox;
    std::string plugins;
    std::string folder; ///< for stores: on the disk that is to be measured
    int connections = 8;
};

/// One run of a program and what the sandbox says of it.
struct Run
{
    Usage usage;
    int64_t bills = 0;
    bool right = false;   ///< the sandbox finds each eligible document billed once, and rightly
    std::string verdict;  ///< the sandbox's words when it is not
    int64_t received = 0; ///< documents that wait in the host's store

    double perSecond() const { return static_cast<double>(bills) / usage.seconds; }
    double cpuPerThousand() const { return usage.cpuSeconds * 1000.0 / static_cast<double>(bills); }
};

class World
{
public:
    /// Starts the sandbox. Throws when it does not come up.
    World(const Programs& programs, int documents);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// Forgets all bills.
    void reset();

    Run runCeiling();
    /// The host's sync on a fresh store.
    Run runHost();

    /// Two runs on one store: first with a target that cannot be reached, so that every document is read and
    /// waits; then with the sandbox as target.
    std::pair<Run, Run> runBacklog();

private:
    std::string control(const std::string& method, const std::string& target);
    std::string freshFolder();
    std::string writeConfig(const std::string& folder, uint16_t targetPort) const;
    Run measure(const std::vector<std::string>& arguments, const std::string& folder);
    Run sync(const std::string& folder, uint16_t targetPort);

    const Programs& _programs;
    std::string _folder;
    std::unique_ptr<Child> _sandbox;
    uint16_t _port = 0;
    std::string _start;
    std::string _end;
    int _runs = 0;
};

} // namespace duijie::bench
