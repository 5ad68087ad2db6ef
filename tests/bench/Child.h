// A program that is started and measured.
#pragma once

#include <chrono>
#include <string>
#include <sys/types.h>
#include <vector>

namespace duijie::bench
{

/// How a child ended and what it took, as the system counted it.
struct Usage
{
    int code = -1;      ///< exit code; -signal when a signal ended it
    double seconds = 0; ///< wall time from start to end
    double cpuSeconds = 0;
    double peakMib = 0; ///< largest resident size
    std::string output;
};

class Child
{
public:
    /// Starts `arguments[0]` with its output into `outputFile`; what it says on stderr comes out of ours.
    Child(const std::vector<std::string>& arguments, std::string outputFile);
    ~Child(); ///< kills what still runs
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool running();
    void terminate();
    Usage wait();

private:
    pid_t _pid = -1;
    bool _ended = false;
    std::string _outputFile;
    std::chrono::steady_clock::time_point _start;
};

/// Whole content of a file; empty when there is none.
std::string readFile(const std::string& path);

} // namespace duijie::bench
