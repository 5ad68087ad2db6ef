// What one channel has still to tell. Values only: nothing is sent and nothing is stored here.
#pragma once

#include "ops/Notice.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::ops
{

class Outbox
{
public:
    /// Not more wait; the oldest that is not urgent goes first, and how many went is told.
    static constexpr std::size_t MostWaiting = 200;

    /// Takes a notice in, so that people hear the least that is true: what stands already is not told again,
    /// what ended before it was told becomes one notice, an end that was not told and is no end any more is
    /// forgotten. What is being sent counts as told.
    void add(Notice notice);

    /// What may be told now, oldest first: all, or by `may`. They count as being sent until settled.
    std::vector<Notice> take(const std::function<bool(const Notice&)>& may);

    /// When the oldest of those came, Unix milliseconds; negative: there is none.
    int64_t oldest(const std::function<bool(const Notice&)>& may) const;

    /// The first `told` of what was taken are told; the others wait again, as if they had never left.
    void settle(std::size_t told);

    bool empty() const noexcept { return _waiting.empty() && _taken.empty(); }
    std::size_t size() const noexcept { return _waiting.size() + _taken.size(); }

    /// When messages left, oldest first; for the limit of a robot, which a restart must not forget.
    std::deque<int64_t> sent;

    std::string json() const;

    /// False, and empty: it is not the text of an outbox.
    bool read(std::string_view text);

private:
    void bound();

    std::vector<Notice> _waiting; // oldest first
    std::vector<Notice> _taken;
    int64_t _dropped = 0;
    int64_t _droppedTaken = 0; // of these the first of _taken tells
};

} // namespace duijie::ops
