// The files of a request, as both sides of RequestBox name them.
#pragma once

#include <string>

namespace duijie::app
{

constexpr const char* RequestSuffix = ".request";
constexpr const char* TakenSuffix = ".taken";
constexpr const char* AnswerSuffix = ".answer";

// Holds the host's process number: whoever waits for an answer sees that none will come.
constexpr const char* HostFile = "/host";

/// What a file holds; empty when it cannot be read or is larger than anything either side writes.
std::string readRequestFile(const std::string& path);

} // namespace duijie::app
