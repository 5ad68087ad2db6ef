// From a mapped body to the vendor's own form.
#pragma once

#include "JdyFields.h"

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::jdy
{

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
/// (path, what was found, what was expected); empty when there is nothing. `naturalKeyField` names the head
/// field of the key.
std::string prepareBill(const BillForm& form, sdk::JsonValue mapped, const std::string& naturalKeyField,
                        JdyPrepared& out);

} // namespace duijie::jdy
