#include "SchemaPlaces.h"

#include "config/Schema.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>

#include <set>
#include <sstream>

namespace duijie::config::test
{

namespace
{

using Poco::Dynamic::Var;

bool isObject(const Var& value)
{
    return value.type() == typeid(Object);
}

// The parts of the schema that count for an object: its own and the branch of each condition.
std::vector<Object> partsFor(const Object& node, const Object& value)
{
    std::vector<Object> out{node};
    std::vector<Object> conditions;
    if (node->has("if"))
    {
        conditions.push_back(node);
    }
    for (unsigned i = 0; node->isArray("allOf") && i < node->getArray("allOf")->size(); ++i)
    {
        conditions.push_back(node->getArray("allOf")->getObject(i));
    }
    for (const Object& condition : conditions)
    {
        const auto properties = condition->getObject("if")->getObject("properties");
        // The two kinds of conditions that there are: what kind of channel, and whether a flow writes.
        const bool holds = properties ? properties->getObject("kind") &&
                                            value->optValue<std::string>("kind", "") ==
                                                properties->getObject("kind")->getValue<std::string>("const")
                                      : value->has("plugin");
        Object branch = condition->getObject(holds ? "then" : "else");
        branch = branch && !holds ? branch->getObject("then") : branch; // where a dataset has a document
        if (branch)
        {
            out.push_back(branch);
        }
    }
    return out;
}

// Names that may stand in `value`, each with what the schema says of it.
std::map<std::string, Object> settingsOf(const Object& node, const Object& value)
{
    std::map<std::string, Object> out;
    std::set<std::string> forbidden;
    for (const Object& part : partsFor(node, value))
    {
        const auto properties = part->getObject("properties");
        for (const std::string& name : properties ? properties->getNames() : Way())
        {
            const Var inner = properties->get(name);
            if (isObject(inner) && out.count(name) == 0)
            {
                out.emplace(name, inner.extract<Object>());
            }
            if (inner.isBoolean() && !inner.convert<bool>())
            {
                forbidden.insert(name);
            }
        }
    }
    std::erase_if(out, [&](const auto& each) { return forbidden.count(each.first) != 0; });
    return out;
}

void collect(const Object& node, const Object& value, const Way& way, std::vector<SchemaPlace>& out)
{
    SchemaPlace place{way, settingsOf(node, value), node->isObject("additionalProperties")};
    const Object others = node->getObject("additionalProperties");
    for (const std::string& name : value->getNames())
    {
        const auto known = place.settings.find(name);
        const Object& inner = known == place.settings.end() ? others : known->second;
        if (inner && isObject(value->get(name)))
        {
            Way further = way;
            further.push_back(name);
            collect(inner, value->getObject(name), further, out);
        }
    }
    out.push_back(std::move(place));
}

} // namespace

std::string pathOf(const Way& way)
{
    std::string out;
    for (const std::string& name : way)
    {
        out += (out.empty() ? "" : ".") + name;
    }
    return out;
}

std::string with(const Way& way, const std::string& name, const std::string& value)
{
    const Object root = everything();
    Object at = root;
    for (const std::string& step : way)
    {
        at = at->getObject(step);
    }
    at->set(name, parsed("{\"x\": " + value + "}")->get("x"));
    std::ostringstream out;
    root->stringify(out);
    return out.str();
}

Object parsed(const std::string& json)
{
    return Poco::JSON::Parser().parse(json).extract<Object>();
}

const Object& publishedSchema()
{
    static const Object root = parsed(SchemaText);
    return root;
}

Object everything()
{
    return parsed(R"({
      "language": "en", "secrets": {}, "plugins": {"directories": ["p"]}, "store": {"url": "sqlite:x", "retention": {}},
      "log": {"levels": {"host": "debug"}}, "http": {},
      "connections": {"wdt": {"plugin": "w"}, "jdy": {"plugin": "j"}},
      "flows": {"writes": {"plugin": "p", "source": "wdt", "target": "jdy", "start": "2024-06-01 00:00:00", "audit": {}},
                "keeps": {"source": "jdy", "source_document": "m.json"}},
      "alerts": {"channels": {"dingtalk": {"kind": "dingtalk", "url": "env:X"}, "wecom": {"kind": "wecom", "url": "env:X"},
        "feishu": {"kind": "feishu", "url": "env:X"}, "webhook": {"kind": "webhook", "url": "env:X"},
        "mail": {"kind": "mail", "host": "h", "from": "a@b.c", "to": ["d@e.f"]}}}})");
}

std::vector<SchemaPlace> schemaPlaces()
{
    std::vector<SchemaPlace> out;
    collect(publishedSchema(), everything(), {}, out);
    return out;
}

} // namespace duijie::config::test
