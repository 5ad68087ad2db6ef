// The connector: 旺店通·企业奇门 as a source.
#pragma once

#include "WdtFetcher.h"
#include "WdtSettings.h"

#include "duijie/abi/source.h"
#include "duijie/sdk/Plugin.h"

#include <memory>
#include <shared_mutex>

namespace duijie::wdt
{

/// Exported as "wdt.source"; has "duijie.source/1".
class WdtSource final : public sdk::ConnectorBase, public Source
{
public:
    WdtSource();

    void* query(const char* iid) noexcept override;

    int64_t longestWindowMs(StringView api) noexcept override;
    Status poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept override;
    int64_t clockOffsetMs() noexcept override;

protected:
    Status onOpen(CallContext& context) override;
    void onClose() override;

private:
    Status read(CallContext& context, const PollRequest& request, RecordSink& sink);

    std::shared_mutex _closing; ///< shared by running calls; closing waits for them
    WdtSettings _settings;
    std::unique_ptr<WdtFetcher> _fetcher;
};

} // namespace duijie::wdt
