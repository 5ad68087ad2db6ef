// kill -9 at any moment: what was reported durable is there, and nothing is half there.
#include "Support.h"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

constexpr int PageSize = 20;

/// One line of the child's report: what was told durable.
struct Report
{
    char kind;     ///< 'p' page, 'i' intents, 'o' outcome
    int32_t round; ///< of the child
    int64_t value; ///< page: number; else: seq
};

std::string payloadOf(int round, int64_t page, int i)
{
    const std::string text =
        std::to_string(round) + "/" + std::to_string(page) + "/" + std::to_string(i) + "/";
    std::string out = text;
    while (out.size() < 3000)
    {
        out += text;
    }
    return out;
}

std::string keyOf(int round, int64_t page, int i)
{
    return std::to_string(round) + "-" + std::to_string(page) + "-" + std::to_string(i);
}

void tell(int pipe, const Report& report)
{
    // Less than PIPE_BUF: a report arrives whole or not at all.
    if (::write(pipe, &report, sizeof report) != static_cast<ssize_t>(sizeof report))
    {
        ::_exit(2);
    }
}

/// Several pages are under way at once, so that kills fall into group commits.
class Child
{
public:
    Child(const std::string& path, int round, int pipe) : _round(round), _pipe(pipe)
    {
        SqliteOptions options;
        options.checkpointPages = 60;
        _store = ownStore(path, options);
        _store->recover("flow", 5000, 0);
    }

    [[noreturn]] void run()
    {
        for (int64_t page = 0;; ++page)
        {
            writePage(page);
            sendSome();
        }
    }

private:
    void writePage(int64_t number)
    {
        auto samples = std::make_shared<std::vector<Sample>>();
        for (int i = 0; i < PageSize; ++i)
        {
            samples->push_back({keyOf(_round, number, i), payloadOf(_round, number, i)});
        }
        PageWrite page;
        page.flow = "flow";
        page.records = recordsOf(*samples);
        page.moveCursor = true;
        page.cursorName = "round " + std::to_string(_round);
        page.cursor = std::to_string(number);
        _store->writePage(std::move(page),
                          [this, samples, number](const WriteResult& result)
                          {
                              if (result.ok)
                              {
                                  tell(_pipe, {'p', _round, number});
                              }
                          });
    }

    void sendSome()
    {
        std::vector<int64_t> seqs;
        for (const LoadedRecord& record : _store->load("flow", RecordState::Received, 0, 8))
        {
            seqs.push_back(record.row.seq);
        }
        const WriteResult result = send(*_store, seqs);
        for (std::size_t i = 0; i < seqs.size(); ++i)
        {
            if (!result.ok || !result.done[i])
            {
                continue;
            }
            tell(_pipe, {'i', _round, seqs[i]});
            if (i % 2 == 0 && change(*_store, seqs[i], RecordState::Sending, RecordState::Done))
            {
                tell(_pipe, {'o', _round, seqs[i]});
            }
        }
    }

    std::unique_ptr<Store> _store;
    int _round;
    int _pipe;
};

/// Everything that was ever told durable, over all rounds.
struct Told
{
    std::map<int, std::set<int64_t>> pages;
    std::set<int64_t> intents;
    std::set<int64_t> outcomes;
};

void collect(int pipe, Told& told)
{
    Report report{};
    while (::read(pipe, &report, sizeof report) == static_cast<ssize_t>(sizeof report))
    {
        if (report.kind == 'p')
        {
            told.pages[report.round].insert(report.value);
        }
        else
        {
            (report.kind == 'i' ? told.intents : told.outcomes).insert(report.value);
        }
    }
}

/// Lets a child work for a while, then kills it without warning.
void crash(const std::string& path, int round, int microseconds, Told& told)
{
    int ends[2];
    BOOST_TEST_REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0)
    {
        ::close(ends[0]);
        Child(path, round, ends[1]).run();
    }
    ::close(ends[1]);
    const pid_t killer = ::fork();
    if (killer == 0)
    {
        ::close(ends[0]);
        ::usleep(static_cast<useconds_t>(microseconds));
        ::kill(child, SIGKILL);
        ::_exit(0);
    }
    collect(ends[0], told);
    ::close(ends[0]);
    ::waitpid(killer, nullptr, 0);
    ::waitpid(child, nullptr, 0);
}

void checkPages(Store& store, const Told& told, int round, const std::map<std::string, std::string>& found)
{
    const auto cursor = store.cursor("flow", "round " + std::to_string(round));
    const int64_t last = cursor ? std::stoll(*cursor) : -1;
    const auto promised = told.pages.find(round);
    if (promised != told.pages.end())
    {
        BOOST_TEST(last >= *promised->second.rbegin());
    }
    // Whole pages up to the cursor, and nothing behind it.
    for (int64_t page = 0; page <= last + 1; ++page)
    {
        for (int i = 0; i < PageSize; ++i)
        {
            const auto record = found.find(keyOf(round, page, i));
            const bool there = record != found.end();
            if (there != (page <= last) || (there && record->second != payloadOf(round, page, i)))
            {
                BOOST_ERROR("round " << round << ", page " << page << ", record " << i);
            }
        }
    }
}

void checkWork(Store& store, const Told& told)
{
    std::map<int64_t, RecordState> states;
    for (const RecordRow& row : store.rows("flow", std::nullopt, 10000000))
    {
        states[row.seq] = row.state;
        const bool sent = row.state == RecordState::Sending || row.state == RecordState::Unknown ||
                          row.state == RecordState::Done;
        const std::size_t intents = store.intents(row.seq).size();
        if (intents != (sent ? 1u : 0u))
        {
            BOOST_ERROR("record " << row.seq << " in " << stateName(row.state) << " has " << intents
                                  << " intents");
        }
    }
    for (const int64_t seq : told.intents)
    {
        if (states[seq] == RecordState::Received)
        {
            BOOST_ERROR("the intent of record " << seq << " is lost");
        }
    }
    for (const int64_t seq : told.outcomes)
    {
        if (states[seq] != RecordState::Done)
        {
            BOOST_ERROR("the outcome of record " << seq << " is lost");
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(crashes)

BOOST_AUTO_TEST_CASE(what_was_told_durable_survives_thirty_kills)
{
    Folder folder;
    const unsigned seed = std::random_device()();
    std::printf("crash test: seed %u\n", seed);
    std::mt19937 random(seed);
    Told told;
    for (int round = 0; round < 30; ++round)
    {
        crash(folder.path(), round, static_cast<int>(random() % 300000), told);
        if (!std::filesystem::exists(folder.path()))
        {
            continue;
        }
        auto store = ownStore(folder.url());
        std::map<std::string, std::string> found;
        for (const RecordState state :
             {RecordState::Received, RecordState::Sending, RecordState::Unknown, RecordState::Done})
        {
            for (LoadedRecord& record : store->load("flow", state, 0, 10000000))
            {
                found.emplace(record.row.key, std::move(record.payload));
            }
        }
        for (int earlier = round % 10 == 9 ? 0 : round; earlier <= round; ++earlier)
        {
            checkPages(*store, told, earlier, found);
        }
        checkWork(*store, told);
    }
    std::size_t pages = 0;
    for (const auto& [round, numbers] : told.pages)
    {
        pages += numbers.size();
    }
    std::printf("crash test: %zu pages, %zu intents, %zu outcomes were durable\n", pages, told.intents.size(),
                told.outcomes.size());
    BOOST_TEST(pages > 0u);
    BOOST_TEST(told.intents.size() > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
