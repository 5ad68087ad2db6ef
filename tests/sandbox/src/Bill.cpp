#include "Bill.h"

#include "JsonOut.h"

#include <stdexcept>

namespace duijie::sandbox
{

std::string billToJournal(const Bill& bill, std::string_view form, bool update)
{
    std::string text;
    text.reserve(256 + bill.lines.size() * 32);
    JsonOut out(text);
    out.beginObject()
        .field("op", update ? "update" : "save")
        .field("id", bill.id)
        .field("bill_no", bill.billNo);
    if (!form.empty())
        out.field("form", form);
    if (!bill.extra.empty())
        out.field("extra", bill.extra);
    out.field("bill_date", bill.billDate).field("remark", bill.remark);
    out.field("status", std::string_view(&bill.status, 1)).field("at", bill.modifiedMs);
    out.key("lines").beginArray();
    for (const BillLine& line : bill.lines)
    {
        out.beginArray().number(line.material).number(line.store).number(line.unit).string(line.quantity);
        if (!line.extra.empty())
            out.string(line.extra);
        out.endArray();
    }
    out.endArray().endObject();
    return text;
}

Bill billFromJournal(const JsonValue& line)
{
    Bill bill;
    bill.id = line.string("id");
    bill.billNo = line.string("bill_no");
    bill.billDate = line.string("bill_date");
    bill.remark = line.string("remark");
    bill.extra = line.string("extra");
    bill.status = line.string("status") == "C" ? Bill::kAudited : Bill::kUnaudited;
    bill.createdMs = line.integer("at", 0);
    bill.modifiedMs = bill.createdMs;
    bill.auditedMs = bill.status == Bill::kAudited ? bill.createdMs : 0;
    const JsonValue* lines = line.find("lines");
    if (lines == nullptr)
        throw std::runtime_error("the journal holds a bill without lines");
    for (const JsonValue& item : lines->items)
    {
        if (item.items.size() < 4)
            throw std::runtime_error("the journal holds a bill line that is too short");
        BillLine& target = bill.lines.emplace_back();
        target.material = static_cast<std::uint32_t>(std::stoul(item.items[0].text));
        target.store = static_cast<std::uint32_t>(std::stoul(item.items[1].text));
        target.unit = static_cast<std::uint32_t>(std::stoul(item.items[2].text));
        target.quantity = item.items[3].text;
        target.extra = item.items.size() > 4 ? item.items[4].text : std::string();
    }
    return bill;
}

} // namespace duijie::sandbox
