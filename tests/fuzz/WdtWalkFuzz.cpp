// The walk over WDT's pages while one answer on the way is spoilt: what is called read is read whole.
#include "Rules.h"

#include "WdtWalk.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

namespace duijie::fuzz
{

namespace
{

class Quiet final : public CallContext
{
public:
    uint32_t cancelled() noexcept override { return 0; }
    void fail(StringView) noexcept override {}
    void called(const CallInfo&) noexcept override {}
    Status intend(StringView, StringView) noexcept override { return {STATUS_OK, 0}; }
};

class Keys final : public RecordSink
{
public:
    Status record(const RecordView& record) noexcept override
    {
        seen.insert(std::string(sdk::toStd(record.key)));
        return {STATUS_OK, 0};
    }
    Status pageEnd(int64_t) noexcept override { return {STATUS_OK, 0}; }

    std::unordered_set<std::string> seen;
};

enum class Harm
{
    None,
    Cut,
    NoList,
    RowGone,
    RowTwice,
    Refusal,
    WrongTotal
};

/// A vendor with rows 0 .. rows-1, one of whose answers is harmed.
struct Vendor
{
    int64_t rows = 0;
    int64_t pageSize = 1;
    bool counts = true;
    Harm harm = Harm::None;
    int harmedCall = 0;
    std::size_t cut = 0;
    int calls = 0;

    std::string answer(int64_t page)
    {
        const bool harmed = calls++ == harmedCall;
        const Harm now = harmed ? harm : Harm::None;
        if (now == Harm::Refusal)
        {
            return R"({"response":{"flag":"failure","sub_code":"1"}})";
        }
        std::string text = R"({"response":{"errorcode":0)";
        if (counts && page == 0)
        {
            text += ",\"total_count\":" + std::to_string(now == Harm::WrongTotal ? rows + 1 : rows);
        }
        text += now == Harm::NoList ? "}}" : ",\"stockin_list\":[" + list(page, now) + "]}}";
        return now == Harm::Cut ? text.substr(0, text.size() * cut / 256) : text;
    }

    std::string list(int64_t page, Harm now) const
    {
        std::string text;
        const int64_t first = page * pageSize + (now == Harm::RowGone ? 1 : 0);
        for (int64_t row = first; row < std::min(rows, (page + 1) * pageSize); ++row)
        {
            const std::string one = "{\"stockin_id\":" + std::to_string(row) + ",\"order_no\":\"x\"}";
            text += (text.empty() ? "" : ",") + one;
            text += now == Harm::RowTwice && row == first ? "," + one : "";
        }
        return text;
    }

    /// Without a count nobody can tell a page without its list, or with a row less, from the last page.
    bool tellable() const { return counts || (harm != Harm::NoList && harm != Harm::RowGone); }
};

Vendor vendorOf(Input& input)
{
    Vendor vendor;
    vendor.rows = static_cast<int64_t>(input.choice(24));
    vendor.pageSize = 1 + static_cast<int64_t>(input.choice(6));
    vendor.counts = input.choice(4) != 1;
    vendor.harm = static_cast<Harm>(input.choice(7));
    vendor.harmedCall = static_cast<int>(input.choice(40));
    vendor.cut = input.choice(256);
    return vendor;
}

} // namespace

void target(Input& input)
{
    Vendor vendor = vendorOf(input);
    wdt::WalkPlan plan;
    plan.shape = wdt::interfaceOf("wdt.stockin.order.query");
    plan.shape.order = input.choice(2) == 1 ? wdt::PageOrder::Forward : wdt::PageOrder::Reverse;
    plan.pageSize = vendor.pageSize;
    const auto fetch = [&](int64_t number, wdt::WdtPage& page)
    {
        sdk::HttpReply reply;
        reply.outcome = sdk::HttpOutcome::Answered;
        reply.status = 200;
        reply.body = vendor.answer(number);
        const bool good = wdt::readReply(reply, plan.shape, page).kind == wdt::WdtKind::Ok;
        return Status{good ? STATUS_OK : STATUS_UNAVAILABLE, 0};
    };
    Quiet context;
    Keys keys;
    const sdk::Services services;
    const Status status = wdt::WdtWalk(context, services, plan, keys, fetch).run();
    const bool all = static_cast<int64_t>(keys.seen.size()) == vendor.rows;
    hold(status.code != STATUS_OK || all || !vendor.tellable(), "a window that is called read is read whole");
    hold(status.code == STATUS_OK || vendor.harm != Harm::None, "a healthy window is read");
    hold(vendor.calls < 400, "the walk ends");
}

} // namespace duijie::fuzz
