// Says when the disk takes nothing more, and when it does again.
#pragma once

#include "engine/Environment.h"

#include "store/OpenStore.h"

namespace duijie::app
{

/// Waits until the host is asked to stop. The log and the flag must live longer.
class DiskNotice final : public store::DiskWatch
{
public:
    DiskNotice(engine::LogOutput& log, const engine::StopFlag& stop) : _log(log), _stop(stop) {}

    void waits(const std::string& sentence) override { _log.write({LOG_ERROR, "store", sentence}); }
    void goesOn(const std::string& sentence) override { _log.write({LOG_WARNING, "store", sentence}); }
    bool stopping() override { return _stop.load(); }

private:
    engine::LogOutput& _log;
    const engine::StopFlag& _stop;
};

} // namespace duijie::app
