#include "ops/ProcessFigures.h"

#ifdef _WIN32
#include <windows.h>
// After it: it needs its names.
#include <psapi.h>
#else
#include <Poco/DirectoryIterator.h>
#include <Poco/FileStream.h>

#include <string>

#include <sys/resource.h>
#include <unistd.h>
#endif

namespace duijie::ops
{

#ifdef _WIN32

namespace
{

double secondsOf(const FILETIME& time) noexcept
{
    return static_cast<double>((uint64_t(time.dwHighDateTime) << 32) | time.dwLowDateTime) / 1e7;
}

} // namespace

ProcessFigures processFigures()
{
    ProcessFigures out;
    const HANDLE self = ::GetCurrentProcess();
    FILETIME begun{};
    FILETIME ended{};
    FILETIME kernel{};
    FILETIME user{};
    if (::GetProcessTimes(self, &begun, &ended, &kernel, &user) != 0)
    {
        out.cpuSeconds = secondsOf(kernel) + secondsOf(user);
    }
    PROCESS_MEMORY_COUNTERS memory{};
    if (::GetProcessMemoryInfo(self, &memory, sizeof memory) != 0)
    {
        out.residentBytes = static_cast<int64_t>(memory.WorkingSetSize);
    }
    DWORD handles = 0;
    if (::GetProcessHandleCount(self, &handles) != 0)
    {
        out.openFiles = handles;
    }
    return out;
}

#else

ProcessFigures processFigures()
{
    ProcessFigures out;
    rusage use{};
    if (::getrusage(RUSAGE_SELF, &use) == 0)
    {
        const auto seconds = [](const timeval& time)
        { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
        out.cpuSeconds = seconds(use.ru_utime) + seconds(use.ru_stime);
    }
    try
    {
        Poco::FileInputStream stream("/proc/self/statm");
        int64_t whole = 0;
        int64_t resident = 0;
        stream >> whole >> resident;
        out.residentBytes = resident * ::sysconf(_SC_PAGESIZE);
        for (Poco::DirectoryIterator file(std::string("/proc/self/fd")), end; file != end; ++file)
        {
            ++out.openFiles;
        }
    }
    catch (const std::exception&)
    {
        return out; // a system without /proc
    }
    return out;
}

#endif

} // namespace duijie::ops
