#include "engine/Door.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

namespace duijie::engine
{

using store::RecordState;

Admission admit(RunContext& run, sdk::JsonDocument& document, const RecordView& view)
{
    if (!document.parse(sdk::toStd(view.payload)) || !document.root().isObject())
    {
        return {RecordState::Invalid, text::say("engine.record.unreadable", {document.error()})};
    }
    if (auto reason = run.flow.sourcePlan->skipReason(document.root()))
    {
        return {RecordState::Skipped, std::move(*reason)};
    }
    if (run.flow.rules == nullptr)
    {
        return {};
    }
    CallScope scope(run.tag(run.flow.sourceConnection), run.shared);
    if (run.flow.rules->check(scope, view).code == STATUS_OK)
    {
        return {};
    }
    return {RecordState::Invalid, scope.message(text::say("engine.plugin.silent", {run.flow.name, "check"}))};
}

} // namespace duijie::engine
