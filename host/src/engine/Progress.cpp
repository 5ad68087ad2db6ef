#include "engine/Progress.h"

namespace duijie::engine
{

void Progress::countSkip(const std::string& reason)
{
    constexpr std::size_t MostReasons = 50;
    const std::lock_guard lock(_mutex);
    ++skipped;
    ++_skipReasons[_skipReasons.size() < MostReasons || _skipReasons.count(reason) != 0 ? reason : "..."];
}

std::map<std::string, int64_t> Progress::skipReasons() const
{
    const std::lock_guard lock(_mutex);
    return _skipReasons;
}

} // namespace duijie::engine
