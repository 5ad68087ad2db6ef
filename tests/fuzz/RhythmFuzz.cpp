// How often a flow runs: intervals, and five fields of cron in a time zone.
#include "Rules.h"

#include "schedule/Rhythm.h"

#include <cstdint>
#include <string>

namespace duijie::fuzz
{

void target(Input& input)
{
    constexpr const char* Zones[] = {"Asia/Shanghai", "UTC", "America/New_York", "Australia/Lord_Howe"};
    const std::string zone = Zones[input.choice(4)];
    const int64_t start = 1'700'000'000'000 + static_cast<int64_t>(input.choice(256)) * 86'400'000;
    const std::string_view text = input.rest();
    std::string error;
    const auto rhythm = schedule::Rhythm::parse(text, error);
    hold(rhythm.has_value() == error.empty(), "a rhythm comes back, or a reason does", text);
    if (!rhythm)
    {
        return;
    }
    hold(rhythm->text() == text, "a rhythm keeps how it was written", text);
    int64_t last = start;
    for (const int64_t next : rhythm->upcoming(start, zone, 5))
    {
        hold(next > last, "the next time is later", text);
        hold(rhythm->isInterval() || next % 60'000 == 0, "times of the calendar are whole minutes", text);
        last = next;
    }
    hold(last > start, "a rhythm comes again", text);
}

} // namespace duijie::fuzz
