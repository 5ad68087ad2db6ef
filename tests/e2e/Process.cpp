#include "Process.h"

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace duijie::e2e
{

namespace
{

void redirect(int descriptor, const std::string& path)
{
    const int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    ::dup2(file, descriptor);
}

} // namespace

Process::Process(const std::vector<std::string>& arguments, const std::string& folder, pid_t group)
{
    static std::atomic<int> counter{0};
    const std::string base = folder + "/process-" + std::to_string(counter++);
    _output = base + ".out";
    _errors = base + ".err";
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
    {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    _pid = ::fork();
    if (_pid == 0)
    {
        ::setpgid(0, group);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // a test that is killed leaves nothing behind
        redirect(1, _output);
        redirect(2, _errors);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    if (_pid < 0)
    {
        throw std::runtime_error("fork failed");
    }
}

Process::~Process()
{
    if (running())
    {
        signal(SIGKILL);
        wait();
    }
    ::unlink(_output.c_str());
    ::unlink(_errors.c_str());
}

bool Process::running()
{
    if (!_ended && ::waitpid(_pid, &_status, WNOHANG) == _pid)
    {
        _ended = true;
    }
    return !_ended;
}

void Process::signal(int number)
{
    if (!_ended)
    {
        ::kill(_pid, number);
    }
}

Ended Process::wait()
{
    if (!_ended)
    {
        ::waitpid(_pid, &_status, 0);
        _ended = true;
    }
    Ended ended;
    ended.code = WIFEXITED(_status) ? WEXITSTATUS(_status) : -WTERMSIG(_status);
    ended.output = readFile(_output);
    ended.errors = readFile(_errors);
    return ended;
}

std::string Process::errorsSoFar() const
{
    return readFile(_errors);
}

std::string readFile(const std::string& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream out;
    out << stream.rdbuf();
    return out.str();
}

void writeFile(const std::string& path, const std::string& content)
{
    std::ofstream(path, std::ios::binary) << content;
}

} // namespace duijie::e2e
