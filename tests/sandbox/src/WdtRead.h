#pragma once

#include "Parameters.h"

#include <cstdint>
#include <optional>
#include <string>

namespace duijie::sandbox
{

/** A text that says what is wrong with a query, or nothing. */
using Complaint = std::optional<std::string>;

/** Both ends included, seconds since 1970 UTC. */
struct TimeWindow
{
    std::int64_t start = 0;
    std::int64_t end = 0;
};

/** The widest window of an interface, and what it says to a wider one. */
struct MaxWindow
{
    std::int64_t seconds;
    const char* complaint;
};

/** The page sizes an interface takes. */
struct PageRule
{
    std::int64_t defaultSize;
    std::int64_t minSize;
    std::int64_t maxSize;
};

/** The page asked for; numbers start at 0. */
struct AskedPage
{
    std::int64_t number = 0;
    std::int64_t size = 0;

    std::int64_t first() const { return number * size; }
};

/** Reads start_time and end_time, both of which must be there. */
Complaint readWindow(const Parameters& parameters, const MaxWindow& most, TimeWindow& window);

/** Reads page_no and page_size. */
Complaint readPage(const Parameters& parameters, const PageRule& rule, AskedPage& page);

} // namespace duijie::sandbox
