#undef _FORTIFY_SOURCE // its longjmp takes a jump to another stack for a mistake
#include "Fiber.h"

#include <csetjmp>
#include <cxxabi.h>
#include <new>
#include <sys/mman.h>
#include <ucontext.h>
#include <utility>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace duijie::simulation
{

namespace
{

constexpr std::size_t StackBytes = 512 * 1024;
constexpr std::size_t GuardBytes = 4096;

} // namespace

namespace
{

// Made once and used again: a world starts hundreds of fibers.
class Stacks
{
public:
    ~Stacks()
    {
        for (void* memory : _free)
        {
            ::munmap(memory, GuardBytes + StackBytes);
        }
    }

    void* take()
    {
        if (!_free.empty())
        {
            void* const memory = _free.back();
            _free.pop_back();
            return memory;
        }
        void* const memory = ::mmap(nullptr, GuardBytes + StackBytes, PROT_READ | PROT_WRITE,
                                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
        if (memory == MAP_FAILED)
        {
            throw std::bad_alloc();
        }
        ::mprotect(memory, GuardBytes, PROT_NONE);
        return memory;
    }

    void give(void* memory) { _free.push_back(memory); }

private:
    std::vector<void*> _free;
};

thread_local Stacks stacks;

} // namespace

struct Fiber::Parts
{
    // What the C++ runtime keeps for each thread of exceptions that are under way: each fiber needs its own.
    struct Exceptions
    {
        void* caught = nullptr;
        unsigned int uncaught = 0;
    };

    static Exceptions& current() { return *reinterpret_cast<Exceptions*>(abi::__cxa_get_globals()); }

    // One side of a switch, and what the sanitizers must be told of it.
    struct Side
    {
        ucontext_t context{};
        std::jmp_buf place; // where it rests, once it has begun
        bool begun = false;
        Exceptions exceptions;
        const void* bottom = nullptr;
        std::size_t size = 0;
        void* shadow = nullptr; // of the address sanitizer, while the side rests
        void* thread = nullptr; // of the thread sanitizer
    };

    static void arrive([[maybe_unused]] Side& to, [[maybe_unused]] Side* from)
    {
#if defined(__SANITIZE_ADDRESS__)
        const void* bottom = nullptr;
        std::size_t size = 0;
        __sanitizer_finish_switch_fiber(to.shadow, &bottom, &size);
        if (from != nullptr && from->bottom == nullptr)
        {
            from->bottom =
                bottom; // the stack of the thread itself, learned from the first switch away from it
            from->size = size;
        }
#endif
    }

    // swapcontext asks the system for the signal mask each time; only the first step onto a stack needs it.
    // The sanitizers would not follow a jump.
    static void leave(Side& from, Side& to)
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        ::swapcontext(&from.context, &to.context);
#else
        from.begun = true;
        if (_setjmp(from.place) != 0)
        {
            return;
        }
        if (to.begun)
        {
            ::_longjmp(to.place, 1);
        }
        ::setcontext(&to.context);
#endif
    }

    static void change(Side& from, Side& to, [[maybe_unused]] bool forGood)
    {
        std::swap(from.exceptions, current());
        std::swap(current(), to.exceptions);
#if defined(__SANITIZE_ADDRESS__)
        __sanitizer_start_switch_fiber(forGood ? nullptr : &from.shadow, to.bottom, to.size);
#endif
#if defined(__SANITIZE_THREAD__)
        __tsan_switch_to_fiber(to.thread, 0);
#endif
        leave(from, to);
        arrive(from, &to);
    }

    std::function<void()> work;
    Side inside;
    Side outside;
    void* memory = nullptr;
    bool ended = false;

    static void enter(unsigned int high, unsigned int low)
    {
        const auto address = (static_cast<uintptr_t>(high) << 32) | low;
        Parts& parts = *reinterpret_cast<Parts*>(address);
        arrive(parts.inside, &parts.outside);
        parts.work();
        parts.work = {};
        parts.ended = true;
        change(parts.inside, parts.outside, true);
    }
};

Fiber::Fiber(std::function<void()> work) : _parts(std::make_unique<Parts>())
{
    Parts& parts = *_parts;
    parts.work = std::move(work);
    parts.memory = stacks.take();
    ::getcontext(&parts.inside.context);
    parts.inside.context.uc_stack.ss_sp = static_cast<char*>(parts.memory) + GuardBytes;
    parts.inside.context.uc_stack.ss_size = StackBytes;
    parts.inside.bottom = parts.inside.context.uc_stack.ss_sp;
    parts.inside.size = StackBytes;
#if defined(__SANITIZE_THREAD__)
    parts.inside.thread = __tsan_create_fiber(0);
#endif
    const auto address = reinterpret_cast<uintptr_t>(&parts);
    ::makecontext(&parts.inside.context, reinterpret_cast<void (*)()>(&Parts::enter), 2,
                  static_cast<unsigned int>(address >> 32), static_cast<unsigned int>(address));
}

Fiber::~Fiber()
{
#if defined(__SANITIZE_THREAD__)
    __tsan_destroy_fiber(_parts->inside.thread);
#endif
    stacks.give(_parts->memory);
}

void Fiber::resume()
{
#if defined(__SANITIZE_THREAD__)
    _parts->outside.thread = __tsan_get_current_fiber();
#endif
    Parts::change(_parts->outside, _parts->inside, false);
}

void Fiber::pause()
{
    Parts::change(_parts->inside, _parts->outside, false);
}

bool Fiber::ended() const noexcept
{
    return _parts->ended;
}

} // namespace duijie::simulation
