// What waits for a channel: the least that is true, and bounded.
#include "Support.h"

#include "ops/Outbox.h"

#include <boost/test/unit_test.hpp>

namespace duijie::ops::test
{

namespace
{

const auto Any = [](const Notice&) { return true; };

} // namespace

BOOST_AUTO_TEST_SUITE(outbox)

// "+a": a begins; "-a": a is over; "T": all is taken; "t": the taking succeeds; "f": it fails.
BOOST_AUTO_TEST_CASE(peopleHearTheLeastThatIsTrue)
{
    const struct
    {
        std::vector<std::string> steps;
        const char* left;
    } table[] = {
        {{"+a"}, "begun a"},
        {{"+a", "+a"}, "begun a"},
        {{"+a", "+b"}, "begun a, begun b"},
        {{"+a", "-a"}, "passed a"},
        {{"+a", "-a", "+a"}, "begun a"},
        {{"+a", "-a", "-a"}, "passed a"},
        {{"-a"}, "over a"},
        {{"-a", "+a"}, ""},
        {{"+a", "T", "t"}, ""},
        {{"+a", "T", "f"}, "begun a"},
        {{"+a", "T", "-a", "t"}, "over a"},
        {{"+a", "T", "-a", "f"}, "passed a"},
        {{"-a", "T", "+a", "t"}, "begun a"},
        {{"-a", "T", "+a", "f"}, ""},
        {{"+a", "+b", "T", "+c", "f"}, "begun a, begun b, begun c"},
    };
    for (const auto& row : table)
    {
        Outbox outbox;
        for (const std::string& step : row.steps)
        {
            const std::string id = step.substr(1);
            step[0] == '+'   ? outbox.add(begun(id))
            : step[0] == '-' ? outbox.add(over(id, Noon + Minute))
            : step == "T"    ? void(outbox.take(Any))
                             : outbox.settle(step == "t" ? 100 : 0);
        }
        Outbox again; // what it says is kept over a restart
        BOOST_TEST(again.read(outbox.json()));
        BOOST_TEST(summary(outbox.take(Any)) == row.left);
        BOOST_TEST(summary(again.take(Any)) == row.left);
    }
}

BOOST_AUTO_TEST_CASE(whatWasTakenIsKeptOverARestart)
{
    Outbox outbox;
    outbox.add(begun("a"));
    outbox.take(Any);
    Outbox again;
    BOOST_TEST(again.read(outbox.json()));
    BOOST_TEST(summary(again.take(Any)) == "begun a");
}

BOOST_AUTO_TEST_CASE(itIsBoundedAndSaysWhatWasLetGo)
{
    Outbox outbox;
    outbox.add(begun("urgent", Noon, true));
    for (int i = 0; i < 1000; ++i)
    {
        outbox.add(begun(std::to_string(i)));
    }
    BOOST_TEST(outbox.size() == Outbox::MostWaiting);
    Outbox again;
    again.read(outbox.json());
    for (Outbox* each : {&outbox, &again})
    {
        auto notices = each->take(Any);
        BOOST_TEST(summary({notices[0], notices[1]}) == "dropped, begun urgent");
        BOOST_TEST(has(notices[0].happened, "801"), notices[0].happened);
        BOOST_TEST(notices.back().id == "999");
        each->settle(0); // not delivered: told of again
        each->add(begun("one more"));
        notices = each->take(Any);
        BOOST_TEST(has(notices[0].happened, "802"), notices[0].happened);
        each->settle(1);
        BOOST_TEST(summary({each->take(Any)[0]}) == "begun urgent");
    }
}

BOOST_AUTO_TEST_CASE(whatIsNoOutboxIsAnEmptyOne)
{
    for (const char* text : {"", "[]", "{", "{\"notices\":7}", "{\"notices\":[{\"event\":\"x\"}]}", "null"})
    {
        Outbox outbox;
        outbox.read(text);
        BOOST_TEST(outbox.empty(), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::ops::test
