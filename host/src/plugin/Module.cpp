#include "plugin/Module.h"

#include <utility>

#ifdef _WIN32
#include "text/Paths.h"

#include <windows.h>
#else
#include <dlfcn.h>
#endif

namespace duijie::plugin
{

Module::~Module()
{
    close();
}

Module::Module(Module&& other) noexcept : _handle(std::exchange(other._handle, nullptr)) {}

Module& Module::operator=(Module&& other) noexcept
{
    std::swap(_handle, other._handle);
    return *this;
}

#ifdef _WIN32

bool Module::open(const std::string& path, std::string& error)
{
    close();
    _handle = LoadLibraryExW(text::pathOf(path).c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (_handle == nullptr)
    {
        error = text::systemReason({static_cast<int>(GetLastError()), std::system_category()});
    }
    return _handle != nullptr;
}

void* Module::symbol(const char* name) const noexcept
{
    return reinterpret_cast<void*>(GetProcAddress(static_cast<HMODULE>(_handle), name));
}

void Module::close() noexcept
{
    if (_handle != nullptr)
    {
        FreeLibrary(static_cast<HMODULE>(std::exchange(_handle, nullptr)));
    }
}

bool Module::isMapped(const std::string& path) noexcept
{
    return GetModuleHandleW(text::pathOf(path).c_str()) != nullptr;
}

void Module::dropLeftOver(const std::string& path) noexcept
{
    if (HMODULE module = GetModuleHandleW(text::pathOf(path).c_str()); module != nullptr)
    {
        FreeLibrary(module);
    }
}

#else

bool Module::open(const std::string& path, std::string& error)
{
    close();
    _handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (_handle == nullptr)
    {
        const char* const told = ::dlerror();
        error = told != nullptr ? told : "the loader gives no reason";
    }
    return _handle != nullptr;
}

void* Module::symbol(const char* name) const noexcept
{
    return _handle != nullptr ? ::dlsym(_handle, name) : nullptr;
}

void Module::close() noexcept
{
    if (_handle != nullptr)
    {
        ::dlclose(std::exchange(_handle, nullptr));
    }
}

bool Module::isMapped(const std::string& path) noexcept
{
    void* const handle = ::dlopen(path.c_str(), RTLD_LAZY | RTLD_NOLOAD);
    if (handle != nullptr)
    {
        ::dlclose(handle);
    }
    return handle != nullptr;
}

void Module::dropLeftOver(const std::string& path) noexcept
{
    void* const handle = ::dlopen(path.c_str(), RTLD_LAZY | RTLD_NOLOAD);
    if (handle != nullptr)
    {
        ::dlclose(handle);
        ::dlclose(handle);
    }
}

#endif

} // namespace duijie::plugin
