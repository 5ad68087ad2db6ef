#include "config/Schema.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>

#include <valijson/adapters/poco_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace duijie::config
{

namespace
{

const valijson::Schema& schema()
{
    static const Poco::Dynamic::Var text = Poco::JSON::Parser().parse(SchemaText);
    static valijson::Schema parsed;
    static const bool once = []
    {
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::PocoJsonAdapter(text), parsed);
        return true;
    }();
    (void)once;
    return parsed;
}

// A copy without nulls.
Poco::Dynamic::Var withoutNulls(const Poco::Dynamic::Var& value)
{
    if (value.type() == typeid(Poco::JSON::Object::Ptr))
    {
        Poco::JSON::Object::Ptr out = new Poco::JSON::Object;
        for (const auto& [name, member] : *value.extract<Poco::JSON::Object::Ptr>())
        {
            if (!member.isEmpty())
            {
                out->set(name, withoutNulls(member));
            }
        }
        return out;
    }
    return value;
}

// {"<root>", "[flows]", "[panying]"} is "flows.panying"; of lists, "[directories]", "[1]" is
// "directories[1]".
std::string pathOf(const std::vector<std::string>& context)
{
    std::string out;
    for (std::size_t i = 1; i < context.size(); ++i)
    {
        const std::string inner = context[i].substr(1, context[i].size() - 2);
        const bool index = !inner.empty() && inner.find_first_not_of("0123456789") == std::string::npos;
        out += index ? context[i] : (out.empty() ? "" : ".") + inner;
    }
    return out;
}

} // namespace

std::vector<Refusal> checkSchema(const Poco::JSON::Object::Ptr& root)
{
    const Poco::Dynamic::Var pruned = withoutNulls(root);
    valijson::Validator validator;
    valijson::ValidationResults results;
    validator.validate(schema(), valijson::adapters::PocoJsonAdapter(pruned), &results);
    std::vector<Refusal> out;
    for (const auto& error : results)
    {
        out.push_back({pathOf(error.context), error.description});
    }
    return out;
}

} // namespace duijie::config
