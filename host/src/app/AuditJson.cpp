#include "app/AuditText.h"

#include "duijie/sdk/Times.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

constexpr const char* Format = "duijie.audit/1";

void putItem(sdk::JsonWriter& json, const engine::AuditItem& item)
{
    json.beginObject().key("key").string(item.key).key("number").string(item.number);
    json.key("bill").string(item.bill).key("bill_day").string(item.billDay);
    json.key("natural_key").string(item.naturalKey);
    json.key("detail").string(item.detail).key("advice").string(item.advice);
    json.key("differences").beginArray();
    for (const engine::AuditDifference& difference : item.differences)
    {
        json.beginObject().key("field").string(difference.field);
        json.key("expected").string(difference.expected);
        json.key("found").string(difference.found).endObject();
    }
    json.endArray().endObject();
}

void putEnd(sdk::JsonWriter& json, const char* name, const std::string& connection, const std::string& api)
{
    json.key(name).beginObject().key("connection").string(connection).key("api").string(api).endObject();
}

} // namespace

AuditHead auditHeadOf(const engine::FlowParts& flow, const std::string& timezone)
{
    AuditHead head;
    head.flow = flow.name;
    head.zone = config::TimeZone(timezone);
    head.offsetMinutes = flow.offsetMinutes;
    head.sourceConnection = flow.sourceConnection;
    head.sourceApi = flow.sourcePlan->api();
    head.targetConnection = flow.targetConnection;
    head.targetApi = flow.targetPlan->api();
    return head;
}

void putFindings(sdk::JsonWriter& json, const engine::AuditFindings& findings)
{
    json.key("documents").number(findings.documents).key("eligible").number(findings.eligible);
    json.key("bills").number(findings.bills).key("right").number(findings.right);
    json.key("left_out").beginObject();
    for (const auto& [reason, count] : findings.leftOut)
    {
        json.key(reason).number(count);
    }
    json.endObject();
    for (const AuditKind& kind : AuditKinds)
    {
        const engine::AuditList& list = findings.*kind.list;
        json.key(kind.name).beginObject().key("count").number(list.count).key("items").beginArray();
        for (const engine::AuditItem& item : list.items)
        {
            putItem(json, item);
        }
        json.endArray().endObject();
    }
}

DaySpan spanOf(const AuditHead& head, const engine::AuditReport& report, const std::string& day)
{
    constexpr int64_t DayMs = 86'400'000;
    const int64_t begin = sdk::parseDateTime(day + " 00:00:00", head.offsetMinutes).value_or(report.fromMs);
    return {std::max(begin, report.fromMs), std::min(begin + DayMs - 1000, report.toMs)};
}

std::string dayJson(const AuditHead& head, const engine::AuditReport& report, const std::string& day)
{
    const engine::AuditFindings& findings = report.days.at(day);
    const DaySpan span = spanOf(head, report, day);
    sdk::JsonWriter json;
    json.beginObject().key("format").string(Format);
    json.key("flow").string(head.flow).key("day").string(day);
    json.key("from").string(head.zone.format(span.fromMs)).key("to").string(head.zone.format(span.toMs));
    json.key("timezone").string(head.zone.name());
    json.key("read_began").string(head.zone.format(report.beganMs));
    json.key("read_ended").string(head.zone.format(report.endedMs));
    putEnd(json, "source", head.sourceConnection, head.sourceApi);
    putEnd(json, "target", head.targetConnection, head.targetApi);
    json.key("verdict").string(engine::verdictName(report.complete, findings));
    json.key("remark").string(report.remark);
    putFindings(json, findings);
    json.endObject();
    return json.take() + "\n";
}

} // namespace duijie::app
