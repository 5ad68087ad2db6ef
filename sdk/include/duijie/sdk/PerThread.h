// Objects that each thread keeps, for work that would else begin with an allocation.
#pragma once

#ifdef _WIN32

namespace duijie::sdk
{

/// A pointer each thread has of its own, given to `destroy` when the thread ends or this does.
class PerThreadSlot
{
public:
    /// Throws std::bad_alloc when Windows has no more.
    explicit PerThreadSlot(void (*destroy)(void*));
    ~PerThreadSlot();
    PerThreadSlot(const PerThreadSlot&) = delete;
    PerThreadSlot& operator=(const PerThreadSlot&) = delete;

    void* get() const noexcept;
    void set(void* own) noexcept;

private:
    unsigned long _index;
};

/// One T a thread, made at its first use. mingw-w64 frees the memory of a thread_local before its destructor
/// has run, and nothing keeps the code of that destructor in the process when a plugin is unloaded.
template <typename T> class PerThread
{
public:
    T& get()
    {
        void* own = _slot.get();
        if (own == nullptr)
        {
            own = new T();
            _slot.set(own);
        }
        return *static_cast<T*>(own);
    }

private:
    static void destroy(void* own) { delete static_cast<T*>(own); }

    PerThreadSlot _slot{&destroy};
};

} // namespace duijie::sdk

/// In a function: `name` is a T that this thread keeps between calls.
#define DUIJIE_PER_THREAD(T, name)                                                                           \
    static ::duijie::sdk::PerThread<T> name##OfThreads;                                                      \
    T& name = name##OfThreads.get()

#else

#define DUIJIE_PER_THREAD(T, name) thread_local T name

#endif
