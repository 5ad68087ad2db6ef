// Places in an api's path: /api/v2/app/{app_id}/entry/{entry_id}/data.
#pragma once

#include "plan/FieldTree.h"
#include "plan/Report.h"

#include <string>
#include <vector>

namespace duijie::plan
{

/// Fills each place with the constant of the request field of that name; "app_id" is found in "appId", too.
/// What no field fills stays, with a warning: a connector may know it.
void fillPlaces(std::string& api, const std::vector<FieldNode>& request, Report& report);

} // namespace duijie::plan
