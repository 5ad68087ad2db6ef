#include "CeilingMap.h"

#include <simdjson.h>

#include <stdexcept>

namespace duijie::bench
{

namespace
{

namespace ondemand = simdjson::ondemand;

static_assert(Mapper::Slack >= simdjson::SIMDJSON_PADDING);

constexpr std::string_view ExcludedWarehouse = "WH2024052601";

// A scalar as it is written, without quotes: numbers keep their digits, text stays escaped and can be copied
// into the bill as it is.
std::string_view written(ondemand::value value)
{
    std::string_view token = value.raw_json_token();
    const std::size_t last = token.find_last_not_of(" \t\r\n");
    token = token.substr(0, last == std::string_view::npos ? 0 : last + 1);
    return token.size() >= 2 && token.front() == '"' ? token.substr(1, token.size() - 2) : token;
}

// The texts of a row that make its bill; the lines' members are collected in `lines`.
struct Head
{
    std::string_view id;
    std::string_view order;
    std::string_view warehouse;
    std::string_view stockinTime;
    bool hasList = false;
};

struct Line
{
    std::string_view goods;
    std::string_view count;
};

void readLines(ondemand::value value, std::vector<Line>& lines)
{
    for (auto item : value.get_array())
    {
        Line line;
        for (auto field : item.get_object())
        {
            const ondemand::raw_json_string name = field.key();
            if (name == "goods_no")
            {
                line.goods = written(field.value());
            }
            else if (name == "goods_count")
            {
                line.count = written(field.value());
            }
        }
        lines.push_back(line);
    }
}

void readHead(ondemand::object row, Head& head, std::vector<Line>& lines)
{
    for (auto field : row)
    {
        const ondemand::raw_json_string name = field.key();
        if (name == "stockin_id")
        {
            head.id = written(field.value());
        }
        else if (name == "order_no")
        {
            head.order = written(field.value());
        }
        else if (name == "warehouse_no")
        {
            head.warehouse = written(field.value());
        }
        else if (name == "stockin_time")
        {
            head.stockinTime = written(field.value());
        }
        else if (name == "details_list")
        {
            ondemand::value list = field.value();
            head.hasList = list.type() == ondemand::json_type::array;
            if (head.hasList)
            {
                readLines(list, lines);
            }
        }
    }
}

// Empty when the row must not become a bill.
std::string billOf(const Head& head, const std::vector<Line>& lines, const References& references)
{
    std::string bill;
    const auto store = references.stores.find(head.warehouse);
    if (head.warehouse == ExcludedWarehouse || head.order.empty() || head.stockinTime.size() < 10 ||
        lines.empty() || store == references.stores.end())
    {
        return bill;
    }
    bill.reserve(160 + lines.size() * 128);
    bill.append(R"({"bill_date":")").append(head.stockinTime.substr(0, 10));
    bill.append(R"(","remark":"旺店通盘盈单)").append(head.order);
    bill.append(R"(","operation_key":"audit","material_entity":)");
    char separator = '[';
    for (const Line& line : lines)
    {
        const auto material = references.materials.find(line.goods);
        if (material == references.materials.end() || line.count.empty())
        {
            return {};
        }
        bill += separator;
        bill.append(R"({"material_id":")").append(material->second.id);
        bill.append(R"(","stock_id":")").append(store->second);
        bill.append(R"(","unit_id":")").append(material->second.unit);
        bill.append(R"(","qty":)").append(line.count).append("}");
        separator = ',';
    }
    return bill.append("]}");
}

} // namespace

struct Mapper::Parser
{
    ondemand::parser parser;
    std::vector<Line> lines;
};

Mapper::Mapper(const References& references)
    : _references(references), _parser(std::make_unique<Parser>())
{
}

Mapper::~Mapper() = default;

Page Mapper::map(const Answer& answer)
{
    Page page;
    if (answer.status != 200)
    {
        throw std::runtime_error("a page was refused with status " + std::to_string(answer.status));
    }
    page.bytes.reserve(answer.body.size() + Slack);
    page.bytes.assign(answer.body);
    ondemand::document document =
        _parser->parser.iterate(page.bytes.data(), page.bytes.size(), page.bytes.capacity());
    ondemand::object response = document["response"].get_object();
    bool well = false;
    for (auto member : response)
    {
        const ondemand::raw_json_string name = member.key();
        if (name == "errorcode")
        {
            well = written(member.value()) == "0";
        }
        else if (name == "total_count")
        {
            page.total = member.value().get_int64();
        }
        else if (name == "stockin_list")
        {
            for (auto item : member.value().get_array())
            {
                ondemand::object object = item.get_object();
                Row row;
                row.raw = object.raw_json();
                object.reset();
                Head head;
                _parser->lines.clear();
                readHead(object, head, _parser->lines);
                row.id = head.id;
                row.bill = billOf(head, _parser->lines, _references);
                page.rows.push_back(std::move(row));
            }
        }
    }
    if (!well)
    {
        throw std::runtime_error("a page was refused: " + std::string(answer.body.substr(0, 300)));
    }
    return page;
}

} // namespace duijie::bench
