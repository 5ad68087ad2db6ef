#include "JdyFacts.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/PerThread.h"
#include "duijie/sdk/Text.h"

#include <charconv>

namespace duijie::jdy
{

namespace
{

constexpr std::string_view Materials = "/jdy/v2/bd/material";
constexpr std::string_view Stores = "/jdy/v2/bd/store";
constexpr std::string_view Units = "/jdy/v2/bd/measure_unit";

/// Rows tell flags as true, "true" or 1.
bool isOn(sdk::JsonValue value) noexcept
{
    return value.text() == "true" || value.text() == "1";
}

bool isOff(sdk::JsonValue value) noexcept
{
    return value.text() == "false" || value.text() == "0";
}

void addUnit(MaterialFacts& facts, sdk::JsonValue value)
{
    if (!value.text().empty())
    {
        facts.units.emplace_back(value.text());
    }
}

MaterialFacts readMaterial(sdk::JsonValue row)
{
    MaterialFacts facts;
    facts.number = row.find("number").text();
    facts.enabled = !isOff(row.find("enable"));
    facts.batch = isOn(row.find("is_batch"));
    facts.shelfLife = isOn(row.find("is_kf_period"));
    facts.serial = isOn(row.find("is_serial"));
    facts.attributes = isOn(row.find("is_asst_attr"));
    const sdk::JsonValue units = row.find("units");
    // Of a material with several units a list answer may name the base unit only: that proves nothing then.
    if (units.size() > 0 || isOff(row.find("is_multi_unit")))
    {
        addUnit(facts, row.find("base_unit_id"));
        addUnit(facts, row.find("base_unit_number"));
    }
    for (const sdk::JsonValue unit : units)
    {
        for (const std::string_view name : {"unit_id", "id", "unit_number", "number"})
        {
            addUnit(facts, unit.find(name));
        }
    }
    return facts;
}

StoreFacts readStore(sdk::JsonValue row)
{
    StoreFacts facts;
    facts.number = row.find("number").text();
    facts.enabled = !isOff(row.find("enable"));
    facts.places = isOn(row.find("is_allow_freight"));
    return facts;
}

UnitFacts readUnit(sdk::JsonValue row)
{
    UnitFacts facts;
    const std::string_view text = row.find("precision").text();
    std::from_chars(text.data(), text.data() + text.size(), facts.precision);
    return facts;
}

} // namespace

JdyFacts::JdyFacts(Lookup* lookup, const sdk::Services& services) : _lookup(lookup), _services(services) {}

template <typename Facts, typename Read>
Known<Facts> JdyFacts::known(FactCache<Facts>& cache, std::string_view dataset, std::string_view field,
                             std::string_view value, Read&& read)
{
    Known<Facts> answer;
    if (_lookup == nullptr)
    {
        return answer;
    }
    DUIJIE_PER_THREAD(std::string, key);
    key.assign(field);
    key += '=';
    key += value;
    const int64_t now = _services.monotonicMs();
    answer.facts = cache.find(key, now);
    if (answer.facts)
    {
        return answer;
    }
    sdk::StringSink row;
    const Status status = _lookup->find(sdk::toView(dataset), sdk::toView(field), sdk::toView(value), row);
    DUIJIE_PER_THREAD(sdk::JsonDocument, document);
    if (status.code == STATUS_OK && document.parse(row.text()))
    {
        answer.facts = std::make_shared<const Facts>(read(document.root()));
        cache.put(key, answer.facts, now);
    }
    answer.missing = status.code == STATUS_NOT_FOUND;
    return answer;
}

Known<MaterialFacts> JdyFacts::material(std::string_view field, std::string_view value)
{
    return known(_materials, Materials, field, value, readMaterial);
}

Known<StoreFacts> JdyFacts::store(std::string_view field, std::string_view value)
{
    return known(_stores, Stores, field, value, readStore);
}

Known<UnitFacts> JdyFacts::unit(std::string_view id)
{
    return known(_units, Units, "id", id, readUnit);
}

} // namespace duijie::jdy
