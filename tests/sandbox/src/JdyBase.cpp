#include "JdyBase.h"

#include "ChinaTime.h"
#include "JdyReply.h"
#include "JsonOut.h"
#include "Text.h"

#include <limits>

namespace duijie::sandbox
{

namespace
{

/** What narrows a base data list. */
struct BaseFilter
{
    std::string_view search;
    /** 1 enabled only (the vendor's default), 0 disabled only, -1 both. */
    std::string_view enable = "1";
    std::int64_t createdFrom = 0;
    std::int64_t createdTo = std::numeric_limits<std::int64_t>::max();
    std::int64_t modifiedFrom = 0;
    std::int64_t modifiedTo = std::numeric_limits<std::int64_t>::max();

    bool accepts(std::string_view name, bool enabled, std::int64_t created, std::int64_t modified) const
    {
        return (enable == "-1" || (enable == "1") == enabled) && created * 1000 >= createdFrom &&
               created * 1000 <= createdTo && modified * 1000 >= modifiedFrom &&
               modified * 1000 <= modifiedTo &&
               (search.empty() || name.find(search) != std::string_view::npos);
    }
};

Response badFormat(std::string_view name)
{
    return jdyRefusal(jdycode::kBadFormat, "参数" + std::string(name) + "格式错误");
}

std::optional<Response> readFilter(const Parameters& parameters, BaseFilter& filter)
{
    filter.search = parameters.get("search");
    if (!parameters.get("enable").empty())
        filter.enable = parameters.get("enable");
    if (filter.enable != "1" && filter.enable != "0" && filter.enable != "-1")
        return badFormat("enable");
    const std::pair<std::string_view, std::int64_t*> times[] = {{"create_start_time", &filter.createdFrom},
                                                                {"create_end_time", &filter.createdTo},
                                                                {"modify_start_time", &filter.modifiedFrom},
                                                                {"modify_end_time", &filter.modifiedTo}};
    for (const auto& [name, target] : times)
    {
        if (!readMilliseconds(parameters, name, *target))
            return badFormat(name);
    }
    return std::nullopt;
}

/** Walks all rows of a kind, writes those of the page and counts the matches. */
template <typename Rows, typename Accept, typename Write>
Response listRows(const Parameters& parameters, const Rows& rows, Accept accept, Write write)
{
    ListPage page;
    BaseFilter filter;
    if (auto refusal = readListPage(parameters, page))
        return *refusal;
    if (auto refusal = readFilter(parameters, filter))
        return *refusal;
    std::string data;
    JsonOut out(data);
    out.beginObject().key("rows").beginArray();
    std::int64_t count = 0;
    std::int64_t shown = 0;
    for (const auto& row : rows)
    {
        if (!accept(filter, row))
            continue;
        if (count >= page.first() && count < page.first() + page.size())
        {
            write(out, row);
            ++shown;
        }
        ++count;
    }
    out.endArray().field("page", page.page).field("page_size", page.requestedSize);
    out.field("current_page_size", shown).field("count", std::to_string(count));
    out.field("total_page", page.totalPages(count)).endObject();
    return jdyData(data);
}

/** Finds the row a detail call names; -1 with the vendor's text when there is none. */
template <typename ById, typename ByNumber>
std::int64_t locate(const Parameters& parameters, ById byId, ByNumber byNumber, Response& refusal)
{
    const std::string_view id = parameters.get("id");
    const std::string_view number = parameters.get("number");
    if (id.empty() && number.empty())
    {
        refusal = jdyRefusal(jdycode::kEmpty, "参数id和number不能同时为空");
        return -1;
    }
    const std::int64_t index = id.empty() ? byNumber(number) : byId(id);
    if (index < 0)
    {
        const std::string name = id.empty() ? "number" : "id";
        refusal = jdyRefusal(jdycode::kNotFound,
                             "参数" + name + "[" + std::string(id.empty() ? number : id) + "]不存在");
    }
    return index;
}

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
    out.key("is_multi_unit").boolean(material.boxUnit != kNoUnit).key("is_batch").boolean(false);
    out.key("is_kf_period").boolean(false).key("is_serial").boolean(false).key("is_asst_attr").boolean(false);
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
        .boolean(false)
        .key("is_allow_neg")
        .boolean(true)
        .endObject();
}

void writeUnit(JsonOut& out, const Unit& unit)
{
    out.beginObject().field("id", unit.id).field("number", unit.number).field("name", unit.name);
    out.field("precision", unit.precision).field("enable", "1").endObject();
}

template <typename Row, typename Write> Response oneRow(const Row& row, Write write)
{
    std::string data;
    JsonOut out(data);
    write(out, row);
    return jdyData(data);
}

} // namespace

std::optional<Response> readListPage(const Parameters& parameters, ListPage& page)
{
    const std::pair<std::string_view, std::int64_t*> numbers[] = {{"page", &page.page},
                                                                  {"page_size", &page.requestedSize}};
    for (const auto& [name, target] : numbers)
    {
        if (parameters.get(name).empty())
            continue;
        const auto value = parseDigits(parameters.get(name));
        if (!value || *value < 1 || *value > 10'000'000)
            return badFormat(name);
        *target = *value;
    }
    return std::nullopt;
}

bool readMilliseconds(const Parameters& parameters, std::string_view name, std::int64_t& target)
{
    const std::string_view text = parameters.get(name);
    if (text.empty())
        return true;
    const auto value = text.size() == 13 ? parseDigits(text) : std::nullopt;
    target = value.value_or(target);
    return value.has_value();
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

} // namespace duijie::sandbox
