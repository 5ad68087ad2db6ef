// One value of many: what `groupCalculate` and `bodySum` do with the same field of several rows.
#pragma once

#include "duijie/sdk/Json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

enum class Aggregate : uint8_t
{
    Sum,
    Average,
    Least,
    Greatest,
    Push,     ///< a list of all
    AddToSet, ///< a list without what is there already
    First,
    Last,
};

/// "$sum", "$avg", "$min", "$max", "$push", "$addToSet", "$first", "$last", also without the sign.
std::optional<Aggregate> aggregateOf(std::string_view name) noexcept;

/// The name that looks most like `name`; empty when none does.
std::string nearestAggregate(std::string_view name);

/// JSON of the result. Numbers are exact, and a text where one of them came as a text. Nothing: one of the
/// values is no number where numbers are wanted, or there would be more than 65 digits.
std::optional<std::string> aggregate(Aggregate kind, const std::vector<sdk::JsonValue>& values);

} // namespace duijie::plan
