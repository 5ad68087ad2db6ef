#include "store/Files.h"
#include "store/SqliteBackup.h"
#include "store/SqliteCheck.h"
#include "store/StoreErrors.h"
#include "store/StoreLock.h"
#include "text/Catalogue.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <system_error>

namespace duijie::store
{

namespace
{

using Kind = StoreError::Kind;

constexpr char Scope[] = "store";
constexpr char RestoredName[] = "restored_ms";

// Received, held and retrying: what may be sent without a look-up because an attempt of ours was answered.
// That answer may be from before a later attempt that only the lost store knew.
constexpr char LookUpFirst[] =
    "UPDATE record SET attempts = 0, reason = CASE WHEN reason = '' THEN ? ELSE reason"
    " END WHERE state IN (0, 5, 6) AND attempts > 0";
constexpr char KeepTime[] = "INSERT INTO state(scope, name, value) VALUES(?, ?, ?)"
                            " ON CONFLICT DO UPDATE SET value = excluded.value";

/// "20261127T081530Z"
std::string stampOf(int64_t ms)
{
    using namespace std::chrono;
    const sys_time<seconds> time(seconds(ms / 1000));
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss<seconds> clock(time - day);
    char out[32];
    std::snprintf(out, sizeof out, "%04d%02u%02uT%02ld%02ld%02ldZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<long>(clock.hours().count()), static_cast<long>(clock.minutes().count()),
                  static_cast<long>(clock.seconds().count()));
    return out;
}

int64_t prepare(const std::string& part, int64_t nowMs, const SqliteOptions& options)
{
    SqliteConnection copy(part, SqliteUse::Write, options);
    const std::string reason = text::say("store.restore.reason");
    const std::string time = std::to_string(nowMs);
    copy.begin();
    const int64_t changed = copy.use(LookUpFirst).bind(reason).run();
    copy.use(KeepTime).bind(Scope).bind(RestoredName).bind(time).run();
    copy.commit();
    return changed;
}

void writeMark(const std::string& mark)
{
    makePrivateFile(mark);
    syncFile(mark);
    syncFolderOf(mark);
}

/// Keeps the store that is there, its log with it, under a name of its own. Returns that name; empty: there
/// was nothing.
std::string setAside(const std::string& store, int64_t nowMs)
{
    const std::string wanted = store + ".replaced-" + stampOf(nowMs);
    std::string name = wanted;
    for (int i = 2; fileExists(name) || fileExists(name + "-wal"); ++i)
    {
        name = wanted + "-" + std::to_string(i);
    }
    bool any = false;
    for (const char* suffix : {"", "-wal", "-journal"})
    {
        if (fileExists(store + suffix))
        {
            any = any || sizeOfFile(store + suffix) != 0;
            moveFile(store + suffix, name + suffix);
        }
    }
    removeFile(store + "-shm"); // made anew from the log
    return any ? name : std::string();
}

/// An open backup that was read whole and is sound.
std::unique_ptr<SqliteConnection> checkedBackup(const std::string& file, const SqliteOptions& options)
{
    SqliteUse use = SqliteUse::Read;
    int version = 0;
    auto backup = connectToRead(file, options, use, version);
    checkWholeFile(*backup, file);
    return backup;
}

RestoreReport replaceStore(const std::string& store, std::unique_ptr<SqliteConnection> backup, int64_t nowMs,
                           const SqliteOptions& options)
{
    const std::string part = store + ".part";
    RestoreReport report;
    copyWhole(*backup, part);
    backup.reset();
    report.lookedUp = prepare(part, nowMs, options);
    report.copy = checkCopy(part, options);
    syncFile(part);
    const std::string mark = store + RestoreMark;
    writeMark(mark);
    report.replaced = setAside(store, nowMs);
    moveFile(part, store);
    syncFolderOf(store);
    removeFile(mark);
    syncFolderOf(store);
    return report;
}

} // namespace

RestoreReport restoreSqlite(const std::string& path, const std::string& file, const Surroundings& around,
                            const SqliteOptions& options)
{
    const std::string store = absolutePath(path);
    const std::string backup = absolutePath(file);
    if (store == backup)
    {
        throw StoreError(Kind::Unusable, text::say("store.restore.itself", {file}));
    }
    if (!fileExists(backup))
    {
        throw StoreError(Kind::Unusable, text::say("store.restore.no_file", {file}));
    }
    std::unique_ptr<SqliteConnection> sound;
    try
    {
        sound = checkedBackup(backup, options);
    }
    catch (const SqliteError& error)
    {
        throw storeErrorOf(backup, error, "store.open_failed");
    }
    try
    {
        std::filesystem::create_directories(pathOf(store).parent_path());
        const StoreLock lock(store + ".lock");
        return replaceStore(store, std::move(sound), around.nowMs(), options);
    }
    catch (const SqliteError& error)
    {
        removeFile(store + ".part");
        throw StoreError(Kind::Unusable, text::say("store.restore.failed", {store, error.what()}));
    }
    catch (const std::system_error& error)
    {
        removeFile(store + ".part");
        throw StoreError(Kind::Unusable, text::say("store.restore.failed", {store, error.what()}));
    }
}

RestoreReport restoreStore(const std::string& url, const std::string& file, const Surroundings& around)
{
    return restoreSqlite(pathOfStore(url), file, around, SqliteOptions());
}

int64_t restoredMs(Store& store)
{
    int64_t ms = 0;
    if (const auto text = store.state(Scope, RestoredName))
    {
        std::from_chars(text->data(), text->data() + text->size(), ms);
    }
    return ms;
}

} // namespace duijie::store
