// The published JSON Schema of duijie.json, for editors and as a second reading beside the reader's own.
#pragma once

#include <Poco/JSON/Object.h>

#include <string>
#include <vector>

namespace duijie::config
{

/// The schema itself, JSON text (draft 7).
extern const char* const SchemaText;

/// One thing the schema refuses.
struct Refusal
{
    std::string path;
    std::string reason; ///< the checker's own words, English
};

/// Everything the schema refuses in `root`. A null counts as absent, as it does for the reader.
std::vector<Refusal> checkSchema(const Poco::JSON::Object::Ptr& root);

} // namespace duijie::config
