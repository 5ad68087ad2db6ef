#include "Child.h"

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace duijie::bench
{

namespace
{

double secondsOf(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

Child::Child(const std::vector<std::string>& arguments, std::string outputFile)
    : _outputFile(std::move(outputFile)), _start(std::chrono::steady_clock::now())
{
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
    {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    // The shell's own vfork would not be counted; a plain fork is, but its child's peak begins with ours,
    // which is small.
    _pid = ::fork();
    if (_pid == 0)
    {
        const int file = ::open(_outputFile.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
        ::dup2(file, 1);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    if (_pid < 0)
    {
        throw std::runtime_error("fork failed");
    }
}

Child::~Child()
{
    if (!_ended)
    {
        ::kill(_pid, SIGKILL);
        ::waitpid(_pid, nullptr, 0);
    }
}

bool Child::running()
{
    return !_ended && ::kill(_pid, 0) == 0;
}

void Child::terminate()
{
    ::kill(_pid, SIGTERM);
}

Usage Child::wait()
{
    Usage out;
    int status = 0;
    rusage used{};
    ::wait4(_pid, &status, 0, &used);
    _ended = true;
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - _start).count();
    out.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    out.cpuSeconds = secondsOf(used.ru_utime) + secondsOf(used.ru_stime);
    out.peakMib = static_cast<double>(used.ru_maxrss) / 1024.0;
    out.output = readFile(_outputFile);
    return out;
}

std::string readFile(const std::string& path)
{
    const std::ifstream stream(path, std::ios::binary);
    std::ostringstream out;
    out << stream.rdbuf();
    return out.str();
}

} // namespace duijie::bench
