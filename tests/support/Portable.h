// What tests use of POSIX and Windows has under another name, or not at all.
#pragma once

#include <cstdlib>

#ifdef _WIN32
#include <direct.h>
#include <io.h>
#include <process.h>

#include <cstring>
#include <random>
#include <string>

inline int setenv(const char* name, const char* value, int)
{
    return ::_putenv_s(name, value);
}

inline int unsetenv(const char* name)
{
    return ::_putenv_s(name, "");
}

/// Replaces the XXXXXX at the pattern's end.
inline char* mkdtemp(char* pattern)
{
    std::random_device random;
    for (int i = 0; i < 100; ++i)
    {
        const std::string digits = std::to_string(1'000'000 + random() % 1'000'000).substr(1);
        std::memcpy(pattern + std::strlen(pattern) - 6, digits.data(), 6);
        if (::_mkdir(pattern) == 0)
        {
            return pattern;
        }
    }
    return nullptr;
}
#else
#include <unistd.h>
#endif
