// Documents as people published them: whatever they are, they end in findings, never in a crash.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <set>

namespace duijie::plan::test
{

namespace
{

// Documents that this version takes as they are; every other one has at least one error.
const std::set<std::string> Sources = {
    "01-wdt-stockin-order-query-panying.json",
    "03-k3cloud-executebillquery-account.json",
    "04-maycur-reimburse-query.json",
    "06-jiandaoyun-data-query.json",
    "09-weaver-workflow-condition-bk-eqv2.json",
    "10-condition-strictmode-official-doc.json",
    "17-wdt-qm-stockout-order-query-trade-v3-recon.json",
    "18-wdt-qm-stockout-order-query-v3-recon.json",
    "20-jdy-v2-inv-other-out-query-v3-recon.json",
    "34-jdy-v2-entrust-rnt-query-ms-timestamp-recon.json",
    "39-jdy-v2-material-query-v3-recon.json",
    "40-wdt-qm-refund-query-table-recon.json",
};

const std::set<std::string> Targets = {
    "02-jdy-v2-inv-check-gail-bill-panying.json",
    "14-k3cloud-return-stock-asset-recon.json",
    "21-jdy-v2-inv-disassemble-execute-recon.json",
    "32-wdt-to-jdy-v2-sal-out-bound-asset-recon.json",
    "panying-target.json",
};

template <typename Plan> void check(const std::string& name, const std::set<std::string>& taken)
{
    Findings findings;
    const auto plan = Plan::compile(dataFile(name), findings);
    BOOST_TEST((plan != nullptr) == taken.contains(name), name << "\n" << show(findings));
    BOOST_TEST((plan == nullptr) == hasErrors(findings), name);
    for (const Finding& finding : findings)
    {
        BOOST_TEST(!finding.message.empty());
        BOOST_TEST(finding.message.find("plan.") != 0, finding.message);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(Published)

BOOST_AUTO_TEST_CASE(EveryDocumentEndsInFindings)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(PLAN_DATA))
    {
        const std::string name = entry.path().filename().string();
        check<SourcePlan>(name, Sources);
        check<TargetPlan>(name, Targets);
        ++count;
    }
    BOOST_TEST(count >= 20);
}

BOOST_AUTO_TEST_CASE(DamagedDocumentsDoNotCrash)
{
    const std::string whole = dataFile("panying-target.json");
    for (std::size_t size = 0; size < whole.size(); size += 3)
    {
        Findings findings;
        BOOST_TEST(TargetPlan::compile(std::string_view(whole).substr(0, size), findings) == nullptr);
        BOOST_TEST(hasErrors(findings));
    }
    std::string changed = whole;
    for (std::size_t i = 0; i < whole.size(); i += 2)
    {
        const char before = changed[i];
        for (const char c : {'{', '}', '"', ' ', '=', '\\'})
        {
            changed[i] = c;
            Findings findings;
            const auto plan = TargetPlan::compile(changed, findings);
            BOOST_TEST((plan == nullptr) == hasErrors(findings));
        }
        changed[i] = before;
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
