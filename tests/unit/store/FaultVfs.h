// A disk that fails on request: an sqlite3_vfs over the system's own.
#pragma once

#include <string>

namespace duijie::store::test
{

/// What counts as an operation.
enum class Counted
{
    Changes,   ///< writes, syncs, truncations, deletions
    Everything ///< reads and openings too
};

/// Registers itself as "fault" for the whole process. Counts operations on all files that SQLite opens
/// through it, and lets chosen ones fail.
class FaultVfs
{
public:
    /// Makes sure that it is registered; returns its name.
    static std::string name();

    /// From the n-th operation on (1: the next one) operations fail with this result code; `sticky`: until
    /// heal(), else just one.
    static void failAt(long n, int code, bool sticky, Counted counted = Counted::Changes);
    static void heal();

    /// Whether a fault has been given since failAt().
    static bool happened();
};

} // namespace duijie::store::test
