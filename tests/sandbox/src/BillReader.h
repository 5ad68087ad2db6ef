#pragma once

#include "Book.h"
#include "Options.h"
#include "World.h"

#include <string_view>
#include <variant>

namespace duijie::sandbox
{

/** A save body that passed every check. */
struct SaveOrder
{
    Bill bill;
    /** The body asked for the audit in the same call. */
    bool audit = false;
};

/**
 * Reads and checks the body of a gain bill save (vendor: 盘盈单 save): flat head, `material_entity` lines,
 * ids as text that exist in the book, the quantity a JSON number above zero. Unknown keys are dropped in
 * silence.
 */
std::variant<SaveOrder, Refusal> readSaveBody(const World& world, const Behaviour& behaviour,
                                              std::string_view body);

} // namespace duijie::sandbox
