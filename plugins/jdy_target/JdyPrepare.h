// From a mapped body to the vendor's own form.
#pragma once

#include "JdyForms.h"

#include "duijie/sdk/Json.h"

#include <string>
#include <string_view>

namespace duijie::jdy
{

/// What our bills are found again by, and how a number of our own is made.
struct NaturalKeyRule
{
    std::string field = "remark"; ///< head field
    std::string prefix = "WDT-";  ///< of numbers made here
};

/// A body ready to be sent, and what it is found again by.
struct JdyPrepared
{
    std::string body;
    std::string naturalKey;
    std::string fingerprint;
    std::string scope; ///< the bill date
    std::string state; ///< the state it must have once written; empty: any
};

/// Formats `mapped` field by field, in the order given. Returns everything that is wrong in one sentence
/// (path, what was found, what was expected); empty when there is nothing. `number` is what people call the
/// source's document; a bill number is made of it when the key is bill_no and the body brings none.
std::string prepareBill(const BillForm& form, sdk::JsonValue mapped, const NaturalKeyRule& key,
                        std::string_view number, JdyPrepared& out);

/// The bill number made of `number`: the same for the same number, at most 30 characters of A-Z, 0-9 and '-'.
/// Empty when it cannot be made, with `why` set.
std::string billNumberOf(const std::string& prefix, std::string_view number, std::string& why);

} // namespace duijie::jdy
