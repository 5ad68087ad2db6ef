// Names in templates that are not fields of a row: times and paging.
#pragma once

#include "plan/SourcePlan.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace duijie::plan
{

struct Variable
{
    enum class Kind : uint8_t
    {
        LastSyncTime,
        CurrentTime,
        Ago, ///< `ago` milliseconds before now
        PageSize,
        StartPage,
        StartRow,
    };

    Kind kind = Kind::CurrentTime;
    int64_t ago = 0;

    bool isPaging() const noexcept { return kind >= Kind::PageSize; }
};

/// The variable of this name; nothing when the name is a field's.
std::optional<Variable> variableOf(std::string_view name) noexcept;

/// What a time variable stands for, Unix milliseconds.
int64_t timeOf(const Variable& variable, const TimeVariables& times) noexcept;

/// What a paging variable stands for on the first page: pages count from 1, rows from 0.
constexpr int64_t firstPage(const Variable& variable, int64_t pageSize) noexcept
{
    return variable.kind == Variable::Kind::PageSize    ? pageSize
           : variable.kind == Variable::Kind::StartPage ? 1
                                                        : 0;
}

} // namespace duijie::plan
