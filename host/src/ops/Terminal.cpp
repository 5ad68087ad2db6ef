#include "ops/Terminal.h"

#include <cstdlib>
#include <string>
#include <string_view>

#ifdef _WIN32
#include <io.h>
#else
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace duijie::ops
{

#ifndef _WIN32

namespace
{

std::string_view environment(const char* name) noexcept
{
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

} // namespace

#endif

bool errorsGoToTerminal() noexcept
{
#ifdef _WIN32
    return _isatty(2) != 0;
#else
    return ::isatty(2) == 1 && environment("TERM") != "dumb" && !environment("TERM").empty();
#endif
}

bool errorsMayBeColoured() noexcept
{
#ifdef _WIN32
    return false; // older consoles print the codes as they are
#else
    return errorsGoToTerminal() && environment("NO_COLOR").empty();
#endif
}

// The variable is inherited by whatever is started from a service: it counts only when it names the very
// stream that standard error is.
bool errorsGoToJournal() noexcept
{
#ifdef _WIN32
    return false;
#else
    struct stat stream
    {
    };
    if (::fstat(2, &stream) != 0)
    {
        return false;
    }
    const std::string_view named = environment("JOURNAL_STREAM");
    return named == std::to_string(stream.st_dev) + ":" + std::to_string(stream.st_ino);
#endif
}

} // namespace duijie::ops
