// Documents as people published them: whatever they are, they end in findings, never in a crash.
#include "Rig.h"

#include "plan/DocumentSide.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <set>

namespace duijie::plan::test
{

namespace
{

// Nobody could send what this one says: an array without rows.
const std::set<std::string> Refused = {
    "15-k3cloud-jst-return-asset-recon.json",
};

template <typename Plan> void check(const std::string& name, bool taken)
{
    Findings findings;
    const auto plan = Plan::compile(dataFile(name), findings);
    BOOST_TEST((plan != nullptr) == taken, name << "\n" << show(findings));
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
        const std::string text = dataFile(name);
        const bool source = sideOf(text) == Side::Source;
        source ? check<SourcePlan>(name, !Refused.contains(name))
               : check<TargetPlan>(name, !Refused.contains(name));
        Findings other; // what it says as the other side's document is no matter, as long as it says it
        const bool read = source ? TargetPlan::compile(text, other) != nullptr
                                 : SourcePlan::compile(text, other) != nullptr;
        BOOST_TEST(read == !hasErrors(other), name);
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
