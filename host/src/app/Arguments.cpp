#include "app/Arguments.h"

#ifdef _WIN32
#include "text/Paths.h"

#include <windows.h>

#include <shellapi.h>

#include <cstdlib>
#endif

namespace duijie::app
{

namespace
{

#ifdef _WIN32

// Until the process ends; a console that other programs go on with gets its code page back.
void speakUtf8()
{
    static const UINT before = GetConsoleOutputCP();
    SetConsoleOutputCP(CP_UTF8);
    std::atexit([] { SetConsoleOutputCP(before); });
}

std::vector<std::string> wordsOf(int, char**)
{
    speakUtf8();
    int count = 0;
    wchar_t** const wide = CommandLineToArgvW(GetCommandLineW(), &count);
    std::vector<std::string> words;
    for (int i = 0; i < count; ++i)
    {
        words.push_back(text::utf8Of(wide[i]));
    }
    LocalFree(wide);
    return words;
}

#else

std::vector<std::string> wordsOf(int argc, char** argv)
{
    return {argv, argv + argc};
}

#endif

} // namespace

Arguments::Arguments(int argc, char** argv) : _words(wordsOf(argc, argv))
{
    for (std::string& word : _words)
    {
        _pointers.push_back(word.data());
    }
    _pointers.push_back(nullptr);
}

} // namespace duijie::app
