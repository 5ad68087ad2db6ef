#include "app/WindowsService.h"

#include "app/CommandLine.h"
#include "app/CommandSupport.h"
#include "app/ExitCode.h"

#include "store/Files.h"

#include "text/Catalogue.h"
#include "text/Paths.h"

#include <Poco/Util/ServerApplication.h>

#include <array>
#include <cstdio>
#include <exception>
#include <thread>

#include <windows.h>

namespace duijie::app
{

namespace
{

constexpr std::uintmax_t LargestLog = 16u << 20;

bool hasStandardOutput()
{
    const HANDLE handle = GetStdHandle(STD_OUTPUT_HANDLE);
    return handle != INVALID_HANDLE_VALUE && handle != nullptr;
}

// A service has nobody who reads what it prints. The file of the last time is kept when it has grown large.
void printToFile(const std::string& path)
{
    if (store::sizeOfFile(path) > LargestLog)
    {
        try
        {
            store::moveFile(path, path + ".1");
        }
        catch (const std::exception&)
        {
            // Somebody reads it; it grows until the next start.
        }
    }
    if (::_wfreopen(text::pathOf(path).c_str(), L"a", stderr) == nullptr)
    {
        // Wine does not open a stream again that has had no file.
        if (const std::FILE* const file = ::_wfopen(text::pathOf(path).c_str(), L"a"))
        {
            *stderr = *file;
        }
    }
    std::setvbuf(stderr, nullptr, _IONBF, 0);
}

int runHost(const std::string& configuration)
{
    std::array<std::string, 4> words = {"duijie", "--config", configuration, "run"};
    std::array<char*, 5> pointers = {words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                                     nullptr};
    try
    {
        return CommandLine().run(4, pointers.data());
    }
    catch (const std::exception& e)
    {
        std::fprintf(stderr, "duijie: %s\n", e.what());
        return EXIT_ATTENTION;
    }
}

class WindowsService final : public Poco::Util::ServerApplication
{
protected:
    // Windows waits for the end of this one without patience: all that takes time is done in main.
    void initialize(Poco::Util::Application&) override {}
    void uninitialize() override {}

    int main(const std::vector<std::string>&) override
    {
        const std::string folder = text::programFolder();
        SetCurrentDirectoryW(
            text::pathOf(folder).c_str()); // it is that of Windows itself; ours is the anchor of names
        printToFile(folder + "\\duijie-service.log");
        text::setLanguage(text::languageOfEnvironment());
        std::thread stopper(
            [this]
            {
                waitForTerminationRequest();
                stopFlag() = true;
            });
        const int code = runHost(folder + "\\duijie.json");
        terminate(); // a host that ended by itself has asked nobody
        stopper.join();
        return code;
    }
};

} // namespace

std::optional<int> serveWindows(const std::vector<std::string>& words)
{
    const bool asked = words.size() > 1 && words[1].rfind('/', 0) == 0;
    const bool started = words.size() == 1 && !hasStandardOutput();
    if (!asked && !started)
    {
        return std::nullopt;
    }
    WindowsService service;
    return service.run(words);
}

} // namespace duijie::app
