#include "World.h"

#include "Command.h"

#include "../e2e/Eventually.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <stdexcept>

namespace duijie::docs
{

namespace fs = std::filesystem;
using e2e::Ended;
using e2e::Process;

namespace
{

const std::string Token = "0123456789abcdef0123456789abcdef";
const std::string Begun = "Running "; // what a host says when it serves
const std::string RobotSecret = "SECdeadbeefdeadbeef";

int64_t wallMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

e2e::RigOptions options()
{
    e2e::RigOptions out;
    out.flowMore = R"(, "audit": {"at": "30 2 * * *"})";
    return out;
}

} // namespace

World::World(bool givenUp) : _robot(wallMs, Token, RobotSecret), _rig(options())
{
    _rig.editConfig(
        "\"flows\": {",
        R"("alerts": {"label": "docs", "channels": {"ops-group": {"kind": "dingtalk", "url": "plain:)" +
            _robot.url() + R"(", "secret": "plain:)" + RobotSecret + R"("}}}, "flows": {)");
    // Documents of goods that nobody knows are held, those of a closed period given up.
    closeUntil(givenUp ? "2026-03-03" : "");
    _rig.run({"sync", "panying"});
    closeUntil("");
    fs::create_directory(_rig.folder() + "/backup");
    e2e::writeFile(_rig.folder() + "/libmine.so", "to be signed");
    fs::copy(SOURCE_ROOT "/docs/examples/plan", _rig.folder(), fs::copy_options::recursive);
    _words = {{"runuser -u duijie -- ", ""},
              {"sudo -u duijie ", ""},
              {"/etc/duijie/duijie.json", "duijie.json"},
              {"/etc/duijie", "."},
              {"/var/lib/duijie", "data"},
              {"/backup", "backup"},
              {"/etc/bash_completion.d/duijie", "duijie.bash"},
              {"FLOW", "panying"},
              {"流程", "panying"},
              {"PD202611270001", numberOf("done")},
              {"PD202611270002", numberOf("held")}};
    if (givenUp)
    {
        _words.emplace(GivenUp, numberOf("dead"));
    }
}

void World::closeUntil(const std::string& day)
{
    _rig.control("POST", "/_sandbox/period", R"({"closed_before":")" + day + "\"}");
}

std::string World::numberOf(const std::string& state)
{
    const Ended listed = _rig.run({"records", "panying", "--state", state, "--limit", "1", "--json"});
    const std::string number(e2e::Json(listed.output).root().find("records").first().find("number").text());
    if (number.empty())
    {
        throw std::runtime_error("the world has no record that is " + state + ": " + listed.output);
    }
    return number;
}

void World::type(const std::string& text)
{
    e2e::writeFile(_rig.folder() + "/typed", text);
}

std::unique_ptr<Process> World::begin(const std::string& line)
{
    return std::make_unique<Process>(
        std::vector<std::string>{"/bin/sh", "-c",
                                 "cd \"$1\" && PATH=\"$2:$PATH\" HOME=\"$1\" LC_ALL=C.UTF-8 && "
                                 "export PATH HOME LC_ALL && eval \"$3\" < typed",
                                 "sh", _rig.folder(), fs::path(DUIJIE_BIN).parent_path().string(), line},
        _rig.folder());
}

Ended World::shell(const std::string& line)
{
    return begin(line)->wait();
}

Ended World::untilItRuns(const std::string& line)
{
    auto host = begin("exec " + line);
    const bool runs = e2e::eventually([&] { return has(host->errorsSoFar(), Begun) || !host->running(); });
    host->signal(SIGTERM);
    Ended ended = host->wait();
    ended.code = runs ? ended.code : -1;
    return ended;
}

Ended World::besideHost(const std::string& line)
{
    auto host = _rig.start({"run"});
    e2e::eventually([&] { return has(host->errorsSoFar(), Begun) || !host->running(); });
    Ended ended = shell(line);
    host->signal(SIGTERM);
    ended.errors += host->wait().errors;
    return ended;
}

Ended World::asNewcomer(const std::string& line)
{
    const std::string config = e2e::readFile(_rig.configFile());
    const std::size_t at = config.find("http://127.0.0.1:");
    const std::string address = config.substr(at, config.find('/', at + 8) - at);
    fs::rename(_rig.configFile(), _rig.configFile() + ".kept");
    // The language, then what init asks for of the source, the target and the flow.
    type("en\nsandbox-wdt-key\nsandbox-wdt-secret\nsandbox-sid\ntarget_app_key\nsandbox-wdt-"
         "target\ngateway\n" +
         address + "/router/qm\n\nsandbox-client\nsandbox-client-secret\nsandbox-instance\nbase_url\n" +
         address + "\n\n" + e2e::WorldStart + "\ny\n");
    const Ended ended = shell(line);
    fs::rename(_rig.configFile() + ".kept", _rig.configFile());
    return ended;
}

std::pair<bool, std::string> World::validates(const std::string& config)
{
    const std::map<std::string, std::string> places = {{"/usr/lib/duijie/plugins", PLUGINS_DIR},
                                                       {"/var/lib/duijie/duijie.db", "data/duijie.db"},
                                                       {"/etc/duijie", "."}};
    e2e::writeFile(_rig.folder() + "/shown.json", filledIn(config, places));
    type("a-value-that-is-typed\n");
    const Ended ended =
        shell("duijie secrets set wdt && umask 077 && echo x > wdt.secret && echo x > jdy.secret && "
              "JDY_CLIENT_SECRET=x duijie -c shown.json validate");
    return {ended.code == 0, ended.output + ended.errors};
}

Ended World::run(const std::string& text)
{
    const std::string line = filledIn(text, _words);
    type("a-value-that-is-typed\n");
    if (line.starts_with("duijie") && line.ends_with(" init"))
    {
        return asNewcomer(line);
    }
    if (line.starts_with("duijie") && line.ends_with(" run"))
    {
        return untilItRuns(line);
    }
    if (has(line, "duijie trigger") || has(line, "duijie reload"))
    {
        return besideHost(line);
    }
    return shell(line);
}

} // namespace duijie::docs
