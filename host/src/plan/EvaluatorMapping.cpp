// The table of a field: which value of the target stands for one of the source.
#include "plan/Evaluator.h"

#include "duijie/sdk/PerThread.h"
#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

namespace duijie::plan
{

// What the table has for `value`; nothing, and the reason is told, when the field stays without.
std::optional<std::string> Evaluator::translated(const Mapping& mapping, const std::string& value)
{
    const ValueMapping& table = mapping.table;
    std::optional<std::string> found;
    if (mapping.dataset != NoSlot)
    {
        const Dataset* rows = dataset(mapping.dataset);
        const Dataset::Equals asked{table.from, value};
        TraceLookup told{table.dataset, table.from + " = \"" + value + "\"", 0, {}};
        const std::optional<Dataset::Hit> hit =
            rows == nullptr ? std::nullopt : rows->find(table.to, &asked, 1, nullptr, &told.row);
        told.hits = hit ? hit->hits : 0;
        if (_trace != nullptr)
        {
            _lookups.push_back(std::move(told));
        }
        found = hit ? std::optional(hit->text) : std::nullopt;
    }
    else if (const auto entry = table.table.find(value); entry != table.table.end())
    {
        found = entry->second;
    }
    if (found || table.unmatched != ValueMapping::Unmatched::Refused)
    {
        return found ? found : table.unmatched == ValueMapping::Unmatched::Kept ? value : table.fallback;
    }
    fail(mapping.dataset == NoSlot ? "plan.mapping_unknown" : "plan.mapping_unknown_dataset",
         {sdk::excerpt(value, 100), table.dataset, table.from, table.to});
    if (mapping.dataset != NoSlot)
    {
        FieldError& error = _out.errors.back();
        error.missingReference = true;
        error.dataset = table.dataset;
        error.field = table.from;
        error.value = value;
    }
    return std::nullopt;
}

Evaluator::Outcome Evaluator::translate(const Node& node, Outcome outcome, std::size_t valueStart)
{
    if (node.mapping == NoSlot || outcome != Outcome::Written)
    {
        return outcome;
    }
    DUIJIE_PER_THREAD(sdk::JsonDocument, document);
    document.parse("{\"v\":" + _out.body.substr(valueStart) + "}");
    const sdk::JsonValue value = document.root().find("v");
    if (value.isArray() || value.isObject())
    {
        fail("plan.mapping_value", {sdk::jsonTypeName(value.type())});
        return Outcome::Failed;
    }
    if (value.text().empty() && _program.mappings[node.mapping].table.table.count("") == 0)
    {
        return outcome; // no value, nothing that could stand for it unless the table says so
    }
    const std::optional<std::string> result =
        translated(_program.mappings[node.mapping], std::string(value.text()));
    if (!result)
    {
        return Outcome::Failed;
    }
    _out.body.resize(valueStart);
    writeText(*result, node.cast);
    return outcome;
}

} // namespace duijie::plan
