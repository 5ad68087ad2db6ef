// Prints generated cron expressions, zones and instants with the host's next instant, a line each:
// expression, zone, instant and next one in Unix milliseconds, parted by tabs.
// Usage: cron_triples COUNT SEED
#include "schedule/Cron.h"
#include "schedule/Zones.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

using namespace duijie;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace
{

// Clocks set by an hour and by half of one, at night and at midnight, on both hemispheres, and never.
constexpr std::array Zones = {"Asia/Shanghai",     "America/New_York",
                              "Europe/Berlin",     "Australia/Lord_Howe",
                              "America/Sao_Paulo", "America/Havana",
                              "Pacific/Chatham",   "America/St_Johns",
                              "America/Santiago",  "Asia/Kolkata",
                              "Asia/Kathmandu",    "Europe/London",
                              "Asia/Beirut",       "UTC",
                              "Australia/Sydney",  "Asia/Tokyo"};

struct Range
{
    unsigned least;
    unsigned most;
};

class Generator
{
public:
    explicit Generator(unsigned seed) : _random(seed) {}

    std::string expression()
    {
        // Days are left open more often than not: with every field bound, most expressions never come.
        std::string text = field({0, 59}, 4) + " " + field({0, 23}, 3) + " ";
        text += (one(3) ? field({1, 31}, 9) : "*") + " " + (one(4) ? field({1, 12}, 9) : "*") + " ";
        return text + (one(3) ? field({0, 6}, 9) : "*");
    }

    std::string zone() { return Zones[below(Zones.size())]; }

    int64_t instantMs(const std::string& zone)
    {
        const date::sys_seconds first = date::sys_days{date::year{2015} / 1 / 1};
        date::sys_seconds instant = first + seconds(int64_t{below(20 * 365 * 24)} * 3600 + below(3600));
        switch (below(4))
        {
        case 0: // near a setting of the clock, where there is one
        {
            const date::sys_info info = schedule::findZone(zone).get_info(instant);
            const bool ends = info.end < first + date::days{21 * 365};
            instant = ends ? info.end + minutes(below(6 * 24 * 60)) - hours(72) : instant;
            break;
        }
        case 1: // around the end of February
        {
            const date::year year{static_cast<int>(2015 + below(20))};
            instant = date::sys_days{year / 2 / 28} + minutes(below(4 * 24 * 60)) - hours(24);
            break;
        }
        default:
            break;
        }
        return std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch()).count() +
               (one(3) ? below(1000) : 0);
    }

private:
    unsigned below(std::size_t end) { return static_cast<unsigned>(_random() % end); }
    bool one(unsigned in) { return below(in) == 0; }

    // One field; open ('*') once in `open` times.
    std::string field(Range range, unsigned open)
    {
        if (one(open))
        {
            return "*";
        }
        std::string text = item(range);
        while (one(4))
        {
            text += "," + item(range);
        }
        return text;
    }

    std::string item(Range range)
    {
        const unsigned width = range.most - range.least + 1;
        const unsigned from = range.least + below(width);
        switch (below(5))
        {
        case 0:
            return "*/" + std::to_string(1 + below(width - 1));
        case 1:
            return std::to_string(from) + "-" + std::to_string(from + below(range.most - from + 1));
        case 2:
            return std::to_string(from) + "-" + std::to_string(from + below(range.most - from + 1)) + "/" +
                   std::to_string(1 + below(width - 1));
        default:
            return std::to_string(from);
        }
    }

    std::mt19937 _random;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
    {
        std::fprintf(stderr, "Usage: cron_triples COUNT SEED\n");
        return 2;
    }
    const long count = std::atol(argv[1]);
    Generator generator(static_cast<unsigned>(std::atol(argv[2])));
    for (long made = 0; made < count;)
    {
        const std::string text = generator.expression();
        std::string error;
        const auto cron = schedule::Cron::parse(text, error);
        if (!cron)
        {
            continue; // a day no month has
        }
        const std::string zone = generator.zone();
        const int64_t instant = generator.instantMs(zone);
        const auto next = cron->next(instant, zone);
        std::printf("%s\t%s\t%lld\t%lld\n", text.c_str(), zone.c_str(), static_cast<long long>(instant),
                    static_cast<long long>(next.value_or(0)));
        ++made;
    }
    return 0;
}
