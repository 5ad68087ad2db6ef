// What may stand where in a configuration, by its schema.
#pragma once

#include <Poco/JSON/Object.h>

#include <map>
#include <string>
#include <vector>

namespace duijie::config::test
{

using Object = Poco::JSON::Object::Ptr;

/// A setting is given by the names on the way to it.
using Way = std::vector<std::string>;

std::string pathOf(const Way& way);

Object parsed(const std::string& json);

/// The schema as it is published.
const Object& publishedSchema();

/// Every object that a configuration may hold, with nothing wrong. Its flow "keeps" has the document m.json.
Object everything();

/// Text of the same with one member of an object changed or added; `value` is JSON.
std::string with(const Way& way, const std::string& name, const std::string& value);

/// An object of everything().
struct SchemaPlace
{
    Way way;
    std::map<std::string, Object> settings; ///< that may stand in it, each with its part of the schema
    bool free = false;                      ///< any name may
};

/// All of them.
std::vector<SchemaPlace> schemaPlaces();

} // namespace duijie::config::test
