// A list put together from its pages.
#include "JdyBillList.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

namespace duijie::jdy
{

namespace
{

struct Sample
{
    std::vector<const char*> pages; ///< `data` of each
    std::size_t asked;              ///< pages taken before the list says that it is at its end
    std::size_t bills;
    bool whole;
};

std::ostream& operator<<(std::ostream& out, const Sample& sample)
{
    return out << sample.pages.front();
}

const Sample Samples[] = {
    {{R"({"count":0,"rows":[]})"}, 1, 0, true},
    {{R"({"count":"2","rows":[{"id":"1"},{"id":"2"}]})"}, 1, 2, true},
    {{R"({"count":2,"rows":[{"id":"1"}]})", R"({"count":2,"rows":[{"id":"2"}]})"}, 2, 2, true},
    // A row that moved between two pages comes twice and counts once; the next page is empty then.
    {{R"({"count":2,"rows":[{"id":"1"}]})", R"({"count":2,"rows":[{"id":"1"}]})", R"({"count":2,"rows":[]})"},
     3,
     1,
     false},
    {{R"({"count":1,"rows":[{"id":"1"},{"id":"2"}]})"}, 1, 2, false},
    {{R"({"rows":[{"id":"1"}]})"}, 1, 1, false},
    {{R"({"count":3})"}, 1, 0, false},
    // What only begins like a number is none: these lists would pass for whole.
    {{R"({"count":"1e3","rows":[{"id":"1"}]})"}, 1, 1, false},
    {{R"({"count":"1 of 7","rows":[{"id":"1"}]})"}, 1, 1, false},
    {{R"({"count":0.5,"rows":[]})"}, 1, 0, false},
};

} // namespace

BOOST_AUTO_TEST_SUITE(BillLists)

BOOST_DATA_TEST_CASE(PagesAreCounted, boost::unit_test::data::make(Samples), sample)
{
    JdyBillList list("remark");
    std::size_t asked = 0;
    for (bool more = true; more && asked < sample.pages.size();)
    {
        sdk::JsonDocument page;
        BOOST_REQUIRE(page.parse(sample.pages[asked++]));
        more = list.add(page.root());
    }
    BOOST_TEST(asked == sample.asked);
    BOOST_TEST(list.bills().size() == sample.bills);
    BOOST_TEST(list.difference().empty() == sample.whole);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::jdy
