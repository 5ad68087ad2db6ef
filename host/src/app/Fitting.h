// What a process has put up from its configuration beside the flows, and can put up anew while it runs.
#pragma once

#include "config/Config.h"

namespace duijie::app
{

/// Taken in two steps, so that of a configuration either everything is taken or nothing. The service's
/// thread.
class Fitting
{
public:
    virtual ~Fitting() = default;

    /// Makes ready what `next` asks for; what stands in its way is added to `problems`.
    virtual void prepare(const config::Config& next, config::Problems& problems) = 0;

    /// What was made ready is used from now on.
    virtual void take() = 0;

    /// What was made ready is not used: everything is as it was.
    virtual void forget() = 0;
};

} // namespace duijie::app
