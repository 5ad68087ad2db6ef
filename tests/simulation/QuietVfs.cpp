#include "QuietVfs.h"

#include <sqlite3.h>

namespace duijie::simulation
{

namespace
{

constexpr const char* Name = "duijie-quiet";

int nothing(sqlite3_file*, int)
{
    return SQLITE_OK;
}

int nobodyElse(sqlite3_file*, int* reserved)
{
    *reserved = 0;
    return SQLITE_OK;
}

int noSharedLock(sqlite3_file*, int, int, int)
{
    return SQLITE_OK;
}

sqlite3_vfs* system()
{
    static sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
    return vfs;
}

// The system's own methods, but for those that only other processes and power cuts make necessary.
const sqlite3_io_methods* quiet(const sqlite3_io_methods& methods)
{
    static const sqlite3_io_methods Quiet = [&]
    {
        sqlite3_io_methods out = methods;
        out.xLock = out.xUnlock = nothing;
        out.xCheckReservedLock = nobodyElse;
        out.xShmLock = noSharedLock;
        out.xSync = nothing;
        return out;
    }();
    return &Quiet;
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    const int code = system()->xOpen(system(), name, file, flags, outFlags);
    if (code == SQLITE_OK && file->pMethods != nullptr && (flags & SQLITE_OPEN_MAIN_DB) != 0)
    {
        file->pMethods = quiet(*file->pMethods);
    }
    return code;
}

} // namespace

const char* quietVfs()
{
    static const int registered = []
    {
        // Else all threads of the process wait for one another to count their memory.
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        static sqlite3_vfs vfs = *system();
        vfs.pNext = nullptr;
        vfs.zName = Name;
        vfs.xOpen = open;
        return sqlite3_vfs_register(&vfs, 0);
    }();
    return registered == SQLITE_OK ? Name : nullptr;
}

} // namespace duijie::simulation
