#include "Clock.h"

#include "ops/CallMeter.h"
#include "ops/FlowBoard.h"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <set>

using namespace duijie;
using namespace duijie::ops;

namespace
{

store::CallRow callOf(const std::string& connection, const std::string& operation, uint32_t outcome)
{
    store::CallRow call;
    call.connection = connection;
    call.operation = operation;
    call.outcome = outcome;
    call.durationMs = 300;
    return call;
}

} // namespace

BOOST_AUTO_TEST_SUITE(figures)

BOOST_AUTO_TEST_CASE(calls_are_counted_by_connection_interface_and_class)
{
    CallMeter meter;
    meter.ended(callOf("jdy", "save", STATUS_OK));
    meter.ended(callOf("jdy", "save", STATUS_OK));
    meter.ended(callOf("jdy", "save", STATUS_THROTTLED));
    meter.ended(callOf("jdy", "save", std::numeric_limits<uint32_t>::max())); // of a newer plugin
    double ok = 0;
    std::set<std::string> classes;
    for (const auto& family : meter.collect())
    {
        for (const auto& metric : family.metric)
        {
            if (family.name == "duijie_call_duration_seconds")
            {
                BOOST_TEST(metric.histogram.sample_count == 4u);
                continue;
            }
            for (const auto& label : metric.label)
            {
                if (label.name == "class")
                {
                    classes.insert(label.value);
                    ok += label.value == "ok" ? metric.counter.value : 0;
                }
            }
        }
    }
    BOOST_TEST(ok == 2);
    BOOST_TEST((classes == std::set<std::string>{"ok", "throttled", "internal"}));
}

BOOST_AUTO_TEST_CASE(a_connector_that_invents_interfaces_fills_no_memory)
{
    CallMeter meter;
    for (int i = 0; i < 5000; ++i)
    {
        meter.ended(callOf("jdy", "call-" + std::to_string(i), STATUS_OK));
    }
    meter.ended(callOf("jdy", "\xFF\xFE", STATUS_OK));
    double counted = 0;
    for (const auto& family : meter.collect())
    {
        BOOST_TEST(family.metric.size() < 300u, family.name);
        for (const auto& metric : family.metric)
        {
            counted += metric.counter.value;
        }
    }
    BOOST_TEST(counted == 5001); // and every call is counted
}

BOOST_AUTO_TEST_CASE(the_board_remembers_the_last_run_and_the_last_success)
{
    FlowBoard board;
    board.opened("p", false, "failed", 5);
    BOOST_TEST(board.standings().at("p").lastState == "failed");
    board.began("p");
    BOOST_TEST(board.standings().at("p").running);
    board.ended("p", "ok", "", 10);
    board.ended("p", "failed", "no answer", 20);
    board.opened("p", true, "", 0); // a reload forgets nothing
    const FlowStanding standing = board.standings().at("p");
    BOOST_TEST(!standing.running);
    BOOST_TEST(standing.paused);
    BOOST_TEST(standing.lastSuccessMs == 10);
    BOOST_TEST(standing.lastError == "no answer");
    BOOST_TEST(standing.runs.at("failed") == 1);
    board.closed("p");
    board.ended("p", "ok", "", 30); // what was under way ends after its flow was taken out
    BOOST_TEST(board.standings().empty());
}

BOOST_AUTO_TEST_SUITE_END()
