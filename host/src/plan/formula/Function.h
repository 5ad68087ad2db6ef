// The functions an expression may call.
#pragma once

#include "plan/formula/Value.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan::formula
{

/// What functions may know besides their arguments.
struct Surroundings
{
    int64_t nowMs = 0;       ///< of the whole run, so that NOW() says the same everywhere
    int offsetMinutes = 480; ///< zone of times
};

using Arguments = std::span<const Value>;

struct Function
{
    std::string_view name; ///< in lower case
    std::size_t least = 0;
    std::size_t most = 0;   ///< Any: no limit
    bool takesNull = false; ///< else any argument that is NULL makes the result NULL
    Value (*call)(Arguments arguments, const Surroundings& surroundings) = nullptr;
    bool text = false;     ///< results in a text whatever the arguments are
    bool computes = false; ///< its arguments are numbers

    static constexpr std::size_t Any = static_cast<std::size_t>(-1);
};

/// Nothing, and the nearest name in `nearest`, for one that is not known. Case does not matter.
const Function* functionOf(std::string_view name, std::string& nearest);

/// The families, for functionOf().
std::span<const Function> textFunctions();
std::span<const Function> numberFunctions();
std::span<const Function> timeFunctions();
std::span<const Function> choiceFunctions();

/// The names the parser reads in forms of their own, CAST among them.
std::span<const std::string_view> formNames();

/// True for a type that CAST can make, in any case.
bool isCastType(std::string_view type) noexcept;

} // namespace duijie::plan::formula
