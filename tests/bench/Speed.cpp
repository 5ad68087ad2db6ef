#include "Parts.h"
#include "Table.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <thread>

namespace duijie::bench
{

namespace
{

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// One program and what its runs took.
struct Series
{
    std::string name;
    std::function<Run()> run;
    std::vector<double> perSecond;
    std::vector<double> cpu;
    std::vector<double> peak;

    void add(const Run& measured)
    {
        perSecond.push_back(measured.perSecond());
        cpu.push_back(measured.cpuPerThousand());
        peak.push_back(measured.usage.peakMib);
    }
};

void printRun(const std::string& name, const Run& run)
{
    std::printf("%-9s %8lld %9.2f %10.0f %16.3f %13.1f %9s %6.1f\n", name.c_str(),
                static_cast<long long>(run.bills), run.usage.seconds, run.perSecond(), run.cpuPerThousand(),
                run.usage.peakMib, run.right ? "right" : "WRONG", loadAverage());
    printWrong(run);
}

void printMedians(const std::vector<Series>& all, const Series& host)
{
    for (const Series& series : all)
    {
        std::printf("%-9s %8s %9s %10.0f %16.3f %13.1f\n", series.name.c_str(), "median", "",
                    median(series.perSecond), median(series.cpu), median(series.peak));
    }
    for (const Series& series : all)
    {
        if (&series != &host)
        {
            std::printf("host/%s = %.2f; CPU per bill %.2f; peak RSS %.2f\n", series.name.c_str(),
                        median(host.perSecond) / median(series.perSecond),
                        median(host.cpu) / median(series.cpu), median(host.peak) / median(series.peak));
        }
    }
}

} // namespace

bool benchSpeed(const Programs& programs, const Scene& scene, int rounds, const std::vector<Peer>& peers)
{
    World world(programs, scene);
    std::vector<Series> all;
    all.push_back({"ceiling", [&] { return world.runCeiling(); }, {}, {}, {}});
    all.push_back({"host", [&] { return world.runHost(); }, {}, {}, {}});
    for (const Peer& peer : peers)
    {
        all.push_back({peer.name, [&] { return world.runPeer(peer); }, {}, {}, {}});
    }
    std::printf("%d documents, %d rounds, %d connections, %u processors\n", scene.documents, rounds,
                scene.connections, std::thread::hardware_concurrency());
    std::printf("%-9s %8s %9s %10s %16s %13s %9s %6s\n", "program", "bills", "seconds", "bills/s",
                "CPU-s per 1,000", "peak RSS MiB", "verdict", "load");
    for (int round = 0; round < rounds; ++round)
    {
        for (Series& series : all)
        {
            world.reset();
            const Run run = series.run();
            series.add(run);
            printRun(series.name, run);
            if (!run.right || run.bills == 0)
            {
                return false;
            }
        }
    }
    printMedians(all, all[1]);
    return true;
}

} // namespace duijie::bench
