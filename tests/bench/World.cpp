#include "World.h"

#include "duijie/sdk/Json.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace duijie::bench
{

namespace
{

// Nothing listens there; loopback answers at once that it does not.
constexpr uint16_t UnreachablePort = 1;

// Node-RED sends a whole page at once, each document over a connection of its own.
constexpr int OtherConnections = 128;

int64_t numberOf(sdk::JsonValue value)
{
    return value.isNumber() ? std::stoll(std::string(value.text())) : 0;
}

} // namespace

World::World(const Programs& programs, const Scene& scene) : _programs(programs), _scene(scene)
{
    std::string pattern = programs.folder + "/duijie-bench-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr)
    {
        throw std::runtime_error("no folder can be made in " + programs.folder);
    }
    _folder = pattern;
    const std::string portFile = _folder + "/port";
    std::vector<std::string> arguments = {programs.sandbox,
                                          "--documents",
                                          std::to_string(scene.documents),
                                          "--loss-documents",
                                          "1",
                                          "--latency",
                                          std::to_string(scene.latencyMs),
                                          "--port",
                                          "0",
                                          "--port-file",
                                          portFile,
                                          "--threads",
                                          std::to_string(scene.connections + OtherConnections)};
    if (scene.compact)
    {
        arguments.push_back("--compact");
    }
    _sandbox = std::make_unique<Child>(arguments, _folder + "/sandbox.out");
    for (int i = 0; i < 1500 && readFile(portFile).find('\n') == std::string::npos; ++i)
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    const std::string text = readFile(portFile);
    if (text.empty())
    {
        throw std::runtime_error("the sandbox does not come up");
    }
    _port = static_cast<uint16_t>(std::stoi(text));
    sdk::JsonDocument health;
    health.parse(control("GET", "/_sandbox/health"));
    _start = health.root().find("start_time").text();
    _end = health.root().find("end_time").text();
}

World::~World()
{
    _sandbox.reset();
    std::error_code ignored;
    std::filesystem::remove_all(_folder, ignored);
}

std::string World::control(const std::string& method, const std::string& target)
{
    Connection connection(_port);
    const Answer answer = connection.exchange(plainRequest(method, target));
    if (answer.status != 200)
    {
        throw std::runtime_error(target + " answered " + std::to_string(answer.status));
    }
    return std::string(answer.body);
}

void World::reset()
{
    control("POST", "/_sandbox/reset");
}

std::string World::freshFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(_folder + "/run" + std::to_string(_runs), ignored);
    const std::string folder = _folder + "/run" + std::to_string(++_runs);
    std::filesystem::create_directory(folder);
    return folder;
}

std::string World::writeConfig(const std::string& folder, uint16_t targetPort) const
{
    const std::string path = folder + "/duijie.json";
    std::ofstream out(path);
    out << R"({ "sandbox": true,
  "plugins": { "directories": [")"
        << _programs.plugins << R"("] },
  "store": { "url": "sqlite:duijie.db" },
  "connections": {
    "wdt": { "plugin": "wdt_source", "gateway": "http://127.0.0.1:)"
        << _port << R"(/router/qm", "app_key": "sandbox-wdt-key", "app_secret": "plain:sandbox-wdt-secret",
             "target_app_key": "sandbox-wdt-target", "sid": "sandbox-sid", "sign_method": "hmac-sha256",
             "calls_per_minute": 0 },
    "jdy": { "plugin": "jdy_target", "base_url": "http://127.0.0.1:)"
        << targetPort << R"(", "client_id": "sandbox-client",
             "client_secret": "plain:sandbox-client-secret", "outer_instance_id": "sandbox-instance",
             "requests_per_minute": 0, "requests_per_second": )"
        << _scene.callsPerSecond << R"( } },
  "flows": { "panying": { "plugin": "panying_flow", "source": "wdt", "target": "jdy", "start": ")"
        << _start << R"(", "timezone": "Asia/Shanghai", "settle_seconds": 1, "concurrency": )"
        << _scene.connections << " } }\n}\n";
    return path;
}

Run World::measure(const std::vector<std::string>& arguments, const std::string& folder)
{
    ::sync(); // what the run before left to be written must not slow this one
    Run run;
    run.usage = Child(arguments, folder + "/output").wait();
    const std::string truth = control("GET", "/_sandbox/truth");
    sdk::JsonDocument document;
    document.parse(truth);
    run.bills = numberOf(document.root().find("bills"));
    run.right = document.root().find("verdict").text() == "right";
    run.verdict = run.right ? "" : truth.substr(0, 600);
    sdk::JsonDocument counters;
    counters.parse(control("GET", "/_sandbox/counters"));
    const sdk::JsonValue saved = counters.root().find("bills_saved_at");
    run.steadySeconds =
        static_cast<double>(numberOf(saved.find("last")) - numberOf(saved.find("first"))) / 1000;
    return run;
}

Run World::runCeiling()
{
    const std::string folder = freshFolder();
    return measure({_programs.ceiling, "--port", std::to_string(_port), "--store", folder + "/ceiling.db",
                    "--from", _start, "--to", _end, "--connections", std::to_string(_scene.connections)},
                   folder);
}

Run World::sync(const std::string& folder, uint16_t targetPort)
{
    Run run = measure(
        {_programs.host, "--config", writeConfig(folder, targetPort), "sync", "panying", "--json"}, folder);
    sdk::JsonDocument summary;
    if (summary.parse(run.usage.output))
    {
        run.waiting = numberOf(summary.root().find("in_all").find("received"));
    }
    return run;
}

Run World::runHost()
{
    return sync(freshFolder(), _port);
}

Run World::runPeer(const Peer& peer, uint16_t targetPort)
{
    const std::string folder = freshFolder();
    std::vector<std::string> arguments = {"/usr/bin/env",
                                          "PEER_PORT=" + std::to_string(_port),
                                          "PEER_TARGET_PORT=" + std::to_string(targetPort),
                                          "PEER_STORE=" + folder + "/peer.db",
                                          "PEER_FROM=" + _start,
                                          "PEER_TO=" + _end,
                                          "PEER_CONNECTIONS=" + std::to_string(_scene.connections)};
    arguments.insert(arguments.end(), peer.command.begin(), peer.command.end());
    Run run = measure(arguments, folder);
    sdk::JsonDocument summary;
    if (summary.parse(run.usage.output))
    {
        run.waiting = numberOf(summary.root().find("waiting"));
    }
    return run;
}

Run World::runPeer(const Peer& peer)
{
    return runPeer(peer, _port);
}

Run World::runPeerBacklog(const Peer& peer)
{
    return runPeer(peer, UnreachablePort);
}

std::pair<Run, Run> World::runBacklog()
{
    const std::string folder = freshFolder();
    Run waiting = sync(folder, UnreachablePort);
    return {std::move(waiting), sync(folder, _port)};
}

} // namespace duijie::bench
