#include "StopSignal.h"

#include <csignal>

#ifdef _WIN32
#include <semaphore>
#include <windows.h>
#endif

namespace duijie::sandbox
{

#ifdef _WIN32

namespace
{

std::binary_semaphore g_asked{0};

BOOL WINAPI onControl(DWORD)
{
    g_asked.release();
    return TRUE;
}

} // namespace

struct StopSignal::State
{
};

StopSignal::StopSignal()
{
    SetConsoleCtrlHandler(onControl, TRUE);
}

void StopSignal::wait()
{
    g_asked.acquire();
}

#else

struct StopSignal::State
{
    sigset_t signals;
};

StopSignal::StopSignal() : _state(std::make_unique<State>())
{
    sigemptyset(&_state->signals);
    sigaddset(&_state->signals, SIGTERM);
    sigaddset(&_state->signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &_state->signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

void StopSignal::wait()
{
    int received = 0;
    sigwait(&_state->signals, &received);
}

#endif

StopSignal::~StopSignal() = default;

} // namespace duijie::sandbox
