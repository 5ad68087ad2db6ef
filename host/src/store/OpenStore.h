// Opening a store by its URL.
#pragma once

#include "store/Store.h"

#include <stdexcept>

namespace duijie::store
{

class StoreError : public std::runtime_error
{
public:
    enum class Kind
    {
        Unusable, ///< cannot be opened, damaged, or made by a newer version
        Locked    ///< another host holds it
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

/// Opens "sqlite:PATH", making it (and its folder) when it is not there and Access::Own is asked. Throws
/// StoreError with a sentence that says what was found and what to do.
std::unique_ptr<Store> openStore(const std::string& url, Access access);

} // namespace duijie::store
