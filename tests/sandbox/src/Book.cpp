#include "Book.h"

#include "JdyReply.h"
#include "JsonOut.h"
#include "Text.h"

#include <algorithm>
#include <mutex>

namespace duijie::sandbox
{

namespace
{

/** Ids are 18 digits, evenly spaced, so that the position of a bill follows from its id. */
constexpr std::uint64_t kFirstId = 844098615923197952ULL;
constexpr std::uint64_t kIdStep = 4099;
/** Room for the ids of one kind. */
constexpr std::uint64_t kFormStep = 1'000'000'000'000'000ULL;
/** Position of a bill that is not there yet. */
constexpr std::size_t kNowhere = SIZE_MAX;

std::uint32_t packDate(std::string_view date)
{
    if (date.size() != 10)
        return 0;
    const std::string digits =
        std::string(date.substr(0, 4)) + std::string(date.substr(5, 2)) + std::string(date.substr(8));
    return static_cast<std::uint32_t>(parseDigits(digits).value_or(0));
}

std::string operationLine(std::string_view form, std::string_view operation, const std::vector<BillKey>& keys,
                          std::int64_t nowMs)
{
    std::string line;
    JsonOut out(line);
    out.beginObject().field("op", operation);
    if (!form.empty())
        out.field("form", form);
    out.field("at", nowMs).key("ids").beginArray();
    for (const BillKey& key : keys)
        out.string(key.id);
    out.endArray().endObject();
    return line;
}

} // namespace

/** The filter's dates as numbers, worked out once a list. */
struct Book::Bounds
{
    std::uint32_t dateFrom;
    std::uint32_t dateTo;
    char status;

    explicit Bounds(const BillFilter& filter)
        : dateFrom(packDate(filter.dateFrom)),
          dateTo(filter.dateTo.empty() ? UINT32_MAX : packDate(filter.dateTo)),
          status(filter.status.empty() ? '\0' : filter.status[0])
    {
    }
};

Book::Book(Journal& journal, std::size_t form)
    : _journal(journal), _form(billForms().at(form)), _firstId(kFirstId + form * kFormStep)
{
}

std::string_view Book::journalName() const
{
    return _form.entity == billForms().front().entity ? std::string_view() : _form.entity;
}

std::string Book::idOf(std::size_t index) const
{
    return std::to_string(_firstId + index * kIdStep);
}

std::optional<std::size_t> Book::indexOfId(std::string_view id) const
{
    const auto value = parseDigits(id);
    if (!value || static_cast<std::uint64_t>(*value) < _firstId)
        return std::nullopt;
    const std::uint64_t distance = static_cast<std::uint64_t>(*value) - _firstId;
    if (distance % kIdStep != 0 || distance / kIdStep >= _bills.size() || _bills[distance / kIdStep].deleted)
        return std::nullopt;
    return distance / kIdStep;
}

std::optional<std::size_t> Book::indexOfNumber(std::string_view number) const
{
    const auto at = _numbers.find(std::string(number));
    if (at == _numbers.end())
        return std::nullopt;
    return at->second;
}

std::string Book::nextNumber(const std::string& billDate)
{
    std::string number;
    do
    {
        number = std::string(_form.prefix) + "-" + billDate.substr(0, 4) + billDate.substr(5, 2) +
                 billDate.substr(8, 2) + "-";
        appendPadded(number, ++_dayCounters[billDate], 5);
    } while (_numbers.contains(number));
    return number;
}

void Book::refresh(std::size_t index)
{
    const Bill& bill = _bills[index];
    _hot[index] = {bill.createdMs, bill.modifiedMs, packDate(bill.billDate), bill.status, bill.deleted};
}

void Book::add(Bill bill)
{
    const std::size_t index = _bills.size();
    _numbers.emplace(bill.billNo, index);
    _lastCreatedMs = bill.createdMs;
    _bills.push_back(std::move(bill));
    _hot.emplace_back();
    refresh(index);
}

void Book::replace(std::size_t index, Bill bill)
{
    Bill& target = _bills[index];
    _numbers.erase(target.billNo);
    bill.createdMs = target.createdMs;
    bill.voided = target.voided;
    target = std::move(bill);
    _numbers.emplace(target.billNo, index);
    refresh(index);
}

std::optional<Refusal> Book::maySave(const Bill& bill, std::size_t index) const
{
    const bool update = !bill.id.empty();
    if (update && index == kNowhere)
        return Refusal{jdycode::kNotFound, "数据不存在"};
    if (update && _bills[index].status == Bill::kAudited)
        return Refusal{jdycode::kSupplyChain, "单据[" + _bills[index].billNo + "]已审核，不允许修改"};
    const auto taken = indexOfNumber(bill.billNo);
    if (taken && *taken != index)
        return Refusal{jdycode::kDuplicate, "\"单据编号\" \"单据类型\" 的组合值重复"};
    return std::nullopt;
}

std::variant<BillKey, Refusal> Book::save(Bill bill, std::int64_t nowMs)
{
    const std::unique_lock lock(_mutex);
    const bool update = !bill.id.empty();
    const std::size_t index = update ? indexOfId(bill.id).value_or(kNowhere) : kNowhere;
    if (auto refusal = maySave(bill, index))
        return *refusal;
    if (bill.billNo.empty())
        bill.billNo = update ? _bills[index].billNo : nextNumber(bill.billDate);
    if (!update)
        bill.id = idOf(_bills.size());
    // The list relies on creation times that never step back, also when the clock does.
    bill.createdMs = std::max(nowMs, _lastCreatedMs);
    bill.modifiedMs = bill.createdMs;
    bill.auditedMs = bill.status == Bill::kAudited ? bill.createdMs : 0;
    BillKey key{bill.id, bill.billNo};
    _journal.append(billToJournal(bill, journalName(), update));
    if (update)
        replace(index, std::move(bill));
    else
        add(std::move(bill));
    return key;
}

std::optional<Refusal> Book::locate(const std::vector<std::string>& ids,
                                    const std::vector<std::string>& numbers,
                                    std::vector<std::size_t>& found) const
{
    for (const std::string& id : ids)
    {
        const auto index = indexOfId(id);
        if (!index)
            return Refusal{jdycode::kNotFound, "数据不存在"};
        found.push_back(*index);
    }
    for (const std::string& number : numbers)
    {
        const auto index = indexOfNumber(number);
        if (!index)
            return Refusal{jdycode::kNotFound, "参数number[" + number + "]不存在"};
        found.push_back(*index);
    }
    return std::nullopt;
}

std::optional<Refusal> Book::mayOperate(std::string_view operation, const Bill& bill) const
{
    const bool audited = bill.status == Bill::kAudited;
    const std::string name = "单据[" + bill.billNo + "]";
    if (operation == "audit" && (audited || bill.voided))
        return Refusal{jdycode::kSupplyChain, name + (audited ? "已审核，不能重复审核" : "已作废，不能审核")};
    if (operation == "unaudit" && !audited)
        return Refusal{jdycode::kSupplyChain, name + "未审核，不能反审核"};
    if (operation == "delete" && audited)
        return Refusal{jdycode::kSupplyChain, name + "已审核，不能删除"};
    if (operation == "invalid" && (audited || bill.voided))
        return Refusal{jdycode::kSupplyChain, name + (audited ? "已审核，不能作废" : "已作废")};
    if (operation == "valid" && !bill.voided)
        return Refusal{jdycode::kSupplyChain, name + "未作废"};
    return std::nullopt;
}

void Book::apply(std::string_view operation, std::size_t index, std::int64_t nowMs)
{
    Bill& bill = _bills[index];
    bill.modifiedMs = nowMs;
    if (operation == "audit")
    {
        bill.status = Bill::kAudited;
        bill.auditedMs = nowMs;
    }
    else if (operation == "unaudit")
    {
        bill.status = Bill::kUnaudited;
        bill.auditedMs = 0;
    }
    else if (operation == "delete")
    {
        bill.deleted = true;
        _numbers.erase(bill.billNo);
    }
    else
        bill.voided = operation == "invalid";
    refresh(index);
}

std::variant<std::vector<BillKey>, Refusal> Book::operate(std::string_view operation,
                                                          const std::vector<std::string>& ids,
                                                          const std::vector<std::string>& numbers,
                                                          std::int64_t nowMs)
{
    const std::unique_lock lock(_mutex);
    std::vector<std::size_t> found;
    if (auto refusal = locate(ids, numbers, found))
        return *refusal;
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::vector<BillKey> keys;
    for (const std::size_t index : found)
    {
        if (auto refusal = mayOperate(operation, _bills[index]))
            return *refusal;
        keys.push_back({_bills[index].id, _bills[index].billNo});
    }
    _journal.append(operationLine(journalName(), operation, keys, nowMs));
    for (const std::size_t index : found)
        apply(operation, index, nowMs);
    return keys;
}

void Book::replay(const JsonValue& line)
{
    const std::unique_lock lock(_mutex);
    const std::string_view operation = line.string("op");
    if (operation == "save")
    {
        Bill bill = billFromJournal(line);
        if (bill.billNo.starts_with(std::string(_form.prefix) + "-" + bill.billDate.substr(0, 4)))
            ++_dayCounters[bill.billDate];
        add(std::move(bill));
        return;
    }
    if (operation == "update")
    {
        Bill bill = billFromJournal(line);
        if (const auto index = indexOfId(bill.id))
            replace(*index, std::move(bill));
        return;
    }
    const JsonValue* ids = line.find("ids");
    if (ids == nullptr)
        return;
    for (const JsonValue& id : ids->items)
    {
        if (const auto index = indexOfId(id.text))
            apply(operation, *index, line.integer("at", 0));
    }
}

std::optional<Bill> Book::findById(std::string_view id) const
{
    const std::shared_lock lock(_mutex);
    const auto index = indexOfId(id);
    return index ? std::optional(_bills[*index]) : std::nullopt;
}

std::optional<Bill> Book::findByNumber(std::string_view number) const
{
    const std::shared_lock lock(_mutex);
    const auto index = indexOfNumber(number);
    return index ? std::optional(_bills[*index]) : std::nullopt;
}

bool Book::matches(const BillFilter& filter, const Bounds& bounds, std::size_t index) const
{
    const Hot& hot = _hot[index];
    return !hot.deleted && hot.createdMs >= filter.createdFrom && hot.createdMs <= filter.createdTo &&
           hot.createdMs <= filter.visibleUntil && hot.modifiedMs >= filter.modifiedFrom &&
           hot.modifiedMs <= filter.modifiedTo && hot.date >= bounds.dateFrom && hot.date <= bounds.dateTo &&
           (bounds.status == '\0' || hot.status == bounds.status) &&
           (filter.billNo.empty() || _bills[index].billNo == filter.billNo);
}

std::int64_t Book::list(const BillFilter& filter, std::int64_t first, std::int64_t size,
                        const std::function<void(const Bill&)>& row) const
{
    const std::shared_lock lock(_mutex);
    const Bounds bounds(filter);
    std::size_t from = 0;
    std::size_t to = _bills.size();
    if (!filter.billNo.empty())
    {
        const auto index = indexOfNumber(filter.billNo);
        from = index.value_or(0);
        to = index ? *index + 1 : 0;
    }
    std::int64_t count = 0;
    for (std::size_t step = 0; step < to - from; ++step)
    {
        const std::size_t index = filter.newestFirst ? to - 1 - step : from + step;
        if (!matches(filter, bounds, index))
            continue;
        if (count >= first && count < first + size)
            row(_bills[index]);
        ++count;
    }
    return count;
}

void Book::eachLive(const std::function<void(const Bill&)>& row) const
{
    const std::shared_lock lock(_mutex);
    for (const Bill& bill : _bills)
    {
        if (bill.live())
            row(bill);
    }
}

void Book::reset()
{
    const std::unique_lock lock(_mutex);
    _bills.clear();
    _hot.clear();
    _numbers.clear();
    _dayCounters.clear();
    _journal.clear();
}

} // namespace duijie::sandbox
