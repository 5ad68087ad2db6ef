// One live connector, and everything that must outlive it.
#pragma once

#include "duijie/abi/connector.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace duijie::plugin
{

class Library;
struct Stamp;

/// Owns a connector and a share of its library: the library is unloaded after its last instance. Keeps the
/// order of a connector's life, whatever the caller does: open once, close once, nothing after close.
///
/// Rationale: the boundary's functions are noexcept, so nothing thrown inside them can be caught out here;
/// what can go wrong out here is calling them in the wrong order.
class Instance
{
public:
    /// Takes the object over; it was made by `library`.
    Instance(std::shared_ptr<Library> library, std::string connectorId, std::unique_ptr<Connector> connector);

    /// Closes and deletes the connector, then lets go of the library.
    ~Instance();

    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    const std::string& connectorId() const noexcept { return _connectorId; }

    /// Id, version and the rest of its library's stamp.
    const Stamp& stamp() const noexcept;

    /// File it came from.
    const std::string& path() const noexcept;

    /// [control] The connector's own description as JSON text; empty when it gives none.
    std::string describe();

    /// [control] STATUS_INTERNAL with a sentence when it was opened or closed before.
    Status open(Host& host, CallContext& context, std::string_view settings);

    /// [control] Safe twice and without open.
    void close() noexcept;

    /// [any] The ability, for example ability<Source>(); null: not supported, or not open. Valid until close.
    template <typename Ability> Ability* ability() noexcept
    {
        return static_cast<Ability*>(query(Ability::IID));
    }

    /// [any] The same by id.
    void* query(const char* iid) noexcept;

private:
    enum class Phase
    {
        Made,
        Open,
        Closed
    };

    std::shared_ptr<Library> _library; // first: goes last
    std::string _connectorId;
    std::unique_ptr<Connector> _connector;
    std::mutex _mutex;
    Phase _phase = Phase::Made; // guarded by _mutex
};

} // namespace duijie::plugin
