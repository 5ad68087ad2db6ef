#include "Support.h"

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <fstream>
#include <random>
#include <sqlite3.h>

namespace duijie::store::test
{

Folder::Folder(Place place)
{
    std::random_device random;
    std::error_code error;
    const std::filesystem::path memory = "/dev/shm";
    const bool inMemory = place == Place::Memory && std::filesystem::is_directory(memory, error);
    const std::filesystem::path above = inMemory ? memory : std::filesystem::temp_directory_path();
    do
    {
        _path = above / ("duijie-store-" + std::to_string(random()));
    } while (!std::filesystem::create_directory(_path));
}

Folder::~Folder()
{
    std::error_code error;
    std::filesystem::remove_all(_path, error);
}

int64_t testNowMs()
{
    return 7'000'000;
}

std::unique_ptr<Store> ownStore(const std::string& url)
{
    return openStore(url, Access::Own, {testNowMs});
}

std::unique_ptr<Store> ownStore(const std::string& path, const SqliteOptions& options)
{
    return openSqliteStore(path, Access::Own, options, {testNowMs});
}

std::unique_ptr<Store> readStore(const std::string& url)
{
    return openStore(url, Access::Read, {});
}

Digest digestOf(const std::string& text)
{
    uint64_t a = 1469598103934665603u;
    uint64_t b = 88172645463325252u;
    for (const char c : text)
    {
        a = (a ^ static_cast<unsigned char>(c)) * 1099511628211u;
        b = (b + a) * 6364136223846793005u + 1442695040888963407u;
    }
    Digest out{};
    std::memcpy(out.data(), &a, sizeof a);
    std::memcpy(out.data() + sizeof a, &b, sizeof b);
    return out;
}

std::vector<NewRecord> recordsOf(const std::vector<Sample>& samples)
{
    std::vector<NewRecord> out;
    for (const Sample& sample : samples)
    {
        NewRecord record;
        record.key = sample.key;
        record.number = sample.number;
        record.eventMs = sample.eventMs;
        record.digest = digestOf(sample.payload);
        record.payload = sample.payload;
        record.state = sample.state;
        record.reason = sample.reason;
        out.push_back(std::move(record));
    }
    return out;
}

std::string outside(const std::string& path, const std::string& sql)
{
    sqlite3* connection = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_open(path.c_str(), &connection) == SQLITE_OK);
    std::string out;
    const auto keep = [](void* to, int, char** values, char**)
    {
        *static_cast<std::string*>(to) = values[0] != nullptr ? values[0] : "";
        return 0;
    };
    // A damaged file may refuse even the question whether it is whole: that is an answer.
    if (sqlite3_exec(connection, sql.c_str(), keep, &out, nullptr) != SQLITE_OK)
    {
        out = std::string("error: ") + sqlite3_errmsg(connection);
    }
    sqlite3_close(connection);
    return out;
}

std::string readFile(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

WriteResult put(Store& store, const std::string& flow, const std::vector<Sample>& samples, int64_t nowMs,
                const std::string& cursor)
{
    PageWrite page;
    page.flow = flow;
    page.records = recordsOf(samples);
    page.moveCursor = !cursor.empty();
    page.cursorName = "main";
    page.cursor = cursor;
    page.nowMs = nowMs;
    return durably([&](Done done) { store.writePage(std::move(page), std::move(done)); });
}

WriteResult send(Store& store, const std::vector<int64_t>& seqs, int attempt, int64_t nowMs)
{
    std::vector<Intent> intents;
    for (const int64_t seq : seqs)
    {
        Intent intent;
        intent.seq = seq;
        intent.attempt = attempt;
        intent.createdMs = nowMs;
        intent.naturalKey = "key of " + std::to_string(seq);
        intent.scope = "scope";
        intent.fingerprint = "print";
        intent.bodyDigest = "digest";
        intent.body = "{\"body\":" + std::to_string(seq) + "}";
        intent.runId = 7;
        intents.push_back(std::move(intent));
    }
    return durably([&](Done done) { store.writeIntents(std::move(intents), std::move(done)); });
}

bool change(Store& store, int64_t seq, RecordState from, RecordState to, const std::string& reason,
            int64_t nextMs)
{
    Transition transition;
    transition.seq = seq;
    transition.from = from;
    transition.to = to;
    transition.reason = reason;
    transition.nextMs = nextMs;
    const WriteResult result =
        durably([&](Done done) { store.writeOutcome({transition}, {}, std::move(done)); });
    return result.ok && result.done.at(0);
}

RecordRow rowOf(Store& store, const std::string& flow, const std::string& key, const std::string& payload)
{
    for (const LoadedRecord& record : store.find(flow, key))
    {
        if (record.payload == payload)
        {
            return record.row;
        }
    }
    return {};
}

} // namespace duijie::store::test
