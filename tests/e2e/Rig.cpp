#include "Rig.h"

#include "TestHost.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace duijie::e2e
{

const char* const WorldStart = "2026-03-02";
const char* const WorldEnd = "2026-03-06 00:00:00";

Json::Json(const std::string& text)
{
    if (!document.parse(text))
    {
        throw std::runtime_error("not JSON (" + document.error() + "): " + text.substr(0, 400));
    }
}

namespace
{

sdk::JsonValue follow(sdk::JsonValue value, const std::vector<std::string>& path)
{
    for (const std::string& name : path)
    {
        value = value.find(name);
    }
    return value;
}

} // namespace

int64_t Json::number(const std::vector<std::string>& path) const
{
    const sdk::JsonValue value = follow(root(), path);
    if (!value.isNumber())
    {
        throw std::runtime_error("no number at ." + path.back() + " in " +
                                 std::string(root().raw().substr(0, 400)));
    }
    return std::stoll(std::string(value.text()));
}

std::string Json::text(const std::vector<std::string>& path) const
{
    return std::string(follow(root(), path).text());
}

Rig::Rig(RigOptions given) : options(std::move(given))
{
    options.start = options.start.empty() ? WorldStart : options.start;
    std::string pattern = std::filesystem::temp_directory_path() / "duijie-e2e-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr)
    {
        throw std::runtime_error("mkdtemp failed");
    }
    _folder = pattern;
    startSandbox();
    writeConfig();
}

Rig::~Rig()
{
    _sandbox.reset();
    std::error_code ignored;
    std::filesystem::remove_all(_folder, ignored);
}

void Rig::startSandbox()
{
    const std::string portFile = _folder + "/port";
    std::filesystem::remove(portFile);
    _control.reset();
    std::vector<std::string> arguments = {SANDBOX_BIN,
                                          "--documents",
                                          std::to_string(options.documents),
                                          "--seed",
                                          std::to_string(options.seed),
                                          "--start",
                                          options.start,
                                          "--port",
                                          _port,
                                          "--port-file",
                                          portFile,
                                          "--journal",
                                          journal()};
    arguments.insert(arguments.end(), options.sandbox.begin(), options.sandbox.end());
    _sandbox = std::make_unique<Process>(arguments, _folder);
    for (int i = 0; i < 1000 && readFile(portFile).empty(); ++i)
    {
        if (!_sandbox->running())
        {
            throw std::runtime_error("the sandbox ended: " + _sandbox->wait().errors);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    _port = readFile(portFile);
    _port.erase(_port.find_last_not_of(" \n") + 1);
}

void Rig::writeConfig()
{
    options.start = options.start.empty() ? WorldStart : options.start;
    const std::string receive = std::to_string(options.receiveSeconds);
    writeFile(configFile(), R"({
  // test
  "sandbox": true, "language": "en",
  "plugins": { "directories": [")" +
                                std::string(PLUGINS_DIR) + R"("] },
  "store": { "url": "sqlite:data/duijie.db" },
  "connections": {
    "wdt": { "plugin": "wdt_source", "gateway": "http://127.0.0.1:)" +
                                _port + R"(/router/qm",
             "app_key": "sandbox-wdt-key", "app_secret": "plain:sandbox-wdt-secret",
             "target_app_key": "sandbox-wdt-target", "sid": "sandbox-sid", "sign_method": ")" +
                                options.signMethod + R"(", "calls_per_minute": )" +
                                std::to_string(options.callsPerMinute) + R"(, "receive_seconds": )" +
                                receive + R"( },
    "jdy": { "plugin": "jdy_target", "base_url": "http://127.0.0.1:)" +
                                _port + R"(",
             "client_id": "sandbox-client", "client_secret": "plain:sandbox-client-secret",
             "outer_instance_id": "sandbox-instance", "requests_per_minute": 0,
             "requests_per_second": 0,
             "token_requests_per_minute": 0, "receive_seconds": )" +
                                receive + options.jdyMore + R"( }
  },
  "flows": { "panying": { "plugin": "panying_flow", "source": "wdt", "target": "jdy",
             "start": ")" + options.start +
                                R"( 00:00:00", "settle_seconds": )" + std::to_string(options.settleSeconds) +
                                R"(, "concurrency": )" + std::to_string(options.concurrency) +
                                R"(, "batch": ")" + options.batch + "\"" + options.flowMore + R"( } }
})");
}

void Rig::editJournal(const std::function<void(std::vector<std::string>&)>& edit)
{
    _sandbox->signal(SIGKILL);
    _sandbox->wait();
    std::vector<std::string> lines;
    std::istringstream in(readFile(journal()));
    for (std::string line; std::getline(in, line);)
    {
        lines.push_back(line);
    }
    edit(lines);
    std::string out;
    for (const std::string& line : lines)
    {
        out += line + "\n";
    }
    writeFile(journal(), out);
    startSandbox();
}

void Rig::editConfig(const std::string& from, const std::string& to)
{
    std::string text = readFile(configFile());
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
    {
        throw std::runtime_error(from + " is not in the configuration");
    }
    writeFile(configFile(), text.replace(at, from.size(), to));
}

void Rig::useDirectApi()
{
    editConfig("/router/qm\"", "/openapi2\", \"mode\": \"direct\"");
    editConfig("\"target_app_key\": \"sandbox-wdt-target\", ", "");
    editConfig("\"sign_method\": \"" + options.signMethod + "\", ", "");
}

void Rig::beginAnew()
{
    letArrive();
    control("POST", "/_sandbox/reset");
    control("DELETE", "/_sandbox/faults");
    std::filesystem::remove_all(data());
}

void Rig::letArrive()
{
    while (Json(control("GET", "/_sandbox/connections")).number({"open"}) > 1)
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

std::vector<std::string> Rig::commandLine(const std::vector<std::string>& arguments) const
{
    std::vector<std::string> all = {DUIJIE_BIN, "--lang", "en", "--config", configFile()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
}

std::unique_ptr<Process> Rig::start(const std::vector<std::string>& arguments)
{
    return std::make_unique<Process>(commandLine(arguments), _folder);
}

Ended Rig::run(const std::vector<std::string>& arguments)
{
    return start(arguments)->wait();
}

std::string Rig::control(const std::string& method, const std::string& target, const std::string& body)
{
    if (!_control)
    {
        _control = std::make_unique<sdk::HttpClient>("http://127.0.0.1:" + _port);
    }
    testkit::TestContext context;
    sdk::HttpRequest request;
    request.method = method;
    request.target = target;
    request.body = body;
    request.contentType = body.empty() ? "" : "application/json";
    const sdk::HttpReply reply = _control->send(request, context);
    if (reply.status != 200)
    {
        throw std::runtime_error(target + " answered " + std::to_string(reply.status) + " " + reply.body +
                                 reply.error);
    }
    return reply.body;
}

} // namespace duijie::e2e
