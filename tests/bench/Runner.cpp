// duijie-bench: the host beside the ceiling program and beside other tools, in turns, on the same sandbox. It
// reports times and sizes and judges none of them; it fails only when bills are lost, doubled or wrong.
#include "Parts.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>

namespace duijie::bench
{

namespace
{

struct Options
{
    Programs programs;
    Scene scene;
    int rounds = 3;
    bool peers = false;
    std::string peersFolder;
    bool latency = false;
    bool mapping = false;
    std::string document = MAPPING_DOCUMENT;
    std::vector<int> waiting;
};

int run(const Options& options)
{
    const std::vector<Peer> peers = options.peers ? installPeers(options.peersFolder) : std::vector<Peer>();
    bool right = options.rounds == 0 || benchSpeed(options.programs, options.scene, options.rounds, peers);
    for (const int waiting : options.waiting)
    {
        right = benchMemory(options.programs, options.scene, waiting, peers) && right;
    }
    right = (!options.mapping || benchMapping(options.document)) && right;
    right = (!options.latency || benchLatency(options.programs)) && right;
    if (!right)
    {
        std::printf("bills were lost, doubled or wrong, or a document was not mapped\n");
    }
    return right ? 0 : 1;
}

void addOptions(CLI::App& app, Options& options)
{
    app.add_option("--documents", options.scene.documents, "Documents of the sandbox's world")
        ->check(CLI::Range(13, 5'000'000))
        ->capture_default_str();
    app.add_option("--pairs", options.rounds, "Rounds of runs: ceiling, host, peers; 0: no speed part")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    app.add_flag("--peers", options.peers,
                 "A Node script and a Node-RED flow beside the host, installed by npm on first use");
    app.add_option("--peers-folder", options.peersFolder, "Where they are installed")->capture_default_str();
    app.add_option("--waiting", options.waiting,
                   "Memory part: this many documents wait; may be given more than once, e.g. 20000 1000000")
        ->check(CLI::Range(10, 3'000'000));
    app.add_flag("--latency", options.latency,
                 "Latency part: the host against a target that takes 50 and 200 ms a call");
    app.add_flag("--mapping", options.mapping, "What parsing and mapping one document take");
    app.add_option("--document", options.document, "The target document it is mapped by")
        ->capture_default_str();
    app.add_option("--connections", options.scene.connections, "Connections to the target")
        ->check(CLI::Range(1, 128))
        ->capture_default_str();
    app.add_flag("--compact", options.scene.compact, "Documents of about 1.5 instead of 7 KB");
    app.add_option("--folder", options.programs.folder, "Where stores are made")->capture_default_str();
    app.add_option("--host", options.programs.host, "The host to measure")->capture_default_str();
    app.add_option("--plugins", options.programs.plugins, "Its plugins")->capture_default_str();
}

} // namespace

} // namespace duijie::bench

int main(int argc, char** argv)
{
    const std::string bin = std::filesystem::canonical("/proc/self/exe").parent_path();
    duijie::bench::Options options;
    options.programs = {bin + "/duijie", bin + "/duijie-ceiling", bin + "/duijie-sandbox", bin + "/plugins",
                        std::filesystem::temp_directory_path()};
    options.peersFolder = std::filesystem::path(bin).parent_path() / "peers";
    CLI::App app(
        "duijie-bench: the host beside the ceiling program and other tools, in turns, on one sandbox",
        "duijie-bench");
    addOptions(app, options);
    CLI11_PARSE(app, argc, argv);
    try
    {
        return duijie::bench::run(options);
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "duijie-bench: %s\n", error.what());
        return 1;
    }
}
