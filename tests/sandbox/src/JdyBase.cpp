#include "JdyBase.h"

#include "ChinaTime.h"
#include "JdyParties.h"
#include "JdyRows.h"

#include <algorithm>
#include <array>

namespace duijie::sandbox
{

namespace
{

void writeUnits(JsonOut& out, const Material& material, const std::vector<Unit>& units)
{
    out.key("units").beginArray();
    const auto write = [&](std::uint32_t index, std::string_view coefficient, bool base)
    {
        const Unit& unit = units[index];
        out.beginObject()
            .field("unit_id", unit.id)
            .field("unit_number", unit.number)
            .field("unit_name", unit.name);
        out.field("coefficient", coefficient).key("is_default").boolean(base).key("is_float").boolean(false);
        out.endObject();
    };
    write(material.unit, "1", true);
    if (material.boxUnit != kNoUnit)
        write(material.boxUnit, "12", false);
    out.endArray();
}

void writeMaterial(JsonOut& out, const Material& material, const std::vector<Unit>& units, bool withUnits)
{
    const Unit& unit = units[material.unit];
    out.beginObject().field("id", material.id).field("number", material.number).field("name", material.name);
    out.field("model", material.model).field("barcode", material.barcode).field("check_type", "1");
    out.field("base_unit_id", unit.id)
        .field("base_unit_number", unit.number)
        .field("base_unit_name", unit.name);
    out.key("is_multi_unit").boolean(material.boxUnit != kNoUnit).key("is_batch").boolean(material.batch);
    out.key("is_kf_period").boolean(material.shelfLife).key("is_serial").boolean(material.serial);
    out.key("is_asst_attr").boolean(material.attribute);
    out.field("enable", material.enabled ? "1" : "0").field("stock_id", "");
    out.field("create_time", formatTime(material.createdSeconds));
    out.field("modify_time", formatTime(material.modifiedSeconds));
    if (withUnits)
        writeUnits(out, material, units);
    out.endObject();
}

void writeStore(JsonOut& out, const Store& store)
{
    out.beginObject().field("id", store.id).field("number", store.number).field("name", store.name);
    out.field("enable", "1")
        .key("is_allow_freight")
        .boolean(store.spaces)
        .key("is_allow_neg")
        .boolean(true)
        .endObject();
}

void writeUnit(JsonOut& out, const Unit& unit)
{
    out.beginObject().field("id", unit.id).field("number", unit.number).field("name", unit.name);
    out.field("precision", unit.precision).field("enable", "1").endObject();
}

Response listMaterials(const World& world, const Parameters& parameters)
{
    const auto& units = world.catalog().units();
    const bool withUnits = parameters.get("show_units") == "true" || parameters.get("show_units") == "1";
    const auto accept = [](const BaseFilter& filter, const Material& row)
    { return filter.accepts(row.name, row.enabled, row.createdSeconds, row.modifiedSeconds); };
    return listRows(parameters, world.catalog().materials(), accept,
                    [&](JsonOut& out, const Material& row) { writeMaterial(out, row, units, withUnits); });
}

Response listStores(const World& world, const Parameters& parameters)
{
    const std::int64_t made = world.startSeconds() - 200 * 86400;
    return listRows(
        parameters, world.catalog().stores(),
        [&](const BaseFilter& filter, const Store& row)
        { return filter.accepts(row.name, true, made, made); },
        writeStore);
}

Response listUnits(const World& world, const Parameters& parameters)
{
    const std::int64_t made = world.startSeconds() - 200 * 86400;
    return listRows(
        parameters, world.catalog().units(),
        [&](const BaseFilter& filter, const Unit& row) { return filter.accepts(row.name, true, made, made); },
        writeUnit);
}

Response materialDetail(const World& world, const Parameters& parameters)
{
    const Catalog& catalog = world.catalog();
    Response refusal;
    const std::int64_t index = locate(
        parameters, [&](auto id) { return catalog.materialById(id); },
        [&](auto number) { return catalog.materialByNumber(number); }, refusal);
    if (index < 0)
        return refusal;
    return oneRow(catalog.materials()[static_cast<std::size_t>(index)],
                  [&](JsonOut& out, const Material& row) { writeMaterial(out, row, catalog.units(), true); });
}

Response storeDetail(const World& world, const Parameters& parameters)
{
    const Catalog& catalog = world.catalog();
    Response refusal;
    const std::int64_t index = locate(
        parameters, [&](auto id) { return catalog.storeById(id); },
        [&](auto number) { return catalog.storeByNumber(number); }, refusal);
    return index < 0 ? refusal : oneRow(catalog.stores()[static_cast<std::size_t>(index)], writeStore);
}

Response unitDetail(const World& world, const Parameters& parameters)
{
    const Catalog& catalog = world.catalog();
    Response refusal;
    const std::int64_t index = locate(
        parameters, [&](auto id) { return catalog.unitById(id); },
        [&](auto number) { return catalog.unitByNumber(number); }, refusal);
    return index < 0 ? refusal : oneRow(catalog.units()[static_cast<std::size_t>(index)], writeUnit);
}

struct Entry
{
    std::string_view path;
    Response (*work)(const World&, const Parameters&);
};

template <PartyKind Kind> Response listKind(const World& world, const Parameters& parameters)
{
    return listParties(world, Kind, parameters);
}

template <PartyKind Kind> Response detailKind(const World& world, const Parameters& parameters)
{
    return partyDetail(world, Kind, parameters);
}

constexpr std::array<Entry, 18> kEntries = {{
    {"/jdy/v2/bd/material", listMaterials},
    {"/jdy/v2/bd/material_detail", materialDetail},
    {"/jdy/v2/bd/store", listStores},
    {"/jdy/v2/bd/store_detail", storeDetail},
    {"/jdy/v2/bd/measure_unit", listUnits},
    {"/jdy/v2/bd/measure_unit_detail", unitDetail},
    {"/jdy/v2/bd/material_unit", listMaterialUnits},
    {"/jdy/v2/bd/material_unit_detail", materialUnitDetail},
    {"/jdy/v2/bd/spaces", listSpaces},
    {"/jdy/v2/bd/space_detail", spaceDetail},
    {"/jdy/v2/bd/department", listKind<PartyKind::Department>},
    {"/jdy/v2/bd/department_detail", detailKind<PartyKind::Department>},
    {"/jdy/v2/bd/customer", listKind<PartyKind::Customer>},
    {"/jdy/v2/bd/customer_detail", detailKind<PartyKind::Customer>},
    {"/jdy/v2/bd/supplier", listKind<PartyKind::Supplier>},
    {"/jdy/v2/bd/supplier_detail", detailKind<PartyKind::Supplier>},
    {"/jdy/v2/bd/emp", listKind<PartyKind::Employee>},
    {"/jdy/v2/bd/emp_detail", detailKind<PartyKind::Employee>},
}};

const Entry* entryOf(std::string_view path)
{
    const auto at = std::find_if(kEntries.begin(), kEntries.end(),
                                 [&](const Entry& entry) { return entry.path == path; });
    return at == kEntries.end() ? nullptr : &*at;
}

} // namespace

bool isBaseData(std::string_view path)
{
    return entryOf(path) != nullptr;
}

Response baseData(const World& world, std::string_view path, const Parameters& parameters)
{
    return entryOf(path)->work(world, parameters);
}

} // namespace duijie::sandbox
