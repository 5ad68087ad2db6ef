// What the gallery's tests share.
#pragma once

#include "duijie/abi/host.h"
#include "plugin/Gate.h"

#include <string>

namespace gallery
{

/// A folder of its own for one test, removed at its end, and the mark that running plugin code would leave in
/// it.
class Room
{
public:
    Room();
    ~Room();

    /// Hangs the library of this name here, below `folder`, and gives its path.
    std::string hang(const std::string& name, const std::string& folder = {}) const;

    /// Any file instead of a library.
    std::string write(const std::string& name, const std::string& content) const;

    std::string path(const std::string& name) const;
    const std::string& folder() const noexcept { return _folder; }

    /// What plugin code has marked so far; empty: none of it ran.
    std::string marks() const;

private:
    std::string _folder;
};

#ifdef _WIN32
inline const std::string LibraryStart;
inline const std::string LibraryEnd = ".dll";
#else
inline const std::string LibraryStart = "lib";
inline const std::string LibraryEnd = ".so";
#endif

/// True when the system itself says that the library at `path` is in this process.
bool isMapped(const std::string& path);

/// The host as it was built.
duijie::plugin::HostAbi thisHost();

/// A host without services.
class EmptyHost final : public duijie::Host
{
public:
    void* query(const char*) noexcept override { return nullptr; }
};

/// Keeps the sentence.
class Context final : public duijie::CallContext
{
public:
    uint32_t cancelled() noexcept override { return 0; }
    void fail(duijie::StringView message) noexcept override { sentence.assign(message.data, message.size); }
    duijie::Status intend(duijie::StringView, duijie::StringView) noexcept override
    {
        return {duijie::STATUS_OK, 0};
    }
    void called(const duijie::CallInfo&) noexcept override {}

    std::string sentence;
};

} // namespace gallery
