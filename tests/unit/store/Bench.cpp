// Prints what the store reaches on this machine. store_bench [records] [folder] [page size] [pages before
// checkpoint]
#include "Support.h"

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <sys/resource.h>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

using Clock = std::chrono::steady_clock;

/// Keeps at most `limit` writes under way, as the engine does.
class Window
{
public:
    explicit Window(int limit) : _limit(limit) {}

    Done enter()
    {
        std::unique_lock<std::mutex> lock(_mutex);
        _left.wait(lock, [this] { return _inside < _limit; });
        ++_inside;
        return [this](const WriteResult& result) { leave(result); };
    }

    void drain()
    {
        std::unique_lock<std::mutex> lock(_mutex);
        _left.wait(lock, [this] { return _inside == 0; });
    }

private:
    void leave(const WriteResult& result)
    {
        if (!result.ok)
        {
            std::fprintf(stderr, "failed: %s\n", result.error.c_str());
        }
        const std::lock_guard<std::mutex> guard(_mutex);
        --_inside;
        _left.notify_one();
    }

    std::mutex _mutex;
    std::condition_variable _left;
    int _limit;
    int _inside = 0;
};

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

long residentKiB(const char* field)
{
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line))
    {
        if (line.rfind(field, 0) == 0)
        {
            return std::strtol(line.c_str() + std::char_traits<char>::length(field), nullptr, 10);
        }
    }
    return 0;
}

template <typename Body> void measure(const char* what, int64_t rows, Body body)
{
    const auto start = Clock::now();
    const double cpu = cpuSeconds();
    body();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    std::printf("%-34s %8.0f rows/s  %6.2f us CPU/row  VmRSS %.1f MiB  VmHWM %.1f MiB\n", what,
                static_cast<double>(rows) / seconds, (cpuSeconds() - cpu) * 1e6 / static_cast<double>(rows),
                static_cast<double>(residentKiB("VmRSS:")) / 1024,
                static_cast<double>(residentKiB("VmHWM:")) / 1024);
}

void pages(Store& store, int64_t count, const std::string& payload, int underWay)
{
    Window window(underWay);
    std::vector<std::string> keys(static_cast<std::size_t>(underWay + 1) * 100);
    for (int64_t i = 0; i < count; i += 100)
    {
        Done done = window.enter();
        PageWrite page;
        page.flow = "panying";
        page.nowMs = 1700000000000 + i;
        page.moveCursor = true;
        page.cursor = std::to_string(i);
        for (int64_t j = i; j < i + 100; ++j)
        {
            std::string& key = keys[static_cast<std::size_t>(j) % keys.size()];
            key = "CRK2026" + std::to_string(100000000 + j);
            NewRecord record;
            record.key = key;
            record.number = key;
            record.eventMs = 1700000000000 + j;
            record.digest = digestOf(key);
            record.payload = payload;
            page.records.push_back(std::move(record));
        }
        store.writePage(std::move(page), std::move(done));
    }
    window.drain();
}

void intents(Store& store, int64_t count, const std::string& body, int underWay)
{
    Window window(underWay);
    for (int64_t i = 1; i <= count; i += 64)
    {
        std::vector<Intent> batch;
        for (int64_t seq = i; seq < i + 64 && seq <= count; ++seq)
        {
            Intent intent;
            intent.seq = seq;
            intent.createdMs = 1700000000000 + seq;
            intent.naturalKey = "旺店通盘盈单CRK2026" + std::to_string(100000000 + seq);
            intent.scope = "2026-11";
            intent.fingerprint = std::string(64, 'f');
            intent.bodyDigest = std::string(64, 'd');
            intent.body = body;
            batch.push_back(std::move(intent));
        }
        store.writeIntents(std::move(batch), window.enter());
    }
    window.drain();
}

void outcomes(Store& store, int64_t count, int underWay)
{
    Window window(underWay);
    for (int64_t i = 1; i <= count; i += 64)
    {
        std::vector<Transition> transitions;
        std::vector<CallRow> calls;
        for (int64_t seq = i; seq < i + 64 && seq <= count; ++seq)
        {
            Transition transition;
            transition.seq = seq;
            transition.from = RecordState::Sending;
            transition.to = RecordState::Done;
            transition.targetId = std::to_string(1900000000000000000 + seq);
            transition.targetNumber = "PYD" + std::to_string(seq);
            transitions.push_back(std::move(transition));
            CallRow call;
            call.startedMs = 1700000000000 + seq;
            call.connection = "jdy";
            call.bucket = "jdy:account";
            call.flow = "panying";
            call.runId = 1;
            call.seq = seq;
            call.operation = "save";
            call.method = "POST";
            call.path = "/jdy/v2/scm/inv_check_gail_bill";
            call.httpStatus = 200;
            calls.push_back(std::move(call));
        }
        store.writeOutcome(std::move(transitions), std::move(calls), window.enter());
    }
    window.drain();
}

void loadAll(Store& store)
{
    int64_t after = 0;
    while (true)
    {
        const auto batch = store.load("panying", RecordState::Received, after, 64);
        if (batch.empty())
        {
            return;
        }
        after = batch.back().row.seq;
    }
}

} // namespace

int main(int count, char** arguments)
{
    const int64_t records = count > 1 ? std::atoll(arguments[1]) / 100 * 100 : 20000;
    const Folder own;
    SqliteOptions options;
    options.pageSize = count > 3 ? std::atoi(arguments[3]) : options.pageSize;
    options.checkpointPages = count > 4 ? std::atoi(arguments[4]) : options.checkpointPages;
    const std::string path = count > 2 ? std::string(arguments[2]) + "/bench.db" : own.path();
    const std::string payload = denseText(6800);
    const std::string body(2700, 'b');

    std::printf("%lld records, page size %d, checkpoint at %d pages\n", static_cast<long long>(records),
                options.pageSize, options.checkpointPages);
    auto store = ownStore(path, options);
    measure("pages of 100, 6.8 KB, 4 under way", records, [&] { pages(*store, records, payload, 4); });
    measure("the same pages again", records, [&] { pages(*store, records, payload, 4); });
    measure("load received, 64 at a time", records, [&] { loadAll(*store); });
    measure("intents of 64, 2.7 KB, 4 under way", records, [&] { intents(*store, records, body, 4); });
    measure("outcomes of 64 + 64 calls, 4", records, [&] { outcomes(*store, records, 4); });
    measure("counts by state", records, [&] { store->counts("panying"); });
    measure("find by number (walks)", records, [&] { store->find("panying", "none"); });
    store.reset();
    std::printf("file %.1f MiB\n", static_cast<double>(std::filesystem::file_size(path)) / 1048576);
    return 0;
}
