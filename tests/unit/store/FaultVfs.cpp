#include "FaultVfs.h"

#include "VfsBelow.h"

#include <atomic>
#include <new>

namespace duijie::store::test
{

namespace
{

std::atomic<long> g_countdown{0}; ///< 0: healthy
std::atomic<int> g_code{SQLITE_OK};
std::atomic<bool> g_sticky{false};
std::atomic<bool> g_reads{false}; ///< reads and openings count
std::atomic<bool> g_happened{false};

/// The result of this operation when it is to fail, else SQLITE_OK.
int fault()
{
    long left = g_countdown.load();
    while (left > 0)
    {
        if (left > 1 && g_countdown.compare_exchange_weak(left, left - 1))
        {
            return SQLITE_OK;
        }
        if (left == 1)
        {
            if (!g_sticky.load())
            {
                g_countdown.store(0);
            }
            g_happened.store(true);
            return g_code.load();
        }
    }
    return SQLITE_OK;
}

int readFault()
{
    return g_reads.load() ? fault() : SQLITE_OK;
}

struct File
{
    sqlite3_file base;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file)
{
    return VfsBelow<File>::real(file);
}

int read(sqlite3_file* f, void* to, int n, sqlite3_int64 at)
{
    const int code = readFault();
    return code != SQLITE_OK ? code : real(f)->pMethods->xRead(real(f), to, n, at);
}
int write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at)
{
    const int code = fault();
    return code != SQLITE_OK ? code : real(f)->pMethods->xWrite(real(f), from, n, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 size)
{
    const int code = fault();
    return code != SQLITE_OK ? code : real(f)->pMethods->xTruncate(real(f), size);
}
int sync(sqlite3_file* f, int flags)
{
    const int code = fault();
    return code != SQLITE_OK ? code : real(f)->pMethods->xSync(real(f), flags);
}
const sqlite3_io_methods Methods = []
{
    sqlite3_io_methods out = VfsBelow<File>::methods();
    out.xRead = read;
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
    auto* ours = new (file) File();
    const int refused = readFault() == SQLITE_OK ? SQLITE_OK : SQLITE_CANTOPEN;
    const int code =
        refused != SQLITE_OK ? refused : system()->xOpen(system(), name, ours->real(), flags, outFlags);
    ours->base.pMethods = code == SQLITE_OK ? &Methods : nullptr;
    return code;
}

int remove(sqlite3_vfs*, const char* name, int syncFolder)
{
    const int code = fault();
    return code != SQLITE_OK ? code : system()->xDelete(system(), name, syncFolder);
}

sqlite3_vfs make()
{
    sqlite3_vfs out = *system();
    out.pNext = nullptr;
    out.zName = "fault";
    out.szOsFile = static_cast<int>(sizeof(File)) + system()->szOsFile;
    out.xOpen = open;
    out.xDelete = remove;
    return out;
}

} // namespace

std::string FaultVfs::name()
{
    static sqlite3_vfs vfs = make();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? "fault" : "none";
}

void FaultVfs::failAt(long n, int code, bool sticky, Counted counted)
{
    g_happened.store(false);
    g_reads.store(counted == Counted::Everything);
    g_code.store(code);
    g_sticky.store(sticky);
    g_countdown.store(n);
}

void FaultVfs::heal()
{
    g_countdown.store(0);
}

bool FaultVfs::happened()
{
    return g_happened.load();
}

} // namespace duijie::store::test
