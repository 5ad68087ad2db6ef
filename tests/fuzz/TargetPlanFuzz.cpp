// Target documents: compiled whole or refused; a body is JSON or there is a reason.
#include "Rules.h"

#include "plan/Dataset.h"
#include "plan/KnownPaths.h"
#include "plan/TargetPlan.h"

namespace duijie::fuzz
{

namespace
{

/// Two rows for whatever dataset a document names.
class Rows final : public plan::DatasetSource
{
public:
    Rows()
    {
        _rows.put("1", R"({"id":"901","number":"G1","base_unit_id":"7","name":"一"})", 1);
        _rows.put("2", R"({"id":902,"number":"WH1","base_unit_id":null,"name":""})", 2);
    }
    const plan::Dataset* dataset(std::string_view id) const override
    {
        return id.size() == 1 ? nullptr : &_rows;
    }

private:
    plan::Dataset _rows;
};

const sdk::JsonDocument& row()
{
    static const sdk::JsonDocument document = []
    {
        sdk::JsonDocument json;
        json.parse(
            R"({"stockin_id":1,"order_no":"RK1","warehouse_no":"WH1","stockin_time":"2024-06-01 10:00:00","n":12.50,)"
            R"("details_list":[{"goods_no":"G1","goods_count":"3","sub":[{"x":1},{"x":null}]},)"
            R"({"goods_no":"WH1","goods_count":4.10,"sub":[]}],"none":null,"q\"uote":"a\"\\\n"})");
        return json;
    }();
    return document;
}

// Every row ends in one bill or in one problem, and bills are JSON objects.
void checkGrouping(const plan::Grouping& grouping)
{
    static sdk::JsonDocument rows;
    static const bool read = rows.parse(
        R"([{"a":1,"b":"x","q":"1.5"},{"a":"1","b":"x","q":2},{"a":2,"b":null,"q":"z"},{"b":"y"},{"a":1,"b":[1],"q":-1}])");
    hold(read, "the rows are JSON");
    std::vector<sdk::JsonValue> list;
    for (const sdk::JsonValue row : rows.root())
    {
        list.push_back(row);
    }
    std::vector<plan::GroupedRow> bills;
    std::vector<plan::GroupProblem> problems;
    if (!grouping.groups())
    {
        return;
    }
    grouping.apply(list, bills, problems);
    std::size_t members = 0;
    sdk::JsonDocument json;
    for (const plan::GroupedRow& bill : bills)
    {
        members += bill.members.size();
        hold(json.parse(bill.json) && json.root().isObject(), "a bill is made of a JSON object", bill.json);
    }
    for (const plan::GroupProblem& problem : problems)
    {
        members += problem.members.size();
        hold(!problem.message.empty(), "a problem has a sentence");
    }
    hold(members == list.size(), "no row is lost and none is taken twice", std::to_string(members));
}

} // namespace

void target(Input& input)
{
    static const Rows datasets;
    plan::Findings findings;
    const auto plan = plan::TargetPlan::compile(input.rest(), findings);
    hold((plan != nullptr) == !plan::hasErrors(findings), "a plan comes back, or errors do", input.rest());
    if (!plan)
    {
        return;
    }
    plan::TimeVariables times;
    times.lastSyncMs = 1'717'171'200'000;
    times.currentMs = times.lastSyncMs + 3'600'123;
    times.nowMs = times.currentMs;
    plan::Mapped mapped;
    plan::Mapped again;
    std::vector<plan::Trace> trace;
    plan->map(row().root(), times, datasets, mapped);
    plan->map(row().root(), times, datasets, again, &trace);
    hold(mapped.body == again.body && mapped.errors.size() == again.errors.size(),
         "a row is mapped one way, watched or not", mapped.body);
    sdk::JsonDocument json;
    hold(!mapped.ok() || (json.parse(mapped.body) && json.root().isObject()), "a body is a JSON object",
         mapped.body);
    plan->constantPrefix("remark");
    checkGrouping(plan->grouping());
    plan::KnownPaths known;
    known.addRow(row().root());
    plan::Findings told;
    known.check(plan->paths(), told);
    for (const plan::Finding& finding : told)
    {
        hold(!finding.error && !finding.message.empty(), "a path nobody has is a warning", finding.path);
    }
}

} // namespace duijie::fuzz
