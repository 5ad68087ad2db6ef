// A secret that is typed: asked for on the terminal, never shown there.
#include "app/HiddenInput.h"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <pty.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace duijie::app::test
{

namespace
{

constexpr int TakenCode = 10;
constexpr int BrokenOffCode = 11;
constexpr int ShownCode = 12;

/// A child on a terminal of its own that reads one hidden line.
class Terminal
{
public:
    explicit Terminal(const std::string& expected)
    {
        _child = ::forkpty(&_master, nullptr, nullptr, nullptr);
        if (_child == 0)
        {
            const auto value = readHidden("prompt: ", 64);
            termios settings{};
            const bool shows = ::tcgetattr(STDIN_FILENO, &settings) == 0 &&
                               (settings.c_lflag & static_cast<tcflag_t>(ECHO)) != 0;
            ::_exit(!shows ? ShownCode : value && *value == expected ? TakenCode : BrokenOffCode);
        }
        BOOST_TEST_REQUIRE(_child > 0);
        readUntil("prompt: "); // what is typed before is thrown away
    }
    ~Terminal() { ::close(_master); }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    void type(const std::string& text) const
    {
        BOOST_TEST(::write(_master, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }

    int end()
    {
        readUntil("");
        int status = 0;
        BOOST_TEST(::waitpid(_child, &status, 0) == _child);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    const std::string& screen() const noexcept { return _screen; }

private:
    // Until the text is there; an empty one: until the child is gone.
    void readUntil(const std::string& text)
    {
        char byte = 0;
        while ((text.empty() || _screen.find(text) == std::string::npos) && ::read(_master, &byte, 1) == 1)
        {
            _screen += byte;
        }
    }

    int _master = -1;
    pid_t _child = -1;
    std::string _screen;
};

} // namespace

BOOST_AUTO_TEST_SUITE(hidden_input)

BOOST_AUTO_TEST_CASE(whatIsTypedIsTakenAndNotShown)
{
    Terminal terminal("s3cr3t 值");
    terminal.type("s3cr3t 值\n");
    BOOST_TEST(terminal.end() == TakenCode);
    BOOST_TEST(terminal.screen().find("s3cr3t") == std::string::npos, terminal.screen());
}

BOOST_AUTO_TEST_CASE(brokenOffTheTerminalShowsAgain)
{
    Terminal terminal("s3cr3t");
    terminal.type("s3c\x03"); // Ctrl-C
    BOOST_TEST(terminal.end() == BrokenOffCode);
}

BOOST_AUTO_TEST_CASE(aLineThatIsTooLongIsNotTaken)
{
    Terminal terminal(std::string(64, 'x'));
    terminal.type(std::string(66, 'x') + "\n");
    BOOST_TEST(terminal.end() == BrokenOffCode);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::app::test
