// What the faulty disks of the tests hand through to the system's own file below.
#pragma once

#include <sqlite3.h>

namespace duijie::store::test
{

/// `File` is a disk's own file; its real() is the system's.
template <typename File> struct VfsBelow
{
    static sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }

    /// Methods that change nothing; a disk puts its own in.
    static sqlite3_io_methods methods()
    {
        sqlite3_io_methods out{};
        out.iVersion = 2; // the next one maps files into memory, past every method here
        out.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
        out.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at)
        { return real(f)->pMethods->xRead(real(f), to, n, at); };
        out.xWrite = [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at)
        { return real(f)->pMethods->xWrite(real(f), from, n, at); };
        out.xTruncate = [](sqlite3_file* f, sqlite3_int64 size)
        { return real(f)->pMethods->xTruncate(real(f), size); };
        out.xSync = [](sqlite3_file* f, int flags) { return real(f)->pMethods->xSync(real(f), flags); };
        out.xFileSize = [](sqlite3_file* f, sqlite3_int64* size)
        { return real(f)->pMethods->xFileSize(real(f), size); };
        out.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
        out.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
        out.xCheckReservedLock = [](sqlite3_file* f, int* reserved)
        { return real(f)->pMethods->xCheckReservedLock(real(f), reserved); };
        out.xFileControl = [](sqlite3_file* f, int op, void* argument)
        { return real(f)->pMethods->xFileControl(real(f), op, argument); };
        out.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
        out.xDeviceCharacteristics = [](sqlite3_file* f)
        { return real(f)->pMethods->xDeviceCharacteristics(real(f)); };
        out.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** to)
        { return real(f)->pMethods->xShmMap(real(f), page, size, extend, to); };
        out.xShmLock = [](sqlite3_file* f, int offset, int n, int flags)
        { return real(f)->pMethods->xShmLock(real(f), offset, n, flags); };
        out.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
        out.xShmUnmap = [](sqlite3_file* f, int remove)
        { return real(f)->pMethods->xShmUnmap(real(f), remove); };
        return out;
    }
};

} // namespace duijie::store::test
