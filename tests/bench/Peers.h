// The same work done by other tools, each as a competent user of it would write it: see peers/.
#pragma once

#include <string>
#include <vector>

namespace duijie::bench
{

/// A tool that is ready to run.
struct Peer
{
    std::string name;
    std::vector<std::string> command; ///< program and arguments; what to do comes through the environment
};

/// Installs the peers into `folder`, by npm, unless they are there. Says of each that cannot be had why, and
/// leaves it out.
std::vector<Peer> installPeers(const std::string& folder);

} // namespace duijie::bench
