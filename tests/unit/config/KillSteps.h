// A process that dies before the n-th step that changes files.
#pragma once

#include <functional>

namespace duijie::config::test
{

/// Runs `work` in a child process that ends without warning before its step `number`, counted from 0: a
/// write, a sync, a rename, a removal. False when the work came to its end before.
bool killedAtStep(int number, const std::function<void()>& work);

} // namespace duijie::config::test
