// The published JSON Schema of duijie.json: for editors, and a second reading beside the reader's own.
#pragma once

#include "config/Problem.h"

#include <Poco/JSON/Object.h>

#include <set>
#include <string>

namespace duijie::config
{

/// The schema itself, JSON text (draft 7).
extern const char* const SchemaText;

/// The paths of the values that the schema refuses; of those inside each other the innermost. A null counts
/// as absent, as it does for the reader.
std::set<std::string> refusedBySchema(const Poco::JSON::Object::Ptr& root);

/// Adds a problem for each such value of which nothing is said yet, neither there nor inside it nor around
/// it: the reader's own sentences are better.
void checkSchema(const Poco::JSON::Object::Ptr& root, Problems& problems);

} // namespace duijie::config
