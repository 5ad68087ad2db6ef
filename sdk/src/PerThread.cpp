#include "duijie/sdk/PerThread.h"

#ifdef _WIN32

#include <new>

#include <windows.h>

namespace duijie::sdk
{

PerThreadSlot::PerThreadSlot(void (*destroy)(void*)) : _index(FlsAlloc(destroy))
{
    if (_index == FLS_OUT_OF_INDEXES)
    {
        throw std::bad_alloc();
    }
}

PerThreadSlot::~PerThreadSlot()
{
    FlsFree(_index);
}

void* PerThreadSlot::get() const noexcept
{
    return FlsGetValue(_index);
}

void PerThreadSlot::set(void* own) noexcept
{
    FlsSetValue(_index, own);
}

} // namespace duijie::sdk

#endif
