// The simulation over an engine with one bug planted in it: which seed catches it?
// Usage: planted_NAME [most seeds]. Exit code 0: caught.
#include "Harness.h"

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv)
{
    const uint64_t most = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 500;
    for (uint64_t seed = 1; seed <= most; ++seed)
    {
        duijie::simulation::World world(seed);
        const duijie::simulation::Findings findings = duijie::simulation::liveThrough(world);
        if (!findings.clean())
        {
            std::printf("caught by seed %llu: %s\n", static_cast<unsigned long long>(seed),
                        findings.lines.front().c_str());
            return 0;
        }
    }
    std::printf("not caught in %llu seeds\n", static_cast<unsigned long long>(most));
    return 1;
}
