#include "engine/Door.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

namespace duijie::engine
{

using store::RecordState;

SourceDocument judge(const plan::SourcePlan& plan, sdk::JsonDocument& scratch, const RecordView& record)
{
    using Kind = SourceDocument::Kind;
    if (!scratch.parse(sdk::toStd(record.payload)) || !scratch.root().isObject())
    {
        return {record, Kind::Unreadable, text::say("engine.record.unreadable", {scratch.error()})};
    }
    if (auto reason = plan.skipReason(scratch.root()))
    {
        return {record, Kind::LeftOut, std::move(*reason)};
    }
    return {record, Kind::Ready, {}};
}

Admission admit(RunContext& run, SourceDocument document)
{
    if (document.kind != SourceDocument::Kind::Ready)
    {
        const bool leftOut = document.kind == SourceDocument::Kind::LeftOut;
        return {leftOut ? RecordState::Skipped : RecordState::Invalid, std::move(document.reason)};
    }
    if (run.flow.rules == nullptr)
    {
        return {};
    }
    CallScope scope(run.tag(run.flow.sourceConnection), run.shared);
    if (run.flow.rules->check(scope, document.record).code == STATUS_OK)
    {
        return {};
    }
    return {RecordState::Invalid, scope.message(text::say("engine.plugin.silent", {run.flow.name, "check"}))};
}

} // namespace duijie::engine
