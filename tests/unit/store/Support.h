// What the store's tests share: a folder of their own, short ways to make values.
#pragma once

#include "DenseText.h"

#include "store/OpenStore.h"
#include "store/SqliteStore.h"

#include <filesystem>
#include <string>
#include <vector>

namespace duijie::store::test
{

/// Where a folder lies.
enum class Place
{
    Disk,
    Memory ///< where there is such a place: for tests of many thousand commits that lose no power
};

/// Bytes of a page of a new store.
constexpr int PageBytes = SqliteOptions().pageSize;

/// A new folder, removed with all that is in it.
class Folder
{
public:
    explicit Folder(Place place = Place::Disk);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path(const std::string& name = "duijie.db") const { return (_path / name).string(); }
    std::string url(const std::string& name = "duijie.db") const { return "sqlite:" + path(name); }

private:
    std::filesystem::path _path;
};

/// The time of changes in these stores.
int64_t testNowMs();

/// Opens to write, by URL or by path with settings.
std::unique_ptr<Store> ownStore(const std::string& url);
std::unique_ptr<Store> ownStore(const std::string& path, const SqliteOptions& options);

/// Opens to look.
std::unique_ptr<Store> readStore(const std::string& url);

using duijie::test::denseText;

/// A record that owns its bytes.
struct Sample
{
    std::string key;
    std::string payload;
    RecordState state = RecordState::Received;
    std::string reason = {};
    std::string number = {};
    int64_t eventMs = 0;
};

/// A digest of any text: not SHA-256, but as telling for tests.
Digest digestOf(const std::string& text);

/// The views of `samples`, which must outlive them.
std::vector<NewRecord> recordsOf(const std::vector<Sample>& samples);

/// Runs SQL on the file from outside the store; returns the first column of the last row.
std::string outside(const std::string& path, const std::string& sql);

std::string readFile(const std::string& path);

/// Writes a page and waits.
WriteResult put(Store& store, const std::string& flow, const std::vector<Sample>& samples,
                int64_t nowMs = 1000, const std::string& cursor = "");

/// Writes intents for these records and waits.
WriteResult send(Store& store, const std::vector<int64_t>& seqs, int attempt = 1, int64_t nowMs = 2000);

/// Changes one state and waits; returns whether the record was in `from`.
bool change(Store& store, int64_t seq, RecordState from, RecordState to, const std::string& reason = "",
            int64_t nextMs = 0);

/// The row of the version with this payload; seq 0 when there is none.
RecordRow rowOf(Store& store, const std::string& flow, const std::string& key, const std::string& payload);

} // namespace duijie::store::test
