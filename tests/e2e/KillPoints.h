// kill -9 at the n-th call of a system call, through strace.
#pragma once

#include "Rig.h"

#include <string>
#include <vector>

namespace duijie::e2e
{

/// The host dies when one of its threads enters `syscall` for the `number`-th time.
struct KillPoint
{
    std::string syscall;
    int number = 0;
};

/// False when this machine lets nobody trace; `why` then says what strace answered.
bool canTrace(const std::string& folder, std::string& why);

/// All points of one undisturbed run of `arguments`: each system call that matters, from the first time to
/// the most often that one thread made it.
std::vector<KillPoint> pointsOf(Rig& rig, const std::vector<std::string>& arguments);

/// Runs the host and kills it at the point. A run that ends before it comes there ends as it would have.
Ended runUntil(Rig& rig, const KillPoint& point, const std::vector<std::string>& arguments);

} // namespace duijie::e2e
