#include "engine/AfterRestore.h"

#include "text/Catalogue.h"

#include "store/Backup.h"

#include <algorithm>
#include <string>

namespace duijie::engine
{

void awaitRestored(RunContext& run, int64_t settleMs)
{
    const int64_t restored = store::restoredMs(run.shared.store);
    const int64_t wait = restored + settleMs - run.shared.time.nowMs();
    if (restored == 0 || wait <= 0)
    {
        return;
    }
    // Never longer than that, also when the machine's clock was set back.
    const int64_t until = run.shared.time.monotonicMs() + std::min(wait, settleMs);
    const auto left = [&] { return until - run.shared.time.monotonicMs(); };
    run.shared.log.write({LOG_WARNING, "engine",
                          text::say("engine.restore.waits", {std::to_string((left() + 999) / 1000)}),
                          run.flow.name, run.runId});
    uint64_t seen = 0;
    while (!run.stopping() && left() > 0)
    {
        seen = run.waitSignal(seen, std::min<int64_t>(left(), 200));
    }
}

} // namespace duijie::engine
