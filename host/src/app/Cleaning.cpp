#include "app/Cleaning.h"

#include "engine/Retention.h"

#include "text/Catalogue.h"

namespace duijie::app
{

void clean(engine::Shared& shared, const config::Config& config)
{
    if (shared.stop.load())
    {
        return;
    }
    const auto report = engine::keepWithin(shared, config.retention);
    if (!report)
    {
        return;
    }
    const auto mebibytes = [](int64_t bytes) { return std::to_string(bytes / 1'048'576); };
    engine::LogOutput& log = shared.log;
    if (report->calls + report->records > 0)
    {
        log.write({LOG_INFO, "store",
                   text::say("app.retention.removed",
                             {std::to_string(report->calls), std::to_string(report->records),
                              mebibytes(report->size.bytes), mebibytes(report->size.freeBytes)})});
    }
    if (report->tooLarge)
    {
        log.write(
            {LOG_WARNING, "store",
             text::say("app.retention.too_large", {mebibytes(report->size.bytes - report->size.freeBytes),
                                                   std::to_string(config.retention.mostMiB)})});
    }
    if (!report->error.empty())
    {
        log.write({LOG_WARNING, "store", report->error});
    }
}

} // namespace duijie::app
