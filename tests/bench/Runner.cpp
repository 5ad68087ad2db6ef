// duijie-bench: the host beside the ceiling program, in turns, on the same sandbox. It reports times and
// sizes and judges none of them; it fails only when bills are lost, doubled or wrong.
#include "World.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <thread>

namespace duijie::bench
{

namespace
{

struct Options
{
    Programs programs;
    int documents = 20000;
    int pairs = 3;
    std::vector<int> waiting;
};

// Of a world's documents, this share can be billed; the rest is excluded in one of the ways of real data.
constexpr double EligibleShare = 0.783;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

struct Series
{
    const char* name;
    std::vector<double> perSecond;
    std::vector<double> cpu;
    std::vector<double> peak;

    void add(const Run& run)
    {
        perSecond.push_back(run.perSecond());
        cpu.push_back(run.cpuPerThousand());
        peak.push_back(run.usage.peakMib);
    }
};

double loadAverage()
{
    double load = 0;
    return ::getloadavg(&load, 1) == 1 ? load : 0;
}

void printRun(const char* name, const Run& run)
{
    std::printf("%-9s %8lld %9.2f %10.0f %16.3f %13.1f %9s %6.1f\n", name, static_cast<long long>(run.bills),
                run.usage.seconds, run.perSecond(), run.cpuPerThousand(), run.usage.peakMib,
                run.right ? "right" : "WRONG", loadAverage());
    if (!run.right)
    {
        std::printf("  exit code %d, the sandbox says: %s\n", run.usage.code, run.verdict.c_str());
    }
    std::fflush(stdout);
}

bool benchSpeed(const Options& options)
{
    World world(options.programs, options.documents);
    Series ceiling{"ceiling", {}, {}, {}};
    Series host{"host", {}, {}, {}};
    std::printf("%d documents, %d pairs, %d connections, %u processors\n", options.documents, options.pairs,
                options.programs.connections, std::thread::hardware_concurrency());
    std::printf("%-9s %8s %9s %10s %16s %13s %9s %6s\n", "program", "bills", "seconds", "bills/s",
                "CPU-s per 1,000", "peak RSS MiB", "verdict", "load");
    bool right = true;
    for (int pair = 0; pair < options.pairs && right; ++pair)
    {
        for (Series* series : {&ceiling, &host})
        {
            world.reset();
            const Run run = series == &host ? world.runHost() : world.runCeiling();
            series->add(run);
            printRun(series->name, run);
            right = right && run.right && run.bills > 0;
        }
    }
    if (!right)
    {
        return false;
    }
    for (const Series* series : {&ceiling, &host})
    {
        std::printf("%-9s %8s %9s %10.0f %16.3f %13.1f\n", series->name, "median", "",
                    median(series->perSecond), median(series->cpu), median(series->peak));
    }
    std::printf("host/ceiling = %.2f\n", median(host.perSecond) / median(ceiling.perSecond));
    std::printf("CPU per bill, host/ceiling = %.2f\n", median(host.cpu) / median(ceiling.cpu));
    return true;
}

// The backlog: a target that cannot be reached (nothing listens on its port) lets every document be read and
// wait in the store; then the target is back and all of them are sent.
bool benchMemory(const Options& options, int waiting)
{
    World world(options.programs, static_cast<int>(static_cast<double>(waiting) / EligibleShare));
    const auto [read, sent] = world.runBacklog();
    std::printf("%10lld waiting: peak RSS %.1f MiB while they were read with the target unreachable, "
                "%.1f MiB while they were sent (%lld bills, %.0f bills/s, %s)\n",
                static_cast<long long>(read.received), read.usage.peakMib, sent.usage.peakMib,
                static_cast<long long>(sent.bills), sent.perSecond(), sent.right ? "right" : "WRONG");
    if (!sent.right)
    {
        std::printf("  exit code %d, the sandbox says: %s\n", sent.usage.code, sent.verdict.c_str());
    }
    std::fflush(stdout);
    return sent.right && read.bills == 0;
}

int run(const Options& options)
{
    bool right = options.pairs == 0 || benchSpeed(options);
    for (const int waiting : options.waiting)
    {
        right = benchMemory(options, waiting) && right;
    }
    if (!right)
    {
        std::printf("bills were lost, doubled or wrong\n");
    }
    return right ? 0 : 1;
}

} // namespace

} // namespace duijie::bench

int main(int argc, char** argv)
{
    const std::string bin = std::filesystem::canonical("/proc/self/exe").parent_path();
    duijie::bench::Options options;
    duijie::bench::Programs& programs = options.programs;
    programs = {bin + "/duijie", bin + "/duijie-ceiling", bin + "/duijie-sandbox", bin + "/plugins",
                std::filesystem::temp_directory_path(), 8};
    CLI::App app("duijie-bench: the host beside the ceiling program, in turns, on one sandbox",
                 "duijie-bench");
    app.add_option("--documents", options.documents, "Documents of the sandbox's world")
        ->check(CLI::Range(13, 5'000'000))
        ->capture_default_str();
    app.add_option("--pairs", options.pairs, "Pairs of runs: ceiling, host; 0: no speed part")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    app.add_option("--waiting", options.waiting,
                   "Memory part: this many documents wait; may be given more than once, e.g. 2000 200000")
        ->check(CLI::Range(10, 3'000'000));
    app.add_option("--connections", programs.connections, "Connections to the target")
        ->check(CLI::Range(1, 128))
        ->capture_default_str();
    app.add_option("--folder", programs.folder, "Where stores are made")->capture_default_str();
    app.add_option("--host", programs.host, "The host to measure")->capture_default_str();
    app.add_option("--plugins", programs.plugins, "Its plugins")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try
    {
        return duijie::bench::run(options);
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "duijie-bench: %s\n", error.what());
        return 1;
    }
}
