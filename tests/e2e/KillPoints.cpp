#include "KillPoints.h"

#include <algorithm>
#include <map>
#include <sstream>

namespace duijie::e2e
{

namespace
{

// What changes files, the network or what other threads do; in between nothing is seen by anybody.
constexpr const char* Syscalls[] = {"pwrite64", "fdatasync", "write",  "sendto",    "recvfrom", "connect",
                                    "openat",   "ftruncate", "rename", "unlink",    "futex",    "read",
                                    "pread64",  "close",     "mmap",   "fcntl",     "poll",     "fallocate",
                                    "clone3",   "mkdir",     "fsync",  "epoll_wait"};

std::vector<std::string> traced(const std::vector<std::string>& options,
                                const std::vector<std::string>& command)
{
    std::vector<std::string> all = {"/usr/bin/strace", "-f", "--seccomp-bpf", "-qqq"};
    all.insert(all.end(), options.begin(), options.end());
    all.insert(all.end(), command.begin(), command.end());
    return all;
}

std::string allSyscalls()
{
    std::string list;
    for (const char* name : Syscalls)
    {
        list += (list.empty() ? "" : ",") + std::string(name);
    }
    return list;
}

// "PID name(arguments" begins a call; "PID <... name resumed" is the rest of one that was told already.
std::string calledIn(const std::string& line)
{
    const std::size_t name = line.find_first_not_of(' ', line.find(' '));
    const std::size_t end = line.find('(');
    return name == std::string::npos || end == std::string::npos || line[name] == '<'
               ? std::string()
               : line.substr(name, end - name);
}

} // namespace

bool canTrace(const std::string& folder, std::string& why)
{
    Process process(traced({"-o", "/dev/null", "-e", "trace=openat"}, {"/bin/true"}), folder);
    const Ended ended = process.wait();
    why = ended.code == 127 ? "strace is not installed" : ended.errors;
    return ended.code == 0;
}

std::vector<KillPoint> pointsOf(Rig& rig, const std::vector<std::string>& arguments)
{
    const std::string file = rig.folder() + "/trace";
    Process(traced({"-o", file, "-e", "trace=" + allSyscalls()}, rig.commandLine(arguments)), rig.folder())
        .wait();
    std::map<std::string, std::map<std::string, int>> byThread;
    std::istringstream lines(readFile(file));
    for (std::string line; std::getline(lines, line);)
    {
        if (const std::string name = calledIn(line); !name.empty())
        {
            ++byThread[name][line.substr(0, line.find(' '))];
        }
    }
    std::vector<KillPoint> points;
    for (const auto& [name, threads] : byThread)
    {
        int most = 0;
        for (const auto& [thread, count] : threads)
        {
            most = std::max(most, count);
        }
        for (int number = 1; number <= most; ++number)
        {
            points.push_back({name, number});
        }
    }
    return points;
}

Ended runUntil(Rig& rig, const KillPoint& point, const std::vector<std::string>& arguments)
{
    const std::string inject =
        "inject=" + point.syscall + ":signal=KILL:when=" + std::to_string(point.number);
    return Process(traced({"-o", "/dev/null", "-e", "trace=" + point.syscall, "-e", inject},
                          rig.commandLine(arguments)),
                   rig.folder())
        .wait();
}

} // namespace duijie::e2e
