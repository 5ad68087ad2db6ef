// How one document is asked for by its number.
#include "WdtReading.h"

#include "TestHost.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::wdt;
using duijie::testkit::TestContext;
using duijie::testkit::TestRecords;

namespace
{

const sdk::Services NoServices;

} // namespace

BOOST_AUTO_TEST_SUITE(WdtLookUps)

BOOST_AUTO_TEST_CASE(LookUps)
{
    struct Case
    {
        const char* name;
        const char* numberParam;
        const char* otherParam;
        const char* answers;            ///< parameter that finds the document; empty: none does
        bool refuses;                   ///< nothing found is told as a refusal
        std::vector<std::string> asked; ///< parameters asked with, in order
        StatusCode status;
    };
    const Case cases[] = {
        {"first finds it", "stockin_no", "src_order_no", "stockin_no", false, {"stockin_no"}, STATUS_OK},
        {"second finds it",
         "stockin_no",
         "src_order_no",
         "src_order_no",
         false,
         {"stockin_no", "src_order_no"},
         STATUS_OK},
        {"second after a refusal",
         "stockin_no",
         "src_order_no",
         "src_order_no",
         true,
         {"stockin_no", "src_order_no"},
         STATUS_OK},
        {"neither",
         "stockin_no",
         "src_order_no",
         "",
         false,
         {"stockin_no", "src_order_no"},
         STATUS_NOT_FOUND},
        {"neither, refused",
         "stockin_no",
         "src_order_no",
         "",
         true,
         {"stockin_no", "src_order_no"},
         STATUS_NOT_FOUND},
        {"no second", "trade_no", "", "", false, {"trade_no"}, STATUS_NOT_FOUND},
        {"the same twice", "src_order_no", "src_order_no", "", false, {"src_order_no"}, STATUS_NOT_FOUND},
        {"the plan's own", "outer_no", "src_order_no", "outer_no", false, {"outer_no"}, STATUS_OK},
        {"none known", "", "src_order_no", "src_order_no", false, {}, STATUS_UNSUPPORTED},
    };
    BOOST_TEST_MESSAGE(std::size(cases) << " look-ups");
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.name)
        {
            TestContext context;
            TestRecords records;
            std::vector<std::string> asked;
            WdtQuery query;
            query.shape = interfaceOf("wdt.stockin.order.query");
            query.pageSize = 10;
            query.business = {{"start_time", "2024-01-01 00:00:00"}, {"end_time", "2024-01-01 01:00:00"}};
            query.shape.numberParam = c.numberParam;
            query.shape.otherParam = c.otherParam;
            query.only = "N1";
            const auto fetch = [&](const Params& business, WdtPage& page)
            {
                BOOST_TEST(!business.contains("start_time"));
                BOOST_TEST(!business.contains("end_time"));
                for (const char* param : {"stockin_no", "src_order_no", "trade_no", "outer_no"})
                {
                    if (business.contains(param))
                    {
                        BOOST_TEST(business.at(param) == "N1");
                        asked.emplace_back(param);
                    }
                }
                const bool found = asked.back() == c.answers;
                if (!found && c.refuses)
                {
                    return Status{STATUS_NOT_FOUND, 0};
                }
                sdk::HttpReply reply;
                reply.outcome = sdk::HttpOutcome::Answered;
                reply.status = 200;
                reply.body = found ? R"({"response":{"total_count":2,"stockin_list":[{"stockin_id":1,")" +
                                         asked.back() + R"(":"N1"},{"stockin_id":2,"order_no":"N2"}]}})"
                                   : R"({"response":{"total_count":0}})";
                readReply(reply, query.shape, page);
                return Status{STATUS_OK, 0};
            };
            const Status status = WdtReading(context, NoServices, query, 1, records, fetch).run();
            BOOST_TEST(status.code == static_cast<uint32_t>(c.status));
            BOOST_TEST(asked == c.asked, boost::test_tools::per_element());
            BOOST_TEST(records.records.size() == (status.code == STATUS_OK ? 1u : 0u));
            BOOST_TEST(context.message().empty() == (status.code == STATUS_OK));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
