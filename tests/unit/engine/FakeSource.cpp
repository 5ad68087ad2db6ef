#include "FakeSource.h"

#include <algorithm>

namespace duijie::engine::test
{

Doc makeDoc(int number, int64_t eventMs, const std::string& qty, const std::string& sku,
            const std::string& day, const std::string& kind)
{
    const std::string id = std::to_string(number);
    return {id, "N" + id, eventMs,
            R"({"id":")" + id + R"(","no":"N)" + id + R"(","day":")" + day + R"(","sku":")" + sku +
                R"(","qty":")" + qty + R"(","kind":")" + kind + "\"}"};
}

void FakeSource::put(Doc doc)
{
    const std::lock_guard lock(_mutex);
    const std::string key = doc.key;
    _docs[key] = std::move(doc);
}

void FakeSource::remove(const std::string& key)
{
    const std::lock_guard lock(_mutex);
    _docs.erase(key);
}

std::vector<Doc> FakeSource::docs() const
{
    const std::lock_guard lock(_mutex);
    std::vector<Doc> out;
    for (const auto& [key, doc] : _docs)
    {
        out.push_back(doc);
    }
    return out;
}

std::vector<FakeSource::Asked> FakeSource::asked() const
{
    const std::lock_guard lock(_mutex);
    return _asked;
}

std::vector<Doc> FakeSource::matching(const PollRequest& request) const
{
    std::vector<Doc> out;
    const std::string number(sdk::toStd(request.number));
    for (const auto& [key, doc] : _docs)
    {
        if (number.empty() ? doc.eventMs >= request.from_ms && doc.eventMs <= request.to_ms
                           : doc.number == number)
        {
            out.push_back(doc);
        }
    }
    return out;
}

std::optional<FakeSource::Fault> FakeSource::nextFault()
{
    if (!faults.empty())
    {
        const Fault fault = faults.front();
        faults.pop_front();
        return fault;
    }
    return chooseFault ? chooseFault() : std::nullopt;
}

Status FakeSource::poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept
{
    std::vector<Doc> docs;
    std::optional<Fault> fault;
    {
        const std::lock_guard lock(_mutex);
        _asked.push_back({request.from_ms, request.to_ms, std::string(sdk::toStd(request.number)),
                          std::string(sdk::toStd(request.plan))});
        docs = matching(request);
        fault = nextFault();
    }
    const Status status = hand(docs, fault, sink);
    if (status.code != STATUS_OK)
    {
        context.fail(sdk::toView("the source is out of order"));
    }
    return status.code == STATUS_CANCELLED && saysOkWhenCancelled ? Status{STATUS_OK, 0} : status;
}

Status FakeSource::hand(const std::vector<Doc>& docs, const std::optional<Fault>& fault, RecordSink& sink)
{
    int handed = 0;
    for (const Doc& doc : docs)
    {
        if (fault && handed >= fault->afterRecords)
        {
            return fault->status;
        }
        if (onRecord)
        {
            onRecord(doc);
        }
        RecordView view{};
        view.size = sizeof(RecordView);
        view.key = sdk::toView(doc.key);
        view.number = sdk::toView(doc.number);
        view.event_time_ms = doc.eventMs;
        view.payload = sdk::toView(doc.json);
        ++handed;
        const bool pageFull = handed % pageSize == 0;
        if (sink.record(view).code != STATUS_OK ||
            (pageFull && sink.pageEnd(static_cast<int64_t>(docs.size())).code != STATUS_OK))
        {
            return {STATUS_CANCELLED, 0};
        }
    }
    if (fault)
    {
        return fault->status;
    }
    const bool open = handed % pageSize != 0 || docs.empty();
    return open && !lastPageOpen ? sink.pageEnd(static_cast<int64_t>(docs.size())) : Status{STATUS_OK, 0};
}

Status FakeRules::check(CallContext& context, const RecordView& record) noexcept
{
    if (sdk::toStd(record.payload).find(R"("qty":"bad")") == std::string_view::npos)
    {
        return {STATUS_OK, 0};
    }
    context.fail(sdk::toView("the quantity is bad"));
    return {STATUS_REJECTED, 0};
}

} // namespace duijie::engine::test
