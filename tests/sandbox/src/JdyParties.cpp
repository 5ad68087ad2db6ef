#include "JdyParties.h"

#include "JdyRows.h"

#include <algorithm>
#include <vector>

namespace duijie::sandbox
{

namespace
{

/** One unit of one material. */
struct MaterialUnit
{
    const Material* material;
    const Unit* unit;
    bool base;

    std::string id() const { return material->id + (base ? "1" : "2"); }
};

void writeParty(JsonOut& out, const Party& party)
{
    out.beginObject().field("id", party.id).field("number", party.number).field("name", party.name);
    out.field("enable", "1").endObject();
}

void writeSpace(JsonOut& out, const Space& space, const Store& store)
{
    out.beginObject().field("id", space.id).field("number", space.number).field("name", space.name);
    out.field("stock_id", store.id).field("stock_number", store.number).field("enable", "1").endObject();
}

void writeMaterialUnit(JsonOut& out, const MaterialUnit& row)
{
    out.beginObject().field("id", row.id()).field("material_id", row.material->id);
    out.field("material_number", row.material->number);
    out.field("unit_id", row.unit->id).field("unit_number", row.unit->number);
    out.field("unit_name", row.unit->name).field("coefficient", row.base ? "1" : "12");
    out.key("is_default").boolean(row.base).key("is_float").boolean(false).endObject();
}

/** The ids of a list written `[1,2]`, with or without brackets and quotes. */
std::vector<std::string> idList(std::string_view text)
{
    std::vector<std::string> ids(1);
    for (const char c : text)
    {
        if (c == ',')
            ids.emplace_back();
        else if (c >= '0' && c <= '9')
            ids.back() += c;
    }
    return ids;
}

std::vector<MaterialUnit> materialUnits(const Catalog& catalog, std::string_view wanted)
{
    const std::vector<std::string> ids = idList(wanted);
    std::vector<MaterialUnit> rows;
    for (const Material& material : catalog.materials())
    {
        if (!wanted.empty() && std::find(ids.begin(), ids.end(), material.id) == ids.end())
            continue;
        rows.push_back({&material, &catalog.units()[material.unit], true});
        if (material.boxUnit != kNoUnit)
            rows.push_back({&material, &catalog.units()[material.boxUnit], false});
    }
    return rows;
}

/** Base data without a history was made long before the documents. */
std::int64_t madeAt(const World& world)
{
    return world.startSeconds() - 200 * 86400;
}

} // namespace

Response listParties(const World& world, PartyKind kind, const Parameters& parameters)
{
    const std::int64_t made = madeAt(world);
    return listRows(
        parameters, world.catalog().parties(kind),
        [&](const BaseFilter& filter, const Party& row)
        { return filter.accepts(row.name, true, made, made); },
        writeParty);
}

Response partyDetail(const World& world, PartyKind kind, const Parameters& parameters)
{
    const Catalog& catalog = world.catalog();
    Response refusal;
    const std::int64_t index = locate(
        parameters, [&](auto id) { return catalog.partyById(kind, id); },
        [&](auto number) { return catalog.partyByNumber(kind, number); }, refusal);
    return index < 0 ? refusal : oneRow(catalog.parties(kind)[static_cast<std::size_t>(index)], writeParty);
}

Response listSpaces(const World& world, const Parameters& parameters)
{
    const Catalog& catalog = world.catalog();
    const std::int64_t made = madeAt(world);
    return listRows(
        parameters, catalog.spaces(),
        [&](const BaseFilter& filter, const Space& row)
        { return filter.accepts(row.name, true, made, made); },
        [&](JsonOut& out, const Space& row) { writeSpace(out, row, catalog.stores()[row.store]); });
}

Response spaceDetail(const World& world, const Parameters& parameters)
{
    const Catalog& catalog = world.catalog();
    Response refusal;
    const std::int64_t index = locate(
        parameters, [&](auto id) { return catalog.spaceById(id); },
        [&](auto number) { return catalog.spaceByNumber(number); }, refusal);
    if (index < 0)
        return refusal;
    return oneRow(catalog.spaces()[static_cast<std::size_t>(index)],
                  [&](JsonOut& out, const Space& row) { writeSpace(out, row, catalog.stores()[row.store]); });
}

Response listMaterialUnits(const World& world, const Parameters& parameters)
{
    const std::vector<MaterialUnit> rows = materialUnits(world.catalog(), parameters.get("material_id"));
    if (parameters.get("un_page") != "1")
    {
        return listRows(
            parameters, rows, [](const BaseFilter&, const MaterialUnit&) { return true; }, writeMaterialUnit);
    }
    std::string data;
    JsonOut out(data);
    out.beginObject().key("rows").beginArray();
    for (const MaterialUnit& row : rows)
        writeMaterialUnit(out, row);
    out.endArray().field("page", 1).field("page_size", rows.size());
    out.field("current_page_size", rows.size()).field("count", std::to_string(rows.size()));
    out.field("total_page", 1).endObject();
    return jdyData(data);
}

Response materialUnitDetail(const World& world, const Parameters& parameters)
{
    const std::vector<MaterialUnit> rows = materialUnits(world.catalog(), {});
    const auto byId = [&](std::string_view id)
    {
        const auto at =
            std::find_if(rows.begin(), rows.end(), [&](const MaterialUnit& row) { return row.id() == id; });
        return at == rows.end() ? std::int64_t{-1} : std::int64_t{at - rows.begin()};
    };
    Response refusal;
    const std::int64_t index = locate(
        parameters, byId, [](std::string_view) { return std::int64_t{-1}; }, refusal);
    return index < 0 ? refusal : oneRow(rows[static_cast<std::size_t>(index)], writeMaterialUnit);
}

} // namespace duijie::sandbox
