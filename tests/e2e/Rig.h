// A sandbox, a configuration and the host in one temporary folder.
#pragma once

#include "Process.h"

#include "duijie/sdk/HttpClient.h"
#include "duijie/sdk/Json.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace duijie::e2e
{

/// What a rig is set up with.
struct RigOptions
{
    int documents = 120;
    int seed = 1;
    std::vector<std::string> sandbox; ///< further arguments of the sandbox
    std::string signMethod = "hmac-sha256";
    std::string batch = "best_effort";
    int settleSeconds = 1;
    int concurrency = 8;
    int callsPerMinute = 0; ///< 0: no limit
    int receiveSeconds = 2;
    std::string jdyMore;  ///< further members of the target's connection, each with a comma before it
    std::string flowMore; ///< further members of the flow, the same
};

/// Parsed JSON that keeps its text alive.
struct Json
{
    explicit Json(const std::string& text);
    sdk::JsonValue root() const { return document.root(); }
    int64_t number(const std::vector<std::string>& path) const;
    std::string text(const std::vector<std::string>& path) const;

    sdk::JsonDocument document;
};

class Rig
{
public:
    explicit Rig(RigOptions options = {});
    ~Rig();

    /// Starts the sandbox on its journal; again after it was killed, on the port it had.
    void startSandbox();
    Process& sandbox() { return *_sandbox; }

    /// Runs the host to its end.
    Ended run(const std::vector<std::string>& arguments);
    /// What is executed to run the host so.
    std::vector<std::string> commandLine(const std::vector<std::string>& arguments) const;
    /// Starts the host and comes back at once.
    std::unique_ptr<Process> start(const std::vector<std::string>& arguments);

    /// The beginning again, in the same sandbox: no bills, no counts, no faults, a host that knows nothing.
    void beginAnew();
    /// Waits until the sandbox has carried out all that reached it: what a killed host had sent is then
    /// there.
    void letArrive();

    /// Calls the sandbox's own interface; throws when it does not answer 200.
    std::string control(const std::string& method, const std::string& target, const std::string& body = "");

    std::string folder() const { return _folder; }
    std::string data() const { return _folder + "/data"; }
    std::string configFile() const { return _folder + "/duijie.json"; }
    std::string journal() const { return _folder + "/journal.jsonl"; }

    /// Stops the sandbox, lets `edit` change the lines of its journal, and starts it again: what somebody
    /// does in the target behind the host's back.
    void editJournal(const std::function<void(std::vector<std::string>&)>& edit);

    /// Writes the configuration anew, from the options as they are now.
    void writeConfig();
    /// The source is asked by its own API instead of the platform's.
    void useDirectApi();
    /// Replaces `from` by `to` in the configuration; the text must be there.
    void editConfig(const std::string& from, const std::string& to);

    RigOptions options;

private:
    std::string _folder;
    std::string _port = "0";
    std::unique_ptr<Process> _sandbox;
    std::unique_ptr<sdk::HttpClient> _control; // one connection: of those that are open, one is ours
};

/// First day of every world of these tests, and a moment after its last document.
extern const char* const WorldStart;
extern const char* const WorldEnd;

} // namespace duijie::e2e
