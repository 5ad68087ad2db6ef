// Many small worlds side by side: most of a world's time is waiting.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace duijie::e2e
{

/// One worker's way of doing item `n`; made in the worker's own thread, so that what it holds is nobody
/// else's.
using Worker = std::function<void(int64_t n)>;

/// Items 0 to `count` - 1, each done by the first of `workers` threads that is free. What a worker throws
/// ends its item alone. Gives back the sentences thrown, each with its item.
std::vector<std::string> inParallel(int workers, int64_t count, const std::function<Worker()>& make);

} // namespace duijie::e2e
