#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

class JsonOut;

/** Named counts of what came in and what was refused. */
class Counters
{
public:
    /** Notes a request of a vendor to a path. */
    void request(std::string_view vendor, std::string_view path);

    /** Notes a refusal by its short reason; an empty reason notes nothing. */
    void refusal(std::string_view reason);

    /** Notes a fault that was carried out. */
    void fault(std::string_view kind);

    /** Notes bills saved at that time, milliseconds since 1970 UTC; the report tells first and last. */
    void billsSaved(std::uint32_t count, std::int64_t nowMs);

    /** Writes the counts as members of the open object. */
    void write(JsonOut& out) const;

    /** Back to nothing. */
    void reset();

private:
    using Counts = std::map<std::string, std::uint64_t, std::less<>>;

    /** Refusals of a vendor; those of the Taobao gateway count with WDT. */
    std::uint64_t refused(std::string_view vendor) const;
    static void add(Counts& counts, std::string_view key);
    static void writeCounts(JsonOut& out, const Counts& counts);

    mutable std::mutex _mutex;
    std::map<std::string, Counts, std::less<>> _requests;
    Counts _refusals;
    Counts _faults;
    std::uint64_t _billsSaved = 0;
    std::int64_t _firstSavedMs = 0;
    std::int64_t _lastSavedMs = 0;
};

} // namespace duijie::sandbox
