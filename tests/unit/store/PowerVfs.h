// A disk that loses power: an sqlite3_vfs over the system's own that knows what was synced and what was not.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>

namespace duijie::store::test
{

/// What a disk may hold after the power went.
enum class Loss
{
    All,     ///< nothing that was not synced
    Some,    ///< each write that was not synced, or not
    Torn,    ///< each sector of them, or not
    Garbage, ///< in each of their sectors what was there, what was written, or anything
    None     ///< everything got there
};

/// Registers itself as "power" for the whole process. Follows every file that SQLite opens through it, its
/// shared memory apart.
class PowerVfs
{
public:
    /// Makes sure that it is registered; returns its name.
    static std::string name();

    /// Forgets what it knows but these durable files and their bytes, and calls `beforeSync` from now on, on
    /// the thread that syncs, before each sync takes effect.
    static void begin(std::function<void()> beforeSync, const std::map<std::string, std::string>& files = {});
    static void end();

    /// A disk that says "synced" and does nothing, until end().
    static void lie();

    /// Writes into `folder` what the files of `store` might be if the power went now. Only from `beforeSync`.
    static void image(const std::string& store, const std::string& folder, Loss loss,
                      std::mt19937_64& random);
};

} // namespace duijie::store::test
