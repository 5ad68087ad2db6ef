#include "app/HiddenInput.h"

#include <cstdio>

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#include <io.h>
#else
#include <csignal>
#include <iterator>
#include <poll.h>
#include <termios.h>
#include <unistd.h>
#endif

namespace duijie::app
{

namespace
{

#ifdef _WIN32

bool isTerminal()
{
    return ::_isatty(::_fileno(stdin)) != 0;
}

long readSome(char* to, std::size_t most)
{
    return ::_read(::_fileno(stdin), to, static_cast<unsigned>(most));
}

/// What is typed is not shown while this lives.
class NoEcho
{
public:
    NoEcho() : _console(GetStdHandle(STD_INPUT_HANDLE))
    {
        GetConsoleMode(_console, &_before);
        SetConsoleMode(_console, _before & ~static_cast<DWORD>(ENABLE_ECHO_INPUT));
    }
    ~NoEcho() { SetConsoleMode(_console, _before); }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

    bool waitForInput() const { return true; }

private:
    HANDLE _console;
    DWORD _before = 0;
};

#else

bool isTerminal()
{
    return ::isatty(STDIN_FILENO) != 0;
}

long readSome(char* to, std::size_t most)
{
    return ::read(STDIN_FILENO, to, most);
}

extern "C" void breakOff(int) {}

/// What is typed is not shown while this lives. A signal only ends the waiting: the terminal must show again
/// what is typed before the process ends.
class NoEcho
{
public:
    NoEcho()
    {
        sigset_t ours;
        ::sigemptyset(&ours);
        struct sigaction action
        {
        };
        action.sa_handler = breakOff; // without SA_RESTART
        for (std::size_t i = 0; i < std::size(Signals); ++i)
        {
            ::sigaction(Signals[i], &action, &_actions[i]);
            ::sigaddset(&ours, Signals[i]);
        }
        ::sigprocmask(SIG_BLOCK, &ours, &_mask);
        ::tcgetattr(STDIN_FILENO, &_before);
        struct termios hidden = _before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        hidden.c_cc[VSUSP] = _POSIX_VDISABLE; // a stopped process would leave it hidden
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~NoEcho()
    {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &_before);
        for (std::size_t i = 0; i < std::size(Signals); ++i)
        {
            ::sigaction(Signals[i], &_actions[i], nullptr);
        }
        ::sigprocmask(SIG_SETMASK, &_mask, nullptr);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

    /// False when a signal came, also one that came before.
    bool waitForInput() const
    {
        struct pollfd input = {STDIN_FILENO, POLLIN, 0};
        return ::ppoll(&input, 1, nullptr, &_mask) > 0;
    }

private:
    static constexpr int Signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

    struct termios _before
    {
    };
    struct sigaction _actions[std::size(Signals)]{};
    sigset_t _mask{};
};

#endif

// One byte after the other into a text that does not grow: no copy of it is left behind. A line ends at its
// break. False when it was broken off, or is longer than asked for.
template <typename Wait> bool readAll(std::string& out, std::size_t mostBytes, bool oneLine, Wait&& wait)
{
    out.reserve(mostBytes + 2);
    while (wait())
    {
        char byte = 0;
        const long count = readSome(&byte, 1);
        if (count == 0 || (count > 0 && oneLine && byte == '\n'))
        {
            return count > 0 || !oneLine || !out.empty();
        }
        if (count < 0 || out.size() > mostBytes + 1)
        {
            return false;
        }
        out += byte;
    }
    return false;
}

} // namespace

std::optional<std::string> readHidden(const std::string& prompt, std::size_t mostBytes)
{
    std::string value;
    bool whole = false;
    if (isTerminal())
    {
        const NoEcho hidden; // before it is asked for: nothing that is typed then is shown, or thrown away
        std::fputs(prompt.c_str(), stderr);
        std::fflush(stderr);
        whole = readAll(value, mostBytes, true, [&] { return hidden.waitForInput(); });
        std::fputc('\n', stderr);
    }
    else
    {
        whole = readAll(value, mostBytes, false, [] { return true; });
        if (!value.empty() && value.back() == '\n')
        {
            value.pop_back();
        }
    }
    if (!value.empty() && value.back() == '\r')
    {
        value.pop_back();
    }
    return whole && value.size() <= mostBytes ? std::optional<std::string>(std::move(value)) : std::nullopt;
}

} // namespace duijie::app
