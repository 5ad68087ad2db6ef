#include "KillSteps.h"

#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace
{

constexpr int KilledCode = 117;

int g_stepsLeft = -1; // negative: nobody counts

void step()
{
    if (g_stepsLeft >= 0 && g_stepsLeft-- == 0)
    {
        ::_exit(KilledCode);
    }
}

} // namespace

// Those of the C library, for this program.
extern "C" int fsync(int file)
{
    step();
    return static_cast<int>(::syscall(SYS_fsync, file));
}

extern "C" int rename(const char* from, const char* to) noexcept
{
    step();
    return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

extern "C" int unlink(const char* path) noexcept
{
    step();
    return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

extern "C" ssize_t write(int file, const void* bytes, size_t count)
{
    step();
    return ::syscall(SYS_write, file, bytes, count);
}

namespace duijie::config::test
{

bool killedAtStep(int number, const std::function<void()>& work)
{
    const pid_t child = ::fork();
    if (child == 0)
    {
        g_stepsLeft = number;
        work();
        ::_exit(0);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status))
    {
        throw std::runtime_error("the child process did not run to an end");
    }
    return WEXITSTATUS(status) == KilledCode;
}

} // namespace duijie::config::test
