// all_or_nothing against the sandbox: a batch of which one is refused leaves no bill behind.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

BOOST_AUTO_TEST_SUITE(batch)

BOOST_AUTO_TEST_CASE(a_refused_document_takes_its_batch_with_it)
{
    RigOptions options;
    options.batch = "all_or_nothing";
    options.documents = 60;
    // The first day's period is closed: its bills are refused, those of the other days are not.
    options.sandbox = {"--closed-before", "2026-03-03"};
    Rig rig(options);
    const Ended ended = rig.run({"sync", "panying", "--json"});
    const Json summary(ended.output);
    BOOST_TEST(ended.code == 1, ended.errors);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.number({"doubled_count"}) == 0);
    BOOST_TEST(truth.number({"unexpected_count"}) == 0);
    // What stands in the book is what the host calls done: no half-written batch.
    BOOST_TEST(truth.number({"bills"}) == summary.number({"in_all", "done"}), ended.output);
    BOOST_TEST(summary.number({"in_all", "dead"}) + summary.number({"in_all", "held"}) > 0);
}

BOOST_AUTO_TEST_SUITE_END()
