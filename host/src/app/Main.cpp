// The program.
#include "app/Arguments.h"
#include "app/CommandLine.h"
#include "app/ExitCode.h"
#ifdef _WIN32
#include "app/WindowsService.h"
#endif

#include "store/OpenStore.h"

#include "text/Catalogue.h"

#include <Poco/Exception.h>

#include <csignal>
#include <cstdio>
#include <string_view>

namespace duijie::app
{

namespace
{

// Help texts are made in the language that is asked for, so it is looked for before all else.
void setLanguage(int argc, char** argv)
{
    text::setLanguage(text::languageOfEnvironment());
    for (int i = 1; i + 1 < argc; ++i)
    {
        if (std::string_view(argv[i]) == "--lang")
        {
            text::setLanguage(std::string_view(argv[i + 1]) == "zh" ? text::Language::Chinese
                                                                    : text::Language::English);
        }
    }
}

int mainBody(int argc, char** argv)
{
    setLanguage(argc, argv);
    return CommandLine().run(argc, argv);
}

} // namespace

} // namespace duijie::app

int main(int argc, char** argv)
{
#ifdef SIGPIPE
    // TLS writes to a connection the vendor has closed; that is an error to handle, not a reason to die.
    std::signal(SIGPIPE, SIG_IGN);
#endif
    try
    {
        duijie::app::Arguments arguments(argc, argv);
#ifdef _WIN32
        if (const auto code = duijie::app::serveWindows(arguments.words()))
        {
            return *code;
        }
#endif
        return duijie::app::mainBody(arguments.count(), arguments.values());
    }
    catch (const duijie::store::StoreError& e)
    {
        std::fprintf(stderr, "duijie: %s\n", e.what());
        return duijie::app::EXIT_STORE;
    }
    catch (const Poco::Exception& e)
    {
        std::fprintf(stderr, "duijie: %s\n", e.displayText().c_str());
    }
    catch (const std::exception& e)
    {
        std::fprintf(stderr, "duijie: %s\n", e.what());
    }
    return duijie::app::EXIT_ATTENTION;
}
