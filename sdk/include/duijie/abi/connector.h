// The class every plugin exports, through Poco's manifest named after the ABI major.
#pragma once

#include "duijie/abi/host.h"

namespace duijie
{
inline namespace abi1
{

/// Base of every exported class. Instances are made by the class loader (default constructor: must not throw,
/// must not call anything) and deleted by it.
///
/// Life: describe any number of times; open once; abilities are used; close once; delete. After close nothing
/// but the destructor is called. close is safe without open.
class Connector
{
public:
    virtual ~Connector() = default;

    /// [control] Puts one JSON object:
    /// {"kind":"source|target|flow","title":{"en":..,"zh":..},"settings":[..]}; the settings in the form of
    /// the kit's ConfigSpec. Needs no open.
    virtual void describe(TextSink& out) noexcept = 0;

    /// [control] Takes the settings (JSON object, already checked against describe; secrets still references)
    /// and the host's services. Makes no call to a vendor.
    virtual Status open(Host& host, CallContext& context, StringView settings) noexcept = 0;

    /// [control] Waits for running calls to end and lets go of everything.
    virtual void close() noexcept = 0;

    /// [any] The ability of this id ("duijie.source/1"), or null: not supported, which is never an error. The
    /// answer is owned by the connector and lives as long as it does. Rationale: a released interface is
    /// never edited; new abilities get new ids, and an old connector simply does not have them.
    virtual void* query(const char* iid) noexcept = 0;
};

} // namespace abi1
} // namespace duijie
