#include "engine/BillIndex.h"

#include "engine/VendorReads.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <functional>

namespace duijie::engine
{

namespace
{

uint64_t hashOf(std::string_view key) noexcept
{
    return std::hash<std::string_view>()(key);
}

} // namespace

class BillIndex::Sink final : public BillSink
{
public:
    explicit Sink(BillIndex& index) : _index(index) {}

    Status put(const BillView& bill) noexcept override
    {
        try
        {
            if (bill.live != 0 && bill.natural_key.size > 0)
            {
                const std::string_view id = sdk::toStd(bill.id);
                _index._entries.push_back({hashOf(sdk::toStd(bill.natural_key)),
                                           static_cast<uint32_t>(_index._ids.size()),
                                           static_cast<uint32_t>(id.size())});
                _index._ids += id;
            }
            return {_index._run.stopping() ? STATUS_CANCELLED : STATUS_OK, 0};
        }
        catch (const std::exception&)
        {
            return {STATUS_CANCELLED, 0};
        }
    }

private:
    BillIndex& _index;
};

Status BillIndex::load(const std::string& firstScope, const std::string& lastScope, std::string& error)
{
    Sink sink(*this);
    const Status status = listBills(_run, firstScope, lastScope, sink, error);
    sort();
    return status;
}

Status BillIndex::ask(const std::string& scope, const std::string& naturalKey, std::string& error)
{
    Sink sink(*this);
    const Status status = findBills(_run, scope, naturalKey, sink, error);
    sort();
    return status;
}

void BillIndex::sort()
{
    std::sort(_entries.begin(), _entries.end(),
              [](const Entry& a, const Entry& b) { return a.hash < b.hash; });
}

Status BillIndex::need(const std::string& scope, std::string& error)
{
    if (_scopes.count(scope) != 0)
    {
        return {STATUS_OK, 0};
    }
    const Status status = load(scope, scope, error);
    if (status.code == STATUS_OK)
    {
        _scopes.insert(scope);
    }
    return status;
}

std::vector<std::string> BillIndex::find(std::string_view naturalKey) const
{
    const uint64_t hash = hashOf(naturalKey);
    auto at = std::lower_bound(_entries.begin(), _entries.end(), hash,
                               [](const Entry& e, uint64_t h) { return e.hash < h; });
    std::vector<std::string> ids;
    for (; at != _entries.end() && at->hash == hash; ++at)
    {
        std::string id = _ids.substr(at->start, at->size);
        // A list that is read while bills are written may show one bill on two pages.
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
        {
            ids.push_back(std::move(id));
        }
    }
    return ids;
}

} // namespace duijie::engine
