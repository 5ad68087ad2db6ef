#include "CommandLine.h"
#include "Sandbox.h"
#include "Server.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace
{

using namespace duijie::sandbox;

/** Writes the port beside the file and renames it, so that a reader never sees half a number. */
void writePortFile(const std::string& path, std::uint16_t port)
{
    if (path.empty())
        return;
    const std::string temporary = path + ".new";
    {
        std::ofstream file(temporary, std::ios::trunc);
        file << port << '\n';
        if (!file.flush())
            throw std::runtime_error("cannot write the port file " + temporary);
    }
    if (std::rename(temporary.c_str(), path.c_str()) != 0)
        throw std::runtime_error("cannot rename the port file to " + path);
}

int run(const Options& options, const sigset_t& signals)
{
    Sandbox sandbox(options);
    Server server(sandbox);
    server.start();
    writePortFile(options.portFile, server.port());
    std::cout << "duijie-sandbox listening on http://127.0.0.1:" << server.port() << std::endl;
    int received = 0;
    sigwait(&signals, &received);
    server.stop();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const CommandLine line = parseCommandLine(argc, argv);
    if (!line.options)
        return line.exitCode;
    // Blocked before any thread starts, so that the signals reach sigwait and nothing else.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    try
    {
        return run(*line.options, signals);
    }
    catch (const std::exception& error)
    {
        std::cerr << "duijie-sandbox: " << error.what() << std::endl;
        return 1;
    }
}
