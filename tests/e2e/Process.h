// Child processes: started in a group of their own, so that a kill takes all of them at once.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace duijie::e2e
{

/// How a child ended, and what it printed.
struct Ended
{
    int code = -1; ///< exit code; -signal when a signal ended it
    std::string output;
    std::string errors;
};

class Process
{
public:
    /// Starts `arguments[0]` with its output into files under `folder`. `group`: process group to join; 0: a
    /// new one.
    Process(const std::vector<std::string>& arguments, const std::string& folder, pid_t group = 0);
    ~Process(); ///< kills what still runs, and removes what it printed
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t pid() const noexcept { return _pid; }
    bool running();
    void signal(int number);
    Ended wait();

    /// What it has printed to standard error by now.
    std::string errorsSoFar() const;

private:
    pid_t _pid = -1;
    int _status = 0;
    bool _ended = false;
    std::string _output;
    std::string _errors;
};

/// Whole content of a file; empty when there is none.
std::string readFile(const std::string& path);
void writeFile(const std::string& path, const std::string& content);

} // namespace duijie::e2e
