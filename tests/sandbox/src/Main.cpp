#include "CommandLine.h"
#include "Sandbox.h"
#include "Server.h"
#include "StopSignal.h"

#include <exception>
#include <filesystem>
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
    std::filesystem::rename(temporary, path);
}

int run(const Options& options, StopSignal& stop)
{
    Sandbox sandbox(options);
    Server server(sandbox);
    server.start();
    writePortFile(options.portFile, server.port());
    std::cout << "duijie-sandbox listening on http://127.0.0.1:" << server.port() << std::endl;
    stop.wait();
    server.stop();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const CommandLine line = parseCommandLine(argc, argv);
    if (!line.options)
        return line.exitCode;
    StopSignal stop;
    try
    {
        return run(*line.options, stop);
    }
    catch (const std::exception& error)
    {
        std::cerr << "duijie-sandbox: " << error.what() << std::endl;
        return 1;
    }
}
