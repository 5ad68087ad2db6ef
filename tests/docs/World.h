// The world in which a page's commands are run: both vendors' stand-ins, a group robot, a configuration, and
// a store with records in every state that pages speak of.
#pragma once

#include "../e2e/Rig.h"

#include "robots/DingTalkRobot.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace duijie::docs
{

/// Stands in pages for a document that was given up.
constexpr const char* GivenUp = "PD202611270003";

class World
{
public:
    /// `givenUp`: with records that are dead; then source and target differ.
    explicit World(bool givenUp);

    /// Runs one line of a page with sh, in the folder of the configuration, and says how it ended. What a
    /// command asks for is typed; "run" is stopped when it runs; where a command wants a running host, there
    /// is one.
    e2e::Ended run(const std::string& line);

    /// Whether "duijie validate" takes a configuration, and what it says; the secrets it refers to are there.
    std::pair<bool, std::string> validates(const std::string& config);

private:
    e2e::Ended shell(const std::string& line);
    std::unique_ptr<e2e::Process> begin(const std::string& line);
    e2e::Ended untilItRuns(const std::string& line);
    e2e::Ended besideHost(const std::string& line);
    e2e::Ended asNewcomer(const std::string& line);
    /// Days before this one are a closed period; empty: none.
    void closeUntil(const std::string& day);
    void type(const std::string& text);
    std::string numberOf(const std::string& state);

    robots::DingTalkRobot _robot;
    e2e::Rig _rig;
    std::map<std::string, std::string> _words; ///< what stands in pages, and what it is here
};

} // namespace duijie::docs
