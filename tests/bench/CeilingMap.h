// From the bytes of a WDT page to bills, by hand.
#pragma once

#include "CeilingCalls.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::bench
{

/// One row of a page: its raw bytes inside the page, and the bill it becomes; empty: none (excluded, invalid
/// or unknown goods).
struct Row
{
    std::string_view id;
    std::string_view raw;
    std::string bill;
};

/// A page and its rows, whose views point into `bytes`.
struct Page
{
    std::string bytes;
    std::vector<Row> rows;
    int64_t total = -1; ///< what page 0 says; else -1
};

/// Maps pages. One thread.
class Mapper
{
public:
    explicit Mapper(const References& references);
    ~Mapper();
    Mapper(const Mapper&) = delete;
    Mapper& operator=(const Mapper&) = delete;

    /// Takes over the body of an answer and cuts and maps its rows. Throws on anything that is no page.
    Page map(const Answer& answer);

    static constexpr std::size_t Slack = 64; ///< bytes behind a page that the parser may read

private:
    struct Parser;
    const References& _references;
    std::unique_ptr<Parser> _parser;
};

} // namespace duijie::bench
