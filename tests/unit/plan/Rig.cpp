#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

namespace duijie::plan::test
{

TimeVariables times()
{
    TimeVariables out;
    out.lastSyncMs = 1717171200000;
    out.currentMs = 1717174800123;
    out.nowMs = 1717174860000;
    return out;
}

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    sdk::appendJsonEscaped(out, text);
    return out + "\"";
}

namespace
{

std::string joined(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts)
    {
        out += (out.empty() ? "" : ",") + part;
    }
    return out;
}

std::string withMore(std::string_view more)
{
    return more.empty() ? std::string() : "," + std::string(more);
}

} // namespace

std::string node(std::string_view field, std::string_view value, std::string_view type, std::string_view more)
{
    return "{\"field\":" + quoted(field) + ",\"type\":" + quoted(type) + ",\"value\":" + quoted(value) +
           withMore(more) + "}";
}

std::string arrayNode(std::string_view field, std::string_view list, const std::vector<std::string>& children)
{
    return node(field, list, "array", "\"children\":[" + joined(children) + "]");
}

std::string target(const std::vector<std::string>& nodes, std::string_view more)
{
    return "{\"api\":\"/save\",\"effect\":\"EXECUTE\",\"method\":\"POST\",\"request\":[" + joined(nodes) +
           "]" + withMore(more) + "}";
}

std::string source(const std::vector<std::string>& nodes, std::string_view more)
{
    return "{\"api\":\"list\",\"id\":\"id\",\"method\":\"POST\",\"request\":[" + joined(nodes) + "]" +
           withMore(more) + "}";
}

std::string show(const Findings& findings)
{
    std::string out;
    for (const Finding& finding : findings)
    {
        out += (finding.error ? "error " : "warning ") + finding.path + ": " + finding.message + "\n";
    }
    return out;
}

std::string show(const std::vector<FieldError>& errors)
{
    std::string out;
    for (const FieldError& error : errors)
    {
        out += error.path + ": " + error.message + "\n";
    }
    return out;
}

std::string dataFile(std::string_view name)
{
    std::ifstream file(std::string(PLAN_DATA) + "/" + std::string(name), std::ios::binary);
    BOOST_REQUIRE_MESSAGE(file.good(), "data file " << name);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Dataset& Datasets::add(const std::string& id)
{
    return *_sets.emplace(id, std::make_unique<Dataset>()).first->second;
}

const Dataset* Datasets::dataset(std::string_view id) const
{
    const auto found = _sets.find(id);
    return found == _sets.end() ? nullptr : found->second.get();
}

Rig::Rig(std::string_view document) : plan(TargetPlan::compile(document, findings)) {}

Mapped Rig::map(std::string_view text, std::vector<Trace>* trace)
{
    BOOST_REQUIRE_MESSAGE(plan != nullptr, "the document compiles:\n" << show(findings));
    BOOST_REQUIRE_MESSAGE(row.parse(text), row.error());
    Mapped out;
    plan->map(row.root(), times(), datasets, out, trace);
    return out;
}

std::string Rig::body(std::string_view text)
{
    const Mapped out = map(text);
    return out.ok() ? out.body : "errors: " + show(out.errors);
}

} // namespace duijie::plan::test
