// The commands of the program and what each takes.
#pragma once

#include "app/Commands.h"
#include "app/Options.h"

#include <CLI/App.hpp>

#include <functional>
#include <string>

namespace duijie::app
{

/// The tree of commands, from which help, completion and manual are made. Its texts are in the language the
/// process has when the tree is made. One parse an object.
class CommandLine
{
public:
    CommandLine();

    /// Runs what the arguments say; returns an ExitCode. Throws what the commands throw.
    int run(int argc, char** argv);

    const CLI::App& tree() const noexcept { return _app; }

private:
    using Command = std::function<int(const Options&)>;
    using ConfiguredCommand = int (*)(const config::Config&, const Options&);

    CLI::App* add(CLI::App& parent, const std::string& name, const std::string& help, Command command);
    CLI::App* add(const std::string& name, ConfiguredCommand command);
    void addGlobals();
    void addFlowCommands();
    void addLookingCommands();
    void addHandCommands();
    void addStoreCommands();
    void addHostCommands();
    void addSecretCommands();
    void addPlanCommands();
    void flow(CLI::App* command);
    void span(CLI::App* command);
    void json(CLI::App* command);
    CLI::Option* keys(CLI::App* command);

    CLI::App _app;
    Options _options;
    Command _chosen;
};

} // namespace duijie::app
