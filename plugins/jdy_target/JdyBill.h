// Head of a bill as the vendor lists it.
#pragma once

#include "duijie/abi/target.h"
#include "duijie/sdk/Json.h"

#include <string>
#include <string_view>

namespace duijie::jdy
{

struct JdyBill
{
    std::string id;
    std::string number;
    std::string naturalKey;
    std::string state;
    std::string fingerprint;
    std::string scope;

    BillView view() const noexcept;
};

/// Reads a row of a list, or a detail. `keyField`: the member that holds the natural key. No fingerprint.
JdyBill headOf(sdk::JsonValue row, std::string_view keyField);

} // namespace duijie::jdy
