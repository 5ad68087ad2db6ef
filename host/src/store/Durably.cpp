#include "store/Store.h"

#include <condition_variable>
#include <mutex>

namespace duijie::store
{

namespace
{

struct Waiting
{
    std::mutex mutex;
    std::condition_variable arrived;
    std::optional<WriteResult> result;
};

} // namespace

WriteResult durably(const std::function<void(Done)>& write)
{
    // Shared, so that the writer's thread may still be inside notify_one when the caller has gone on.
    const auto waiting = std::make_shared<Waiting>();
    write(
        [waiting](const WriteResult& result)
        {
            const std::lock_guard<std::mutex> guard(waiting->mutex);
            waiting->result = result;
            waiting->arrived.notify_one();
        });
    std::unique_lock<std::mutex> lock(waiting->mutex);
    waiting->arrived.wait(lock, [&] { return waiting->result.has_value(); });
    return std::move(*waiting->result);
}

WriteResult Store::durably(const std::function<void(Done)>& write)
{
    return store::durably(write);
}

} // namespace duijie::store
