// The pages of a bill list, put together and counted.
#pragma once

#include "JdyBill.h"

#include <cstdint>
#include <unordered_set>
#include <vector>

namespace duijie::jdy
{

/// One reading of a list. For one thread.
class JdyBillList
{
public:
    explicit JdyBillList(std::string_view keyField) : _keyField(keyField) {}

    /// Takes `data` of the next page. False: no page after it is to be asked for.
    bool add(sdk::JsonValue data);

    /// How the vendor's own count and the different bills of its pages disagree; empty: the list is whole.
    std::string difference() const;

    const std::vector<JdyBill>& bills() const noexcept { return _bills; }

private:
    std::string_view _keyField;
    std::vector<JdyBill> _bills;
    std::unordered_set<std::string> _seen;
    int64_t _count = -1; ///< as the last page says
};

} // namespace duijie::jdy
