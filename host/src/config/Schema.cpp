#include "config/Schema.h"

#include "text/Catalogue.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>

#include <valijson/adapters/poco_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

namespace duijie::config
{

namespace
{

using Poco::Dynamic::Var;

const valijson::Schema& schema()
{
    static const std::unique_ptr<const valijson::Schema> parsed = []
    {
        auto made = std::make_unique<valijson::Schema>();
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(valijson::adapters::PocoJsonAdapter(Poco::JSON::Parser().parse(SchemaText)),
                            *made);
        return made;
    }();
    return *parsed;
}

// The checker asks for a signed number and would throw at one that is none.
Var bounded(const Var& value)
{
    const bool whole = value.isInteger() && !value.isBoolean() && !value.isSigned();
    return whole && value.convert<uint64_t>() > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())
               ? Var(value.convert<double>())
               : value;
}

Var simplified(const Var& value)
{
    if (value.type() == typeid(Poco::JSON::Object::Ptr))
    {
        Poco::JSON::Object::Ptr out = new Poco::JSON::Object;
        for (const auto& [name, member] : *value.extract<Poco::JSON::Object::Ptr>())
        {
            if (!member.isEmpty())
            {
                out->set(name, simplified(member));
            }
        }
        return out;
    }
    if (value.type() == typeid(Poco::JSON::Array::Ptr))
    {
        Poco::JSON::Array::Ptr out = new Poco::JSON::Array;
        for (const Var& item : *value.extract<Poco::JSON::Array::Ptr>())
        {
            out->add(simplified(item));
        }
        return out;
    }
    return bounded(value);
}

// {"<root>", "[flows]", "[panying]"} is "flows.panying"; of lists, {..., "[directories]", "[1]"} is
// "directories[1]".
std::string pathOf(const std::vector<std::string>& context, Var at)
{
    std::string out;
    for (std::size_t i = 1; i < context.size(); ++i)
    {
        const std::string& step = context[i];
        const std::string name = step.substr(1, step.size() - 2);
        if (at.type() == typeid(Poco::JSON::Array::Ptr))
        {
            out += step;
            at = at.extract<Poco::JSON::Array::Ptr>()->get(static_cast<unsigned>(std::stoul(name)));
        }
        else
        {
            out += (out.empty() ? "" : ".") + name;
            const bool object = at.type() == typeid(Poco::JSON::Object::Ptr);
            at = object ? at.extract<Poco::JSON::Object::Ptr>()->get(name) : Var();
        }
    }
    return out;
}

// Whether `inner` is `outer` or a value inside it.
bool isWithin(std::string_view inner, std::string_view outer)
{
    return outer.empty() ||
           (inner.substr(0, outer.size()) == outer &&
            (inner.size() == outer.size() || inner[outer.size()] == '.' || inner[outer.size()] == '['));
}

} // namespace

std::set<std::string> refusedBySchema(const Poco::JSON::Object::Ptr& root)
{
    const Var simple = simplified(root);
    valijson::ValidationResults results;
    valijson::Validator().validate(schema(), valijson::adapters::PocoJsonAdapter(simple), &results);
    std::set<std::string> all;
    for (const auto& error : results)
    {
        all.insert(pathOf(error.context, simple));
    }
    std::set<std::string> innermost;
    std::copy_if(all.begin(), all.end(), std::inserter(innermost, innermost.end()),
                 [&](const std::string& path)
                 {
                     return std::none_of(all.begin(), all.end(),
                                         [&](const std::string& other)
                                         { return other != path && isWithin(other, path); });
                 });
    return innermost;
}

void checkSchema(const Poco::JSON::Object::Ptr& root, Problems& problems)
{
    const Problems said = problems;
    for (const std::string& path : refusedBySchema(root))
    {
        const bool told = std::any_of(said.begin(), said.end(),
                                      [&](const Problem& problem) {
                                          return isWithin(problem.path, path) || isWithin(path, problem.path);
                                      });
        if (!told)
        {
            problems.push_back({path, text::say("config.schema")});
        }
    }
}

} // namespace duijie::config
