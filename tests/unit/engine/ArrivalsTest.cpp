#include "engine/Arrivals.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;

namespace
{

store::LoadedRecord record(int64_t seq, std::size_t bytes = 10)
{
    store::LoadedRecord record;
    record.row.seq = seq;
    record.payload.assign(bytes, 'x');
    return record;
}

std::vector<int64_t> seqs(const std::vector<store::LoadedRecord>& records)
{
    std::vector<int64_t> out;
    for (const store::LoadedRecord& record : records)
    {
        out.push_back(record.row.seq);
    }
    return out;
}

void expect(engine::Arrivals& arrivals, int64_t after, const std::vector<int64_t>& expected)
{
    const std::vector<int64_t> taken = seqs(arrivals.take(after, 3));
    BOOST_CHECK_EQUAL_COLLECTIONS(taken.begin(), taken.end(), expected.begin(), expected.end());
}

} // namespace

BOOST_AUTO_TEST_SUITE(arrivals)

BOOST_AUTO_TEST_CASE(gives_what_follows_in_order)
{
    engine::Arrivals arrivals;
    arrivals.add({record(5), record(6), record(9)});
    arrivals.add({record(12)});
    expect(arrivals, 4, {5, 6, 9});
    expect(arrivals, 9, {12});
    expect(arrivals, 12, {});
    arrivals.add({record(20)});
    expect(arrivals, 12, {20});
}

BOOST_AUTO_TEST_CASE(leaves_to_the_store_what_may_lie_before)
{
    engine::Arrivals arrivals;
    expect(arrivals, 0, {});
    arrivals.add({record(5), record(6), record(7)});
    expect(arrivals, 3, {});     // 4 may wait as well
    expect(arrivals, 5, {6, 7}); // the store gave up to 5
}

BOOST_AUTO_TEST_CASE(begins_anew_behind_what_it_could_not_hold)
{
    engine::Arrivals arrivals;
    const std::size_t half = engine::Arrivals::MostBytes / 2;
    arrivals.add({record(1, half), record(2, half), record(3, half)});
    expect(arrivals, 0, {}); // 1 is in the store only
    expect(arrivals, 1, {2, 3});
    arrivals.add({record(4, 3 * half)});
    expect(arrivals, 3, {});
    arrivals.add({record(8)});
    expect(arrivals, 3, {}); // 4 comes before
    expect(arrivals, 4, {8});
}

BOOST_AUTO_TEST_SUITE_END()
