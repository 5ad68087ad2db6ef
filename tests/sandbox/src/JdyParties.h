#pragma once

#include "Message.h"
#include "Parameters.h"
#include "World.h"

namespace duijie::sandbox
{

/** Departments, customers, suppliers and employees. */
Response listParties(const World& world, PartyKind kind, const Parameters& parameters);
Response partyDetail(const World& world, PartyKind kind, const Parameters& parameters);

/** The spaces of the warehouses. */
Response listSpaces(const World& world, const Parameters& parameters);
Response spaceDetail(const World& world, const Parameters& parameters);

/** The units of the materials named by `material_id=[…]`, or of all; `un_page=1` gives them in one page. */
Response listMaterialUnits(const World& world, const Parameters& parameters);
Response materialUnitDetail(const World& world, const Parameters& parameters);

} // namespace duijie::sandbox
