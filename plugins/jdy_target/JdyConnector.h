// The connector: 金蝶云星辰V2 as a target of bills and a source of base data.
#pragma once

#include "JdyBaseData.h"
#include "JdyBills.h"

#include "duijie/abi/source.h"
#include "duijie/abi/target.h"
#include "duijie/sdk/Plugin.h"

#include <memory>
#include <shared_mutex>

namespace duijie::jdy
{

/// Exported as "jdy.target"; has "duijie.source/1", "duijie.target/1" and all of the target's sisters.
class JdyConnector final : public sdk::ConnectorBase,
                           public Target,
                           public TargetUndo,
                           public TargetOptions,
                           public TargetFind,
                           public TargetFinish,
                           public TargetBatch,
                           public TargetCosts,
                           public TargetCompare,
                           public TargetKeys,
                           public TargetWithdraw,
                           public Source
{
public:
    JdyConnector();
    ~JdyConnector() override;

    Status open(Host& host, CallContext& context, StringView settings) noexcept override;
    void* query(const char* iid) noexcept override;

    Status prepare(CallContext& context, const DocumentView& document, PreparedSink& out) noexcept override;
    Status deliver(CallContext& context, const DocumentView& document, BillSink& out) noexcept override;
    Status list(CallContext& context, StringView api, StringView first_scope, StringView last_scope,
                BillSink& out) noexcept override;
    Status fetch(CallContext& context, StringView api, StringView id, BillSink& out) noexcept override;
    Status undo(CallContext& context, StringView api, StringView id) noexcept override;

    Status configure(CallContext& context, StringView api, StringView options) noexcept override;
    Status find(CallContext& context, StringView api, StringView scope, StringView natural_key,
                BillSink& out) noexcept override;
    Status finish(CallContext& context, StringView api, StringView id) noexcept override;
    uint32_t largestBatch(StringView api) noexcept override;
    Status deliverMany(CallContext& context, const DocumentView* documents, uint32_t count,
                       BatchSink& out) noexcept override;
    void costs(StringView api, DeliveryCosts& out) noexcept override;
    Status compare(CallContext& context, const DocumentView& document, StringView id,
                   DifferenceSink& out) noexcept override;
    void naturalKeys(StringView api, TextSink& field, TextSink& prefix) noexcept override;
    Status withdraw(CallContext& context, StringView api, StringView id) noexcept override;

    int64_t longestWindowMs(StringView api) noexcept override;
    Status poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept override;
    int64_t clockOffsetMs() noexcept override;

protected:
    Status onOpen(CallContext& context) override;
    void onClose() override;

private:
    struct Parts;

    /// Runs `body` with the parts; a call outside of open and close is answered with a sentence.
    template <typename Body>
    Status with(CallContext& context, StatusCode thrown, const char* where, Body&& body) noexcept;

    std::shared_mutex _closing; ///< shared by running calls; closing waits for them
    std::unique_ptr<Parts> _parts;
    Lookup* _lookup = nullptr; ///< of the host; null when it keeps no rows
};

} // namespace duijie::jdy
