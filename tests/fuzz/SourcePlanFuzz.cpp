// Source documents: compiled whole or refused with reasons.
#include "Rules.h"

#include "plan/SourcePlan.h"

namespace duijie::fuzz
{

void target(Input& input)
{
    static sdk::JsonDocument row;
    static const bool read = row.parse(
        R"({"stockin_id":1,"order_no":"RK1","warehouse_no":"WH1","status":"80","n":12.50,"t":"2024-06-01 10:00:00",)"
        R"("details_list":[{"goods_no":"G1","goods_count":"3"},{"goods_no":"G2","goods_count":4}],"none":null})");
    hold(read, "the row is JSON");
    plan::Findings findings;
    const auto plan = plan::SourcePlan::compile(input.rest(), findings);
    hold((plan != nullptr) == !plan::hasErrors(findings), "a plan comes back, or errors do", input.rest());
    for (const plan::Finding& finding : findings)
    {
        hold(!finding.message.empty(), "a finding has a sentence", finding.path);
    }
    if (!plan)
    {
        return;
    }
    plan::TimeVariables times;
    times.lastSyncMs = 1'717'171'200'000;
    times.currentMs = times.lastSyncMs + 3'600'123;
    times.nowMs = times.currentMs;
    const plan::Mapped asked = plan->request(times);
    hold(asked.ok() || asked.waits(), "only a lookup can be without an answer");
    hold(asked.ok() || !plan->datasets().empty(), "which asks a data set");
    const std::string& request = asked.body;
    sdk::JsonDocument json;
    if (asked.ok())
    {
        hold(json.parse(request), "what is asked for is JSON", request);
        hold(json.root().find("api").text() == plan->api(), "and names the interface", request);
        hold(json.parse(plan->parameters(times).body), "what a person is shown is JSON", request);
    }
    std::vector<plan::ShapedRow> shaped;
    std::string problem;
    hold(plan->shape(row.root(), 480, shaped, problem) == problem.empty(),
         "rows come back, or a reason does");
    for (const plan::ShapedRow& each : shaped)
    {
        hold(!problem.empty() || json.parse(each.json), "a stored row is JSON", each.json);
    }
    const auto reason = plan->skipReason(row.root());
    hold(reason == plan->skipReason(row.root()), "a row is judged one way", input.rest());
    hold(!reason || !reason->empty(), "a row is left out for a reason", input.rest());
}

} // namespace duijie::fuzz
