#include "PowerVfs.h"

#include "VfsBelow.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace duijie::store::test
{

namespace
{

constexpr std::size_t Sector = 512;

/// A write or, without bytes, a new size.
struct Change
{
    std::size_t at = 0;
    std::string bytes;
    bool cuts = false;
};

struct Shadow
{
    std::string synced;
    std::vector<Change> pending;
    bool durable = false; ///< its name is, since its first sync
    bool gone = false;    ///< removed, perhaps not durably
};

struct Disk
{
    std::recursive_mutex mutex; // the hook asks for images
    std::map<std::string, Shadow> files;
    std::function<void()> beforeSync;
    bool lies = false;
};

Disk& disk()
{
    static Disk one;
    return one;
}

void write(std::string& content, std::size_t at, std::string_view bytes)
{
    content.resize(std::max(content.size(), at + bytes.size()));
    content.replace(at, bytes.size(), bytes);
}

void apply(std::string& content, const Change& change)
{
    change.cuts ? content.resize(change.at) : write(content, change.at, change.bytes);
}

std::string anything(std::size_t size, std::mt19937_64& random)
{
    std::string out(size, '\0');
    std::generate(out.begin(), out.end(), [&] { return static_cast<char>(random()); });
    return out;
}

/// Sector by sector, as they lie in the file.
void applyTorn(std::string& content, const Change& change, bool garbage, std::mt19937_64& random)
{
    for (std::size_t done = 0; done < change.bytes.size();)
    {
        const std::size_t at = change.at + done;
        const std::size_t size = std::min(change.bytes.size() - done, Sector - at % Sector);
        const auto choice = random() % (garbage ? 3 : 2);
        if (choice == 0)
        {
            write(content, at, std::string_view(change.bytes).substr(done, size));
        }
        else if (choice == 2)
        {
            write(content, at, anything(size, random));
        }
        done += size;
    }
}

std::string contentAfter(const Shadow& file, Loss loss, std::mt19937_64& random)
{
    std::string content = file.synced;
    for (const Change& change : file.pending)
    {
        const bool kept = loss == Loss::None || (loss != Loss::All && random() % 2 == 0);
        if (!change.cuts && (loss == Loss::Torn || loss == Loss::Garbage))
        {
            applyTorn(content, change, loss == Loss::Garbage, random);
        }
        else if (kept)
        {
            apply(content, change);
        }
    }
    return content;
}

struct File
{
    sqlite3_file base;
    std::string* path;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* ours(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file);
}

sqlite3_file* real(sqlite3_file* file)
{
    return VfsBelow<File>::real(file);
}

/// SQLite syncs the folder together with the first sync of a log or journal.
bool isLog(const std::string& path)
{
    return path.ends_with("-wal") || path.ends_with("-journal");
}

void syncNames()
{
    for (auto at = disk().files.begin(); at != disk().files.end();)
    {
        at->second.durable = true;
        at = at->second.gone ? disk().files.erase(at) : std::next(at);
    }
}

int close(sqlite3_file* f)
{
    const int code = real(f)->pMethods->xClose(real(f));
    delete ours(f)->path;
    return code;
}
int write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at)
{
    {
        const std::lock_guard lock(disk().mutex);
        disk().files[*ours(f)->path].pending.push_back(
            {static_cast<std::size_t>(at),
             {static_cast<const char*>(from), static_cast<std::size_t>(n)},
             false});
    }
    return real(f)->pMethods->xWrite(real(f), from, n, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 size)
{
    {
        const std::lock_guard lock(disk().mutex);
        disk().files[*ours(f)->path].pending.push_back({static_cast<std::size_t>(size), {}, true});
    }
    return real(f)->pMethods->xTruncate(real(f), size);
}
int sync(sqlite3_file* f, int)
{
    const std::lock_guard lock(disk().mutex);
    if (disk().beforeSync)
    {
        disk().beforeSync();
    }
    if (disk().lies)
    {
        return SQLITE_OK;
    }
    Shadow& file = disk().files[*ours(f)->path];
    for (const Change& change : file.pending)
    {
        apply(file.synced, change);
    }
    file.pending.clear();
    const bool first = !std::exchange(file.durable, true);
    if (first && isLog(*ours(f)->path))
    {
        syncNames();
    }
    return SQLITE_OK; // the disk below loses no power
}
const sqlite3_io_methods Methods = []
{
    sqlite3_io_methods out = VfsBelow<File>::methods();
    out.xClose = close;
    out.xWrite = write;
    out.xTruncate = truncate;
    out.xSync = sync;
    return out;
}();

sqlite3_vfs* system()
{
    static sqlite3_vfs* const found = sqlite3_vfs_find("unix");
    return found;
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* outFlags)
{
    auto* opened = new (file) File();
    const bool there = name != nullptr && std::filesystem::exists(name);
    const int code = system()->xOpen(system(), name, opened->real(), flags, outFlags);
    opened->base.pMethods = code == SQLITE_OK ? &Methods : nullptr;
    opened->path = code == SQLITE_OK ? new std::string(name != nullptr ? name : "") : nullptr;
    if (code == SQLITE_OK && !there)
    {
        const std::lock_guard lock(disk().mutex);
        disk().files[*opened->path] = Shadow();
    }
    return code;
}

int remove(sqlite3_vfs*, const char* name, int syncFolder)
{
    {
        const std::lock_guard lock(disk().mutex);
        const auto found = disk().files.find(name);
        if (found != disk().files.end())
        {
            found->second.gone = true;
            found->second.durable = found->second.durable && syncFolder == 0;
        }
    }
    return system()->xDelete(system(), name, syncFolder);
}

sqlite3_vfs make()
{
    sqlite3_vfs out = *system();
    out.pNext = nullptr;
    out.zName = "power";
    out.szOsFile = static_cast<int>(sizeof(File)) + system()->szOsFile;
    out.xOpen = open;
    out.xDelete = remove;
    return out;
}

} // namespace

std::string PowerVfs::name()
{
    static sqlite3_vfs vfs = make();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? "power" : "none";
}

void PowerVfs::begin(std::function<void()> beforeSync, const std::map<std::string, std::string>& files)
{
    const std::lock_guard lock(disk().mutex);
    disk().files.clear();
    for (const auto& [path, content] : files)
    {
        disk().files[path] = {content, {}, true, false};
    }
    disk().beforeSync = std::move(beforeSync);
    disk().lies = false;
}

void PowerVfs::end()
{
    begin({});
}

void PowerVfs::lie()
{
    const std::lock_guard lock(disk().mutex);
    disk().lies = true;
}

void PowerVfs::image(const std::string& store, const std::string& folder, Loss loss, std::mt19937_64& random)
{
    for (const char* suffix : {"", "-wal", "-journal"})
    {
        const auto found = disk().files.find(store + suffix);
        if (found == disk().files.end())
        {
            continue;
        }
        const Shadow& file = found->second;
        // A name that is not durable, coming or going, is there or not.
        const bool there = file.durable ? !file.gone || random() % 2 == 0
                                        : !file.gone && loss != Loss::All && random() % 2 == 0;
        if (there)
        {
            const std::string path = folder + "/" + std::filesystem::path(store + suffix).filename().string();
            const std::string content = contentAfter(file, loss, random);
            std::ofstream(path, std::ios::binary)
                .write(content.data(), static_cast<std::streamsize>(content.size()));
        }
    }
}

} // namespace duijie::store::test
