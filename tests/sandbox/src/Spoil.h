#pragma once

#include "Faults.h"
#include "Message.h"

namespace duijie::sandbox
{

/** True when the call is carried out although its answer is spoiled. */
bool appliesCall(FaultKind kind);

/** The answer the caller gets instead of the good one; `good` is empty for faults that do not carry out the
 * call. */
Response spoil(const Fault& fault, Response good);

/** UTF-8 text as GBK bytes; what GBK cannot hold becomes a question mark. */
std::string toGbk(std::string_view text);

} // namespace duijie::sandbox
