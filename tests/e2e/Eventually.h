// Waiting for what a host does in its own time.
#pragma once

#include <functional>
#include <string>

namespace duijie::e2e
{

/// True as soon as it happened. The bound, two minutes, only ends a test that would never end.
bool eventually(const std::function<bool()>& happened);

/// yyyy-MM-dd, so many days before today.
std::string dayBefore(int days);

} // namespace duijie::e2e
