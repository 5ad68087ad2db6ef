// The flow 盘盈: stock-ins of 旺店通 become gain bills of 金蝶云星辰.
#pragma once

#include "duijie/abi/flow.h"
#include "duijie/sdk/Plugin.h"

namespace duijie::panying
{

/// Exported as "panying.flow"; has "duijie.flow/1".
class PanyingFlow final : public sdk::ConnectorBase, public Flow
{
public:
    PanyingFlow();

    void* query(const char* iid) noexcept override;

    Status document(StringView name, TextSink& out) noexcept override;
    void datasets(TextSink& out) noexcept override;
    Status check(CallContext& context, const RecordView& record) noexcept override;
};

} // namespace duijie::panying
