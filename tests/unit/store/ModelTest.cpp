// Random operations on the store and on a plain map: both must say the same.
#include "Support.h"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

/// What the rules say, written down once more without a database.
class Model
{
public:
    struct Version
    {
        std::string key;
        std::string payload;
        RecordState state;
        RecordState admitted; ///< what it was to be when it came
        int64_t nextMs = 0;
        int attempts = 0;
        std::vector<int64_t> intents; ///< their times
    };

    WriteResult page(const std::vector<Sample>& samples)
    {
        WriteResult result;
        for (const Sample& sample : samples)
        {
            add(sample, result);
        }
        return result;
    }

    bool intent(int64_t seq, int attempt, int64_t nowMs)
    {
        const auto found = versions.find(seq);
        if (found == versions.end() || hasBill(found->second.key, seq) ||
            (found->second.state != RecordState::Received && found->second.state != RecordState::Retrying))
        {
            return false;
        }
        found->second.state = RecordState::Sending;
        found->second.attempts = attempt;
        found->second.nextMs = 0;
        found->second.intents.push_back(nowMs);
        return true;
    }

    bool change(int64_t seq, RecordState from, RecordState to, int64_t nextMs)
    {
        const auto found = versions.find(seq);
        if (found == versions.end() || found->second.state != from)
        {
            return false;
        }
        found->second.state = to;
        found->second.nextMs = nextMs;
        if (billMayExist(from) && !hasBill(found->second.key, 0))
        {
            yield(seq);
        }
        return true;
    }

    int64_t recover(int64_t nowMs)
    {
        int64_t count = 0;
        for (auto& [seq, version] : versions)
        {
            if (version.state == RecordState::Sending)
            {
                version.state = RecordState::Unknown;
                version.nextMs = nowMs + 7;
                ++count;
            }
        }
        return count;
    }

    std::map<int64_t, Version> versions;

private:
    bool hasBill(const std::string& key, int64_t except) const
    {
        for (const auto& [seq, version] : versions)
        {
            if (seq != except && version.key == key &&
                (version.state == RecordState::Sending || version.state == RecordState::Unknown ||
                 version.state == RecordState::Done || version.state == RecordState::RollbackStuck))
            {
                return true;
            }
        }
        return false;
    }

    // The newest later version that waited because of a bill takes over; nothing else goes on beside it.
    void yield(int64_t seq)
    {
        const std::string key = versions.at(seq).key;
        int64_t heir = 0;
        for (const auto& [other, version] : versions)
        {
            heir = other > seq && version.key == key && version.state == RecordState::ChangedAfterSync ? other
                                                                                                       : heir;
        }
        if (heir == 0)
        {
            return;
        }
        supersede(key, heir);
        versions.at(heir).state = versions.at(heir).admitted;
    }

    int64_t supersede(const std::string& key, int64_t except)
    {
        int64_t count = 0;
        for (auto& [other, version] : versions)
        {
            if (other != except && version.key == key && version.state != RecordState::Skipped &&
                version.state != RecordState::RolledBack)
            {
                version.state = RecordState::Skipped;
                version.nextMs = 0;
                ++count;
            }
        }
        return count;
    }

    void add(const Sample& sample, WriteResult& result)
    {
        for (const auto& [seq, version] : versions)
        {
            if (version.key == sample.key && version.payload == sample.payload)
            {
                ++result.repeated;
                return;
            }
        }
        ++result.inserted;
        const auto seq = static_cast<int64_t>(versions.size()) + 1;
        if (hasBill(sample.key, 0))
        {
            ++result.changed;
            versions[seq] = {sample.key, sample.payload, RecordState::ChangedAfterSync, sample.state, 0, 0,
                             {}};
            return;
        }
        result.replaced += supersede(sample.key, 0);
        versions[seq] = {sample.key, sample.payload, sample.state, sample.state, 0, 0, {}};
    }
};

/// Drives both with the same random choices.
class Driver
{
public:
    explicit Driver(unsigned seed) : _random(seed) { open(); }

    void step()
    {
        switch (below(12))
        {
        case 0:
        case 1:
        case 2:
            return page();
        case 3:
        case 4:
        case 5:
            return intents();
        case 6:
        case 7:
        case 8:
        case 9:
        case 10:
            return change();
        default:
        {
            if (below(4) == 0)
            {
                open();
            }
            const int64_t time = now();
            const int64_t expected = _model.recover(time);
            BOOST_TEST(_store->recover("flow", time, 7) == expected);
        }
        }
    }

    void compare()
    {
        StateCounts counts{};
        const auto rows = _store->rows("flow", std::nullopt, 1000000);
        BOOST_TEST_REQUIRE(rows.size() == _model.versions.size());
        std::map<std::string, int> bills;
        for (const RecordRow& row : rows)
        {
            const Model::Version& expected = _model.versions.at(row.seq);
            ++counts[static_cast<std::size_t>(expected.state)];
            const bool same = row.key == expected.key && row.state == expected.state &&
                              row.nextMs == expected.nextMs && row.attempts == expected.attempts &&
                              _store->intents(row.seq).size() == expected.intents.size();
            if (!same)
            {
                BOOST_ERROR("record " << row.seq << ": " << stateName(row.state) << " " << row.nextMs << " "
                                      << row.attempts << ", expected " << stateName(expected.state) << " "
                                      << expected.nextMs << " " << expected.attempts);
            }
        }
        const StateCounts counted = _store->counts("flow");
        BOOST_TEST(counted == counts, boost::test_tools::per_element());
        compareQueries();
    }

private:
    int below(int n) { return static_cast<int>(_random() % static_cast<unsigned>(n)); }
    int64_t now() { return ++_now; }
    // But Merged, the last: only writeBundle leads there, and only with a bundle.
    RecordState anyState() { return static_cast<RecordState>(below(RecordStateCount - 1)); }
    int64_t anySeq() { return 1 + below(static_cast<int>(_model.versions.size()) + 2); }

    void open()
    {
        _store.reset();
        _store = ownStore(_folder.url());
    }

    void page()
    {
        std::vector<Sample> samples;
        const int size = below(8);
        for (int i = 0; i < size; ++i)
        {
            const RecordState given[] = {RecordState::Received, RecordState::Received, RecordState::Received,
                                         RecordState::Skipped, RecordState::Invalid};
            samples.push_back({"K" + std::to_string(below(150)), "v" + std::to_string(below(6)),
                               given[below(5)], "given", "", 0});
        }
        const WriteResult expected = _model.page(samples);
        const WriteResult result = put(*_store, "flow", samples, now());
        BOOST_TEST(result.ok);
        BOOST_TEST(result.inserted == expected.inserted);
        BOOST_TEST(result.repeated == expected.repeated);
        BOOST_TEST(result.replaced == expected.replaced);
        BOOST_TEST(result.changed == expected.changed);
    }

    void intents()
    {
        std::vector<int64_t> seqs;
        const int size = below(6);
        for (int i = 0; i < size; ++i)
        {
            seqs.push_back(anySeq());
        }
        const int attempt = 1 + below(5);
        const int64_t time = now();
        std::vector<bool> expected;
        for (const int64_t seq : seqs)
        {
            expected.push_back(_model.intent(seq, attempt, time));
        }
        BOOST_TEST((send(*_store, seqs, attempt, time).done == expected));
    }

    void change()
    {
        const int64_t seq = anySeq();
        const auto found = _model.versions.find(seq);
        const bool right = found != _model.versions.end() && below(3) != 0;
        const RecordState from = right ? found->second.state : anyState();
        const RecordState to = anyState();
        const int64_t next = below(50);
        const bool expected = _model.change(seq, from, to, next);
        BOOST_TEST(test::change(*_store, seq, from, to, "because", next) == expected);
    }

    void compareQueries()
    {
        const RecordState state = anyState();
        const int64_t after = anySeq() / 2;
        const int64_t until = below(50);
        std::vector<int64_t> loaded;
        std::set<std::pair<int64_t, int64_t>> due;
        for (const auto& [seq, version] : _model.versions)
        {
            if (version.state == state && seq > after && loaded.size() < 20)
            {
                loaded.push_back(seq);
            }
            if (version.state == state && version.nextMs <= until)
            {
                due.emplace(version.nextMs, seq);
            }
        }
        std::vector<int64_t> seqs;
        for (const LoadedRecord& record : _store->load("flow", state, after, 20))
        {
            seqs.push_back(record.row.seq);
            BOOST_TEST(record.payload == _model.versions.at(record.row.seq).payload);
        }
        BOOST_TEST(seqs == loaded, boost::test_tools::per_element());
        std::vector<std::pair<int64_t, int64_t>> found;
        for (const LoadedRecord& record : _store->due("flow", state, until, 1000000))
        {
            found.emplace_back(record.row.nextMs, record.row.seq);
        }
        BOOST_TEST((found == std::vector<std::pair<int64_t, int64_t>>(due.begin(), due.end())));
    }

    Folder _folder{Place::Memory};
    std::unique_ptr<Store> _store;
    Model _model;
    std::mt19937 _random;
    int64_t _now = 100;
};

} // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(the_store_and_the_model_agree)
{
    // DUIJIE_SEED repeats a run that failed.
    const char* given = std::getenv("DUIJIE_SEED");
    const unsigned seed =
        given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device()();
    std::printf("model test: seed %u\n", seed);
    Driver driver(seed);
    for (int i = 1; i <= 3000; ++i)
    {
        driver.step();
        if (i % 100 == 0)
        {
            driver.compare();
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
