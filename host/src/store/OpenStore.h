// Opening a store by its URL.
#pragma once

#include "store/Store.h"

#include <functional>
#include <stdexcept>

namespace duijie::store
{

class StoreError : public std::runtime_error
{
public:
    enum class Kind
    {
        Unusable, ///< cannot be opened, read or written
        Locked,   ///< another host holds it
        Damaged,  ///< broken, cut short, half there, or no database at all
        Foreign,  ///< another program's
        Newer     ///< made by a newer version of this program
    };

    StoreError(Kind kind, const std::string& message) : std::runtime_error(message), _kind(kind) {}
    Kind kind() const noexcept { return _kind; }

private:
    Kind _kind;
};

enum class Access
{
    Own, ///< take the lock, write; one host at a time
    Read ///< look only: no lock, no change, works beside a running host
};

/// The path in "sqlite:PATH". Throws StoreError for any other address.
std::string pathOfStore(const std::string& url);

/// Told and asked while the disk takes nothing more. Called on the writer's thread; must not call the store.
class DiskWatch
{
public:
    virtual ~DiskWatch() = default;

    /// Nothing can be written; said once, until it goes on. The sentence says what to do.
    virtual void waits(const std::string& sentence) = 0;
    virtual void goesOn(const std::string& sentence) = 0;

    /// True: what waits to be written fails now. Asked several times a second.
    virtual bool stopping() = 0;
};

/// What a store is given from outside.
struct Surroundings
{
    std::function<int64_t()> nowMs; ///< the time of every change, Unix ms; thread-safe; needed by Access::Own

    /// Given: writes for which the disk has no room wait until it has, everything behind them waits too, and
    /// nothing is lost. Null: they fail at once.
    DiskWatch* disk = nullptr;
};

/// Opens "sqlite:PATH", making it (and its folder) when it is not there and Access::Own is asked. Throws
/// StoreError with a sentence that says what was found and what to do.
std::unique_ptr<Store> openStore(const std::string& url, Access access, const Surroundings& around);

/// Version of the database library this process runs with.
std::string engineVersion();

} // namespace duijie::store
