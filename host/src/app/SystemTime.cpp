#include "app/SystemTime.h"

#include <chrono>

namespace duijie::app
{

namespace
{

template <typename Clock> int64_t milliseconds()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
}

} // namespace

int64_t SystemTime::nowMs()
{
    return milliseconds<std::chrono::system_clock>();
}

int64_t SystemTime::monotonicMs()
{
    return milliseconds<std::chrono::steady_clock>();
}

} // namespace duijie::app
