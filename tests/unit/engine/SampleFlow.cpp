#include "SampleFlow.h"

#include <stdexcept>

namespace duijie::engine::test
{

namespace
{

constexpr const char* DatasetId = "b88a7889-af5d-3efd-aac4-d4960eae6748";

constexpr const char* SourceDocument = R"({"api":"docs","id":"id","number":"no","method":"POST",
  "condition":[[{"field":"kind","logic":"neq","value":"draft"}]],
  "request":[{"field":"start_time","type":"string","value":"{{LAST_SYNC_TIME|datetime}}"},
             {"field":"end_time","type":"string","value":"{{CURRENT_TIME|datetime}}"}]})";

constexpr const char* MaterialDocument = R"({"api":"materials","id":"id","number":"number","method":"GET",
  "request":[{"field":"since","type":"string","value":"{{LAST_SYNC_TIME}}000"}]})";

constexpr const char* TargetDocument = R"({"api":"/bills","effect":"EXECUTE","method":"POST","request":[
  {"field":"remark","type":"string","value":"doc {no}"},
  {"field":"day","type":"string","value":"{day}"},
  {"field":"qty","type":"string","value":"{qty}"},
  {"field":"material","type":"string",
   "value":"_findCollection find id from b88a7889-af5d-3efd-aac4-d4960eae6748 where number={sku}"}]})";

template <typename Plan> std::unique_ptr<Plan> compiled(const std::string& document)
{
    plan::Findings findings;
    auto plan = Plan::compile(document, findings);
    for (const plan::Finding& finding : findings)
    {
        if (finding.error)
        {
            throw std::logic_error(finding.path + ": " + finding.message);
        }
    }
    return plan;
}

} // namespace

FlowParts sampleFlow()
{
    FlowParts flow;
    flow.name = "f";
    flow.sourceConnection = "src";
    flow.targetConnection = "dst";
    flow.sourcePlan = compiled<plan::SourcePlan>(SourceDocument);
    flow.targetPlan = compiled<plan::TargetPlan>(TargetDocument);
    DatasetPart part;
    part.id = DatasetId;
    part.key = DatasetId;
    part.name = "materials";
    part.plan = compiled<plan::SourcePlan>(MaterialDocument);
    part.connection = "dst";
    flow.datasets.push_back(std::move(part));
    return flow;
}

std::unique_ptr<plan::TargetPlan> billsKeyedBy(const std::string& prefix)
{
    std::string document = TargetDocument;
    document.replace(document.find("doc {no}"), 3, prefix);
    return compiled<plan::TargetPlan>(document);
}

std::unique_ptr<plan::SourcePlan> docsWithRemedy(const std::string& takeOver)
{
    std::string document = SourceDocument;
    document.pop_back();
    return compiled<plan::SourcePlan>(
        document + R"(,"omissionRemedy":{"crontab":"0 */2 * * *","takeOverRequest":[)" + takeOver + "]}}");
}

std::unique_ptr<plan::SourcePlan> docsOfMaterial(const std::string& number)
{
    std::string document = SourceDocument;
    document.resize(document.size() - 2);
    return compiled<plan::SourcePlan>(document +
                                      R"(,{"field":"material","value":"_findCollection find id from )" +
                                      DatasetId + " where number='" + number + R"('"}]})");
}

std::unique_ptr<plan::TargetPlan> billsWithCallBack(const std::string& values)
{
    std::string document = TargetDocument;
    document.pop_back();
    return compiled<plan::TargetPlan>(
        document +
        R"(,"response":[{"field":"primaryWriteback","type":"object","children":[)"
        R"({"field":"id","value":"{{Id}}"},{"field":"number","value":"{{Number}}"}]}],)"
        R"("callBackStrategy":{"strategyId":"told",)" +
        values + "}}");
}

std::unique_ptr<plan::TargetPlan> billsMerged(const std::string& field)
{
    std::string document = TargetDocument;
    document.pop_back();
    const std::string qty = R"("value":"{qty}")";
    document.replace(document.find(qty), qty.size(), R"x("value":"_function sum({{lines.qty}})")x");
    return compiled<plan::TargetPlan>(document + R"(,"operation":{"method":"merge","field":")" + field +
                                      R"(","header":["no","day","sku"],)"
                                      R"("bodyName":"lines","body":["id"],"bodySum":["qty"]}})");
}

std::unique_ptr<plan::TargetPlan> billsGrouped(const std::string& field, int mostLines)
{
    std::string document = TargetDocument;
    document.pop_back();
    const std::string qty = R"("value":"{qty}")";
    document.replace(document.find(qty), qty.size(), R"x("value":"_function sum({{lines.qty}})")x");
    return compiled<plan::TargetPlan>(
        document + R"(,"groupCalculate":{"headerGroup":[")" + field +
        R"(","day","sku"],"bodyGroup":["id"],"bodyName":"lines","bodyMaxLine":)" + std::to_string(mostLines) +
        R"(,"calculate":{"qty":"$sum"}}})");
}

std::string billKey(int number)
{
    return "doc N" + std::to_string(number);
}

Doc makeMaterial(const std::string& number)
{
    return {"m-" + number, number, Noon - Hour, R"({"id":"m-)" + number + R"(","number":")" + number + "\"}"};
}

std::string fingerprintOf(const std::string& day, const std::string& qty, const std::string& material)
{
    return day + "|" + qty + "|" + material;
}

} // namespace duijie::engine::test
