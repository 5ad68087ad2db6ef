#pragma once

#include "Message.h"
#include "Parameters.h"
#include "World.h"

namespace duijie::sandbox
{

/** True for the paths of base data: lists, and details by `id` or `number`. All are called with GET. */
bool isBaseData(std::string_view path);

/** Answers such a path. Lists are paged and their `count` is a text; a missing row is an error, never empty
 * data. */
Response baseData(const World& world, std::string_view path, const Parameters& parameters);

} // namespace duijie::sandbox
