// Where two bills differ, value by value: what a fingerprint only knows as a whole.
#pragma once

#include "JdyForms.h"

#include "duijie/sdk/Json.h"

#include <string>
#include <vector>

namespace duijie::jdy
{

/// One value that is not the same on both sides; texts to the last digit, empty where there is none.
struct JdyDifference
{
    std::string path;
    std::string expected;
    std::string found;
};

/// Compares exactly what fingerprintOf() takes in. Lines are matched by their references, in any order; paths
/// name the line as it was sent, or as it stands when it was never sent.
std::vector<JdyDifference> differencesOf(const BillForm& form, sdk::JsonValue expected, sdk::JsonValue found);

} // namespace duijie::jdy
