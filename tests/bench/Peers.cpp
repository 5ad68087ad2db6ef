#include "Peers.h"

#include "Child.h"

#include <cstdio>
#include <filesystem>

namespace duijie::bench
{

namespace
{

// The last line of what the installation said.
std::string lastLine(std::string text)
{
    while (!text.empty() && text.back() == '\n')
    {
        text.pop_back();
    }
    const std::size_t at = text.rfind('\n');
    return at == std::string::npos ? text : text.substr(at + 1);
}

} // namespace

std::vector<Peer> installPeers(const std::string& folder)
{
    std::filesystem::create_directories(folder);
    const std::vector<Peer> known = {{"undici", {"node", folder + "/undici/sync.js"}},
                                     {"node-red",
                                      {"node", folder + "/node-red/node_modules/node-red/red.js",
                                       "--settings", folder + "/node-red/settings.js"}}};
    std::vector<Peer> ready;
    for (const Peer& peer : known)
    {
        const Usage installed =
            Child({PEERS_SOURCE "/install.sh", peer.name, folder}, folder + "/" + peer.name + ".out").wait();
        if (installed.code == 0)
        {
            ready.push_back(peer);
        }
        else
        {
            std::printf("without %s: %s\n", peer.name.c_str(), lastLine(installed.output).c_str());
        }
    }
    std::fflush(stdout);
    return ready;
}

} // namespace duijie::bench
