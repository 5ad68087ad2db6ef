#include "PanyingFlow.h"

#include "Documents.h"
#include "PanyingCheck.h"
#include "PanyingSay.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/PerThread.h"

#include <cstring>

namespace duijie::panying
{

namespace
{

// The ids are those that the documents' lookups name.
constexpr std::string_view Datasets =
    R"({"datasets":[)"
    R"({"id":"b88a7889-af5d-3efd-aac4-d4960eae6748","name":"materials","side":"target"},)"
    R"({"id":"35c82f7f-bdef-3bc1-86e6-4654e14ff702","name":"stores","side":"target"}]})";

} // namespace

PanyingFlow::PanyingFlow()
    : ConnectorBase("flow", "Gain bills from stock-ins", "盘盈：入库单生成盘盈单", sdk::ConfigSpec())
{
}

void* PanyingFlow::query(const char* iid) noexcept
{
    return std::strcmp(iid, Flow::IID) == 0 ? static_cast<Flow*>(this) : nullptr;
}

Status PanyingFlow::document(StringView name, TextSink& out) noexcept
{
    const std::string_view text = documentOf(sdk::toStd(name));
    if (text.empty())
    {
        return {STATUS_NOT_FOUND, 0};
    }
    out.put(sdk::toView(text));
    return sdk::ok();
}

void PanyingFlow::datasets(TextSink& out) noexcept
{
    out.put(sdk::toView(Datasets));
}

Status PanyingFlow::check(CallContext& context, const RecordView& record) noexcept
{
    const auto run = [&]() -> Status
    {
        DUIJIE_PER_THREAD(sdk::JsonDocument, stockIn);
        if (!stockIn.parse(sdk::toStd(record.payload)))
        {
            return sdk::failed(context, STATUS_REJECTED, say("panying_flow.no_json", {stockIn.error()}));
        }
        const std::string problems = problemsOf(stockIn.root());
        if (!problems.empty())
        {
            return sdk::failed(context, STATUS_REJECTED,
                               say("panying_flow.stock_in", {sdk::toStd(record.number), problems}));
        }
        return sdk::ok();
    };
    return sdk::guarded(context, STATUS_INTERNAL, "panying.flow/check", run);
}

} // namespace duijie::panying
