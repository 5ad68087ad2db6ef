#pragma once

#include "BillReader.h"

namespace duijie::sandbox
{

/** Reads and checks one line of a save body; `number` counts from 1 and `body` is the whole head. */
std::optional<Refusal> readBillLine(const World& world, const BillForm& form, const BillRules& rules,
                                    const JsonValue& body, const JsonValue& source, std::size_t number,
                                    BillLine& line);

} // namespace duijie::sandbox
