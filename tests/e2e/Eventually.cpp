#include "Eventually.h"

#include "duijie/sdk/Times.h"

#include <chrono>
#include <thread>

namespace duijie::e2e
{

bool eventually(const std::function<bool()>& happened)
{
    for (int i = 0; i < 1200; ++i)
    {
        if (happened())
        {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
}

std::string dayBefore(int days)
{
    using namespace std::chrono;
    const int64_t now = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    return sdk::formatDate(now - days * 86'400'000LL);
}

} // namespace duijie::e2e
