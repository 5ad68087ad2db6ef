#include "AppendFile.h"

#include <cerrno>

#ifdef _WIN32
#include <fcntl.h>
#include <filesystem>
#include <io.h>
#include <sys/stat.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace duijie::sandbox
{

#ifdef _WIN32

int openToAppend(const std::string& path)
{
    const std::filesystem::path name(std::u8string(path.begin(), path.end()));
    return ::_wopen(name.c_str(), _O_WRONLY | _O_CREAT | _O_APPEND | _O_BINARY | _O_NOINHERIT,
                    _S_IREAD | _S_IWRITE);
}

bool writeAll(int file, std::string_view text)
{
    return ::_write(file, text.data(), static_cast<unsigned>(text.size())) == static_cast<int>(text.size());
}

bool cutTo(int file, std::size_t size)
{
    return ::_chsize_s(file, static_cast<long long>(size)) == 0;
}

void closeFile(int file)
{
    ::_close(file);
}

#else

int openToAppend(const std::string& path)
{
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

bool writeAll(int file, std::string_view text)
{
    while (!text.empty())
    {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool cutTo(int file, std::size_t size)
{
    return ::ftruncate(file, static_cast<off_t>(size)) == 0;
}

void closeFile(int file)
{
    ::close(file);
}

#endif

} // namespace duijie::sandbox
