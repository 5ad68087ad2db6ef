#include "Orders.h"

#include "duijie/sdk/Times.h"

#include <algorithm>
#include <utility>

namespace duijie::simulation
{

namespace
{

int64_t wholeSecond(int64_t ms)
{
    return ms - ms % Second;
}

// Refused by the flow's rules, by the precheck, by the vendor; waiting for a person; for reference data.
Content anyContent(Random& random, int64_t startMs)
{
    Content content;
    content.day = sdk::formatDate(startMs + random.below(3) * 24 * Hour);
    content.qty = std::to_string(random.between(1, 9));
    content.sku = random.chance(85) ? "A" : random.oneOf("early", "late");
    content.kind = random.chance(92) ? "final" : "draft";
    if (random.chance(8))
    {
        content.qty = random.oneOf("bad", "refuse", "wait", "closed");
    }
    return content;
}

// How long after its own time a version can be seen.
int64_t delay(Random& random, const OrderMood& mood)
{
    return random.chance(mood.late) ? random.below(mood.latestMs) : random.below(20 * Second);
}

} // namespace

bool Content::eligible() const
{
    return kind == "final" && qty != "bad" && qty != "refuse" && qty != "wait" && qty != "closed";
}

Orders::Orders(uint64_t seed, const OrderMood& mood, int64_t startMs, int64_t dayMs) : _mood(mood)
{
    Random random(seed);
    const int64_t lastMs = startMs + dayMs - mood.latestMs - Minute;
    int64_t previous = startMs;
    for (int number = 1; number <= mood.documents; ++number)
    {
        const bool burst = random.chance(mood.burst);
        const int64_t made = burst ? previous : startMs + random.below(lastMs - startMs);
        previous = made;
        Version version;
        version.modifiedMs = wholeSecond(vendorNow(made));
        version.visibleMs = made + delay(random, mood);
        version.content = anyContent(random, startMs);
        std::vector<Version>& versions = _documents[number];
        versions.push_back(version);
        int64_t changed = version.visibleMs;
        while (random.chance(mood.modified) && changed + Minute < lastMs)
        {
            changed += Second + random.below(lastMs - changed);
            if (changed >= lastMs)
            {
                break;
            }
            version.modifiedMs = wholeSecond(vendorNow(changed));
            version.visibleMs = changed + delay(random, mood);
            version.content = anyContent(random, startMs);
            changed = version.visibleMs;
            versions.push_back(version);
        }
    }
}

Orders::Orders(std::map<int, std::vector<Version>> documents, const OrderMood& mood)
    : _mood(mood), _documents(std::move(documents))
{
}

const Version* Orders::seen(int number, int64_t nowMs) const
{
    const Version* found = nullptr;
    for (const Version& version : _documents.at(number))
    {
        found = version.visibleMs <= nowMs ? &version : found;
    }
    return found;
}

std::vector<int> Orders::window(int64_t fromMs, int64_t toMs, int64_t nowMs) const
{
    std::vector<std::pair<int64_t, int>> rows;
    for (const auto& [number, versions] : _documents)
    {
        const Version* version = seen(number, nowMs);
        if (version != nullptr && version->modifiedMs >= fromMs && version->modifiedMs <= toMs)
        {
            rows.emplace_back(version->modifiedMs, number);
        }
    }
    std::sort(rows.begin(), rows.end());
    std::vector<int> numbers;
    for (const auto& [modified, number] : rows)
    {
        numbers.push_back(number);
    }
    return numbers;
}

std::string Orders::row(int number, int64_t nowMs) const
{
    const auto found = _documents.find(number);
    const Version* version = found == _documents.end() ? nullptr : seen(number, nowMs);
    if (version == nullptr)
    {
        return {};
    }
    const Content& content = version->content;
    const std::string id = std::to_string(number);
    return R"({"id":")" + id + R"(","no":"N)" + id + R"(","day":")" + content.day + R"(","sku":")" +
           content.sku + R"(","qty":")" + content.qty + R"(","kind":")" + content.kind + R"(","modified":")" +
           sdk::formatDateTime(version->modifiedMs) + "\"}";
}

void Orders::shift(const std::vector<int>& window, int64_t nowMs, Random& random)
{
    if (window.empty())
    {
        return;
    }
    std::vector<Version>& versions =
        _documents.at(window[static_cast<std::size_t>(random.below(static_cast<int64_t>(window.size())))]);
    if (versions.back().visibleMs > nowMs)
    {
        return; // its next version is on its way already
    }
    Version version = versions.back();
    version.modifiedMs = wholeSecond(vendorNow(nowMs));
    version.visibleMs = nowMs;
    version.content.qty = std::to_string(random.between(1, 9));
    versions.push_back(version);
}

std::map<int, Content> Orders::newest(int64_t nowMs) const
{
    std::map<int, Content> out;
    for (const auto& [number, versions] : _documents)
    {
        if (const Version* version = seen(number, nowMs))
        {
            out.emplace(number, version->content);
        }
    }
    return out;
}

} // namespace duijie::simulation
