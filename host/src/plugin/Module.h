// The system's own shared library handle. Rationale: Poco's SharedLibrary binds lazily, so that a missing
// symbol ends the process at the first call, and its class loader never lets go of a library that it refuses.
#pragma once

#include <string>

namespace duijie::plugin
{

/// One reference to an open library. Movable, not copyable.
class Module
{
public:
    Module() = default;
    ~Module();
    Module(Module&& other) noexcept;
    Module& operator=(Module&& other) noexcept;

    /// Opens with every symbol bound now and nothing given to other libraries. False: `error` says why, in
    /// the system's words, and nothing stays open. Static constructors run in here.
    bool open(const std::string& path, std::string& error);

    bool isOpen() const noexcept { return _handle != nullptr; }

    /// Address of an exported function, or null.
    void* symbol(const char* name) const noexcept;

    /// Lets go. The library leaves the process with its last reference.
    void close() noexcept;

    /// True when the library of this path is in the process.
    static bool isMapped(const std::string& path) noexcept;

    /// Takes away one reference that somebody else left behind.
    static void dropLeftOver(const std::string& path) noexcept;

private:
    void* _handle = nullptr;
};

} // namespace duijie::plugin
