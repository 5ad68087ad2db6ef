// Calls, runs, reference rows, small state; the writer's promises about Done.
#include "Support.h"

#include <boost/test/unit_test.hpp>
#include <future>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

struct Fixture
{
    Folder folder;
    std::unique_ptr<Store> store = ownStore(folder.url());
};

CallRow call(const std::string& bucket, int64_t startedMs, const std::string& operation, int64_t runId,
             int64_t seq)
{
    CallRow out;
    out.bucket = bucket;
    out.startedMs = startedMs;
    out.operation = operation;
    out.runId = runId;
    out.seq = seq;
    return out;
}

void log(Store& store, std::vector<CallRow> calls)
{
    const WriteResult result =
        durably([&](Done done) { store.writeOutcome({}, std::move(calls), std::move(done)); });
    BOOST_TEST(result.ok);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(logs, Fixture)

BOOST_AUTO_TEST_CASE(a_call_comes_back_whole)
{
    CallRow one = call("jdy:a", 50, "save", 3, 8);
    one.durationMs = 4000000000u;
    one.connection = "jdy";
    one.flow = "panying";
    one.attempt = 2;
    one.method = "POST";
    one.path = "/a?b=c";
    one.httpStatus = 502;
    one.outcome = 4000000001u;
    one.requestBytes = 10;
    one.responseBytes = 5000000000u;
    one.excerpt = "<html>";
    one.message = "网关错误";
    one.request = "{\"bill_no\":\"1\"}";
    log(*store, {one});
    const auto calls = store->calls(8);
    BOOST_TEST_REQUIRE(calls.size() == 1u);
    BOOST_TEST(calls[0].id > 0);
    BOOST_TEST(calls[0].startedMs == 50);
    BOOST_TEST(calls[0].durationMs == 4000000000u);
    BOOST_TEST(calls[0].connection == "jdy");
    BOOST_TEST(calls[0].bucket == "jdy:a");
    BOOST_TEST(calls[0].flow == "panying");
    BOOST_TEST(calls[0].runId == 3);
    BOOST_TEST(calls[0].attempt == 2);
    BOOST_TEST(calls[0].operation == "save");
    BOOST_TEST(calls[0].method == "POST");
    BOOST_TEST(calls[0].path == "/a?b=c");
    BOOST_TEST(calls[0].httpStatus == 502);
    BOOST_TEST(calls[0].outcome == 4000000001u);
    BOOST_TEST(calls[0].requestBytes == 10u);
    BOOST_TEST(calls[0].responseBytes == 5000000000u);
    BOOST_TEST(calls[0].excerpt == "<html>");
    BOOST_TEST(calls[0].message == "网关错误");
    BOOST_TEST(calls[0].request == "{\"bill_no\":\"1\"}");
}

BOOST_AUTO_TEST_CASE(calls_are_found_by_record_bucket_and_run)
{
    log(*store, {call("x", 30, "save", 1, 5), call("y", 10, "save", 1, 5), call("x", 20, "list", 1, 0),
                 call("x", 10, "list", 2, 6), call("x", 40, "token", 0, 0)});
    BOOST_TEST(store->calls(5).size() == 2u);
    BOOST_TEST(store->calls(0).empty());
    const std::vector<int64_t> times = store->callTimes("x", 20);
    BOOST_TEST(times == (std::vector<int64_t>{20, 30, 40}), boost::test_tools::per_element());
    BOOST_TEST(store->callTimes("z", 0).empty());
    const auto counts = store->callCounts(1);
    BOOST_TEST_REQUIRE(counts.size() == 2u);
    BOOST_TEST(counts[0].operation == "list");
    BOOST_TEST(counts[0].count == 1);
    BOOST_TEST(counts[1].count == 2);
    BOOST_TEST(counts[1].refused == 0);
    CallRow refused = call("x", 50, "save", 1, 5);
    refused.outcome = 4; // STATUS_THROTTLED
    log(*store, {refused});
    BOOST_TEST(store->callCounts(1)[1].count == 3);
    BOOST_TEST(store->callCounts(1)[1].refused == 1);
}

BOOST_AUTO_TEST_CASE(recent_calls_come_newest_first_by_flow_class_and_time)
{
    CallRow refused = call("x", 20, "save", 1, 5);
    refused.outcome = 2;
    CallRow other = call("x", 30, "list", 2, 0);
    other.flow = "another";
    CallRow good = call("x", 10, "list", 1, 0);
    good.flow = refused.flow = "panying";
    log(*store, {good, refused, other});
    const auto started = [&](const CallFilter& filter)
    {
        std::vector<int64_t> out;
        for (const CallRow& row : store->recentCalls(filter))
        {
            out.push_back(row.startedMs);
        }
        return out;
    };
    struct Case
    {
        CallFilter filter;
        std::vector<int64_t> started;
    };
    const Case cases[] = {
        {{"", 0, 0, {}, false, 9}, {30, 20, 10}},
        {{"", 0, 0, {}, false, 2}, {30, 20}},
        {{"panying", 0, 0, {}, false, 9}, {20, 10}},
        {{"nobody", 0, 0, {}, false, 9}, {}},
        {{"", 20, 0, {}, false, 9}, {30, 20}},
        {{"", 0, 0, 2, false, 9}, {20}},
        {{"", 0, 0, 0, false, 9}, {30, 10}},
        {{"", 0, 0, {}, true, 9}, {20}},
        {{"another", 10, 0, {}, true, 9}, {}},
        {{"", 0, 5, {}, false, 9}, {20}},
        {{"", 0, 7, {}, false, 9}, {}},
    };
    for (const Case& one : cases)
    {
        BOOST_TEST(started(one.filter) == one.started, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_call_for_several_records_is_found_by_each_and_counted_once)
{
    CallRow batch = call("x", 30, "save", 1, 5);
    batch.others = {6, 7};
    log(*store, {call("x", 10, "list", 1, 7), batch, call("x", 40, "save", 1, 8)});
    for (const int64_t seq : {5, 6})
    {
        BOOST_TEST_REQUIRE(store->calls(seq).size() == 1u);
        BOOST_TEST(store->calls(seq)[0].startedMs == 30);
    }
    BOOST_TEST_REQUIRE(store->calls(7).size() == 2u);
    BOOST_TEST(store->calls(7)[1].startedMs == 30);
    BOOST_TEST(store->calls(8).size() == 1u);
    BOOST_TEST(store->callTimes("x", 0).size() == 3u);
    BOOST_TEST(store->callCounts(1)[1].count == 2);
}

BOOST_AUTO_TEST_CASE(steps_come_back_in_order_with_their_time)
{
    for (const auto& [seq, name] : {std::pair(5, "unaudit"), std::pair(5, "delete"), std::pair(6, "audit")})
    {
        const StepRow row{seq, 3, 0, name, "785"};
        BOOST_TEST(durably([&](Done done) { store->writeStep(row, std::move(done)); }).ok);
    }
    const auto steps = store->steps(5);
    BOOST_TEST_REQUIRE(steps.size() == 2u);
    BOOST_TEST(steps[0].step == "unaudit");
    BOOST_TEST(steps[1].step == "delete");
    BOOST_TEST(steps[1].targetId == "785");
    BOOST_TEST(steps[1].runId == 3);
    BOOST_TEST(steps[1].createdMs == testNowMs());
    BOOST_TEST(store->steps(7).empty());
}

BOOST_AUTO_TEST_CASE(a_run_begins_running_and_ends_once)
{
    RunRow run;
    run.flow = "flow";
    run.trigger = "schedule";
    run.startedMs = 10;
    run.state = "ok";
    const WriteResult first = durably([&](Done done) { store->beginRun(run, std::move(done)); });
    const WriteResult second = durably([&](Done done) { store->beginRun(run, std::move(done)); });
    BOOST_TEST(second.id > first.id);
    BOOST_TEST(store->runs("flow", 10).at(0).state == "running");
    BOOST_TEST(store->runs("flow", 10).at(0).trigger == "schedule");
    const auto end = [&](const std::string& state)
    {
        return durably([&](Done done) { store->endRun(first.id, 99, state, "{\"n\":1}", std::move(done)); })
            .applied;
    };
    BOOST_TEST(end("attention") == 1);
    BOOST_TEST(end("ok") == 0);
    const auto runs = store->runs("flow", 10);
    BOOST_TEST_REQUIRE(runs.size() == 2u);
    BOOST_TEST(runs[0].id == second.id);
    BOOST_TEST(runs[1].state == "attention");
    BOOST_TEST(runs[1].summary == "{\"n\":1}");
    BOOST_TEST(runs[1].endedMs == 99);
    BOOST_TEST(store->runs("flow", 1).size() == 1u);
    BOOST_TEST(store->runs("none", 1).empty());
}

BOOST_AUTO_TEST_CASE(reference_rows_are_added_and_replaced)
{
    const auto write = [&](std::vector<DatasetRow> rows, const std::string& cursor)
    {
        return durably([&](Done done)
                       { store->writeDataset("material", std::move(rows), cursor, std::move(done)); });
    };
    BOOST_TEST(!store->datasetCursor("material").has_value());
    BOOST_TEST(write({{"a", "{\"n\":1}", 1}, {"b", "{\"n\":2}", 2}}, "").applied == 2);
    BOOST_TEST(!store->datasetCursor("material").has_value());
    write({{"a", "{\"n\":3}", 5}}, "c1");
    write({}, "");
    BOOST_TEST(store->datasetCursor("material").value() == "c1");
    std::string seen;
    const auto note = [&](const DatasetRow& row)
    { seen += row.key + row.json + std::to_string(row.order) + ";"; };
    store->datasetRows("material", note);
    BOOST_TEST(seen == "a{\"n\":3}5;b{\"n\":2}2;");
    store->datasetRows("none", [](const DatasetRow&) { BOOST_TEST(false); });
}

BOOST_AUTO_TEST_CASE(a_reader_that_throws_leaves_the_store_usable)
{
    durably(
        [&](Done done) {
            store->writeDataset("d", {{"a", "1", 1}, {"b", "2", 2}}, "c", std::move(done));
        });
    for (int i = 0; i < 20; ++i)
    {
        BOOST_CHECK_THROW(
            store->datasetRows("d", [](const DatasetRow&) { throw std::runtime_error("stop"); }),
            std::runtime_error);
    }
    int nested = 0;
    store->datasetRows("d",
                       [&](const DatasetRow&) { nested += store->datasetCursor("d").has_value() ? 1 : 0; });
    BOOST_TEST(nested == 2);
}

BOOST_AUTO_TEST_CASE(small_state_is_replaced)
{
    const auto write = [&](const std::string& value)
    { durably([&](Done done) { store->putState("quota", "pause", value, std::move(done)); }); };
    BOOST_TEST(!store->state("quota", "pause").has_value());
    write("1");
    write("");
    BOOST_TEST(store->state("quota", "pause").value() == "");
    write("2");
    BOOST_TEST(store->state("quota", "pause").value() == "2");
    BOOST_TEST(!store->state("other", "pause").has_value());
}

BOOST_AUTO_TEST_CASE(done_may_be_empty_throw_or_write_again)
{
    store->putState("s", "empty", "1", Done());
    store->putState("s", "throws", "1",
                    [](const WriteResult&) { throw std::runtime_error("caller's fault"); });
    std::promise<bool> chained;
    store->putState("s", "first", "1",
                    [&](const WriteResult&) {
                        store->putState("s", "second", "1",
                                        [&](const WriteResult& result) { chained.set_value(result.ok); });
                    });
    BOOST_TEST(chained.get_future().get());
    BOOST_TEST(store->state("s", "empty").has_value());
    BOOST_TEST(store->state("s", "throws").has_value());
}

BOOST_AUTO_TEST_CASE(closing_writes_what_waits_in_order)
{
    std::vector<int> told;
    for (int i = 0; i < 500; ++i)
    {
        store->putState("s", "n", std::to_string(i), [&told, i](const WriteResult&) { told.push_back(i); });
    }
    store.reset();
    BOOST_TEST_REQUIRE(told.size() == 500u);
    BOOST_TEST(std::is_sorted(told.begin(), told.end()));
    store = ownStore(folder.url());
    BOOST_TEST(store->state("s", "n").value() == "499");
}

BOOST_AUTO_TEST_SUITE_END()
