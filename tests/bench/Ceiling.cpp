// duijie-ceiling: the same work as the flow "panying", written straight down, with nothing around it. It says
// what this machine allows, so that the host can be measured against it.
#include "CeilingStore.h"

#include <CLI/CLI.hpp>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <sys/resource.h>

namespace duijie::bench
{

namespace
{

constexpr std::string_view SavePath = "/jdy/v2/scm/inv_check_gail_bill";
constexpr std::size_t MostBillsWaiting = 512;

struct Options
{
    uint16_t port = 0;
    std::string store;
    std::string from;
    std::string to;
    int connections = 8;
};

/// What sends: a thread for each connection, fed with bills whose records are durable.
class Senders
{
public:
    Senders(const Options& options, const JdyCalls& calls) : _options(options), _calls(calls) {}

    ~Senders() { close(); }

    void start(CeilingStore& store)
    {
        for (int i = 0; i < _options.connections; ++i)
        {
            _threads.emplace_back([this, &store] { guarded(store); });
        }
    }

    void add(std::vector<Bill> bills)
    {
        if (bills.empty())
        {
            return;
        }
        {
            const std::lock_guard lock(_mutex);
            for (Bill& bill : bills)
            {
                _bills.push_back(std::move(bill));
            }
        }
        _arrived.notify_all();
    }

    /// Waits while many bills wait to be sent.
    void waitForRoom()
    {
        std::unique_lock lock(_mutex);
        _sent.wait(lock, [&] { return _error || _bills.size() < MostBillsWaiting; });
    }

    /// Waits until all bills are sent. Throws what stopped a sender.
    void drain()
    {
        std::unique_lock lock(_mutex);
        _sent.wait(lock, [&] { return _error || (_bills.empty() && _busy == 0); });
        if (_error)
        {
            std::rethrow_exception(_error);
        }
    }

    void close()
    {
        {
            const std::lock_guard lock(_mutex);
            _closing = true;
        }
        _arrived.notify_all();
        for (std::thread& thread : _threads)
        {
            thread.join();
        }
        _threads.clear();
    }

    int64_t written() const { return _written.load(); }

private:
    void guarded(CeilingStore& store)
    {
        try
        {
            run(store);
        }
        catch (...)
        {
            const std::lock_guard lock(_mutex);
            _error = std::current_exception();
            _sent.notify_all();
        }
    }

    void run(CeilingStore& store)
    {
        Connection connection(_options.port);
        std::string request;
        std::unique_lock lock(_mutex);
        for (;;)
        {
            _arrived.wait(lock, [&] { return _closing || !_bills.empty(); });
            if (_bills.empty())
            {
                return;
            }
            const Bill bill = std::move(_bills.front());
            _bills.pop_front();
            ++_busy;
            lock.unlock();
            _calls.post(request, SavePath, bill.body);
            store.put(bill.record, billId(connection.exchange(request)));
            ++_written;
            lock.lock();
            --_busy;
            if (_bills.size() < MostBillsWaiting)
            {
                _sent.notify_all();
            }
        }
    }

    static std::string billId(const Answer& answer)
    {
        constexpr std::string_view Before = R"("ids":[")";
        const std::size_t at = answer.body.find(Before);
        if (answer.status != 200 || at == std::string_view::npos ||
            answer.body.find(R"("errcode":0,)") == std::string_view::npos)
        {
            throw std::runtime_error("a bill was refused: " + std::string(answer.body.substr(0, 300)));
        }
        const std::size_t begin = at + Before.size();
        return std::string(answer.body.substr(begin, answer.body.find('"', begin) - begin));
    }

    const Options& _options;
    const JdyCalls& _calls;
    std::mutex _mutex;
    std::condition_variable _arrived;
    std::condition_variable _sent;
    std::deque<Bill> _bills;
    int _busy = 0;
    bool _closing = false;
    std::exception_ptr _error;
    std::atomic<int64_t> _written{0};
    std::vector<std::thread> _threads;
};

// Page 0 for the count, then from the last page to the first, as the connector reads.
void poll(const Options& options, const References& references, CeilingStore& store, Senders& senders)
{
    const WdtCalls calls(options.from, options.to);
    Connection connection(options.port);
    Mapper mapper(references);
    const int64_t total = mapper.map(connection.exchange(calls.page(0), Mapper::Slack)).total;
    for (int64_t page = (total - 1) / WdtCalls::PageSize; total > 0 && page >= 0; --page)
    {
        senders.waitForRoom();
        store.put(mapper.map(connection.exchange(calls.page(page), Mapper::Slack)));
    }
}

double secondsOf(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

int run(const Options& options)
{
    const auto start = std::chrono::steady_clock::now();
    JdyCalls calls(options.port);
    References references;
    {
        Connection connection(options.port);
        calls.logIn(connection);
        references = readReferences(connection, calls);
    }
    Senders senders(options, calls);
    {
        CeilingStore store(options.store, [&](std::vector<Bill> bills) { senders.add(std::move(bills)); });
        senders.start(store);
        poll(options, references, store, senders);
        store.drain();
        senders.drain();
        store.drain(); // the last results
        senders.close();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto orders = static_cast<double>(senders.written());
    std::printf("{\"orders\":%.0f,\"seconds\":%.3f,\"orders_per_second\":%.1f,\"peak_rss_mib\":%.1f,"
                "\"cpu_seconds\":%.3f}\n",
                orders, took.count(), orders / took.count(), static_cast<double>(used.ru_maxrss) / 1024.0,
                secondsOf(used.ru_utime) + secondsOf(used.ru_stime));
    return 0;
}

} // namespace

} // namespace duijie::bench

int main(int argc, char** argv)
{
    duijie::bench::Options options;
    CLI::App app("duijie-ceiling: the work of the flow \"panying\" with nothing around it", "duijie-ceiling");
    app.add_option("--port", options.port, "Port of the sandbox")->required();
    app.add_option("--store", options.store, "SQLite file, new")->required();
    app.add_option("--from", options.from, "Start of the window, yyyy-MM-dd HH:mm:ss")->required();
    app.add_option("--to", options.to, "End of the window, yyyy-MM-dd HH:mm:ss")->required();
    app.add_option("--connections", options.connections, "Connections that send")
        ->check(CLI::Range(1, 128))
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try
    {
        return duijie::bench::run(options);
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "duijie-ceiling: %s\n", error.what());
        return 1;
    }
}
