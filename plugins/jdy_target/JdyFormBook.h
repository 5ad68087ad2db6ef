// The forms of one connection: those that are known, and those that target documents configured.
#pragma once

#include "JdyForms.h"

#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace duijie::jdy
{

/// Thread-safe; a form in use stays as it is.
class JdyFormBook
{
public:
    /// Null for a bill that is neither known nor configured.
    std::shared_ptr<const BillForm> find(std::string_view api) const;

    /// Lays `options` (JSON object, may be empty) over the known form of `api`, or over the plain one.
    /// Replaces what was configured before. Returns what is wrong; empty when there is nothing.
    std::string configure(std::string_view api, std::string_view options);

private:
    mutable std::shared_mutex _mutex;
    BillForms _configured;
};

} // namespace duijie::jdy
