#include "TestHost.h"

#include <chrono>
#include <cstring>

namespace duijie::testkit
{

namespace
{

std::string copy(StringView view)
{
    return std::string(sdk::toStd(view));
}

std::string rowKey(StringView dataset, StringView field, StringView value)
{
    return copy(dataset) + '\n' + copy(field) + '\n' + copy(value);
}

} // namespace

uint32_t TestContext::cancelled() noexcept
{
    const std::lock_guard lock(_mutex);
    if (_polls > 0)
    {
        --_polls;
        return 0;
    }
    return _polls == 0 ? 1 : 0;
}

void TestContext::fail(StringView message) noexcept
{
    const std::lock_guard lock(_mutex);
    _messages.push_back(copy(message));
}

void TestContext::called(const CallInfo& call) noexcept
{
    const std::lock_guard lock(_mutex);
    _calls.push_back({copy(call.operation), copy(call.method), copy(call.path), copy(call.bucket),
                      copy(call.excerpt), copy(call.message), copy(call.request), call.http_status,
                      call.outcome});
}

Status TestContext::intend(StringView step, StringView id) noexcept
{
    const std::lock_guard lock(_mutex);
    if (_stepAnswer.code == STATUS_OK)
    {
        _steps.push_back(copy(step) + " " + copy(id));
    }
    return _stepAnswer;
}

std::vector<std::string> TestContext::steps() const
{
    const std::lock_guard lock(_mutex);
    return _steps;
}

void TestContext::answerSteps(Status status)
{
    const std::lock_guard lock(_mutex);
    _stepAnswer = status;
}

void TestContext::cancelAfter(int polls)
{
    const std::lock_guard lock(_mutex);
    _polls = polls;
}

std::string TestContext::message() const
{
    const std::lock_guard lock(_mutex);
    return _messages.empty() ? std::string() : _messages.back();
}

std::vector<std::string> TestContext::messages() const
{
    const std::lock_guard lock(_mutex);
    return _messages;
}

std::vector<TestCall> TestContext::calls() const
{
    const std::lock_guard lock(_mutex);
    return _calls;
}

std::size_t TestContext::count(std::string_view operation) const
{
    const std::lock_guard lock(_mutex);
    std::size_t found = 0;
    for (const TestCall& call : _calls)
    {
        found += call.operation == operation ? 1 : 0;
    }
    return found;
}

void TestContext::clear()
{
    const std::lock_guard lock(_mutex);
    _messages.clear();
    _calls.clear();
    _polls = -1;
}

struct TestHost::Readers final : Audience
{
    explicit Readers(std::string readTag) : tag(std::move(readTag)) {}

    void language(TextSink& out) noexcept override { out.put(sdk::toView(tag)); }

    const std::string tag;
};

TestHost::TestHost() = default;
TestHost::~TestHost() = default;

void TestHost::setLanguage(const std::string& tag)
{
    _readers = std::make_unique<Readers>(tag);
}

void* TestHost::query(const char* iid) noexcept
{
    const auto is = [iid](const char* known) { return std::strcmp(iid, known) == 0; };
    if (is(Log::IID))
    {
        return static_cast<Log*>(this);
    }
    if (is(Quota::IID))
    {
        return static_cast<Quota*>(this);
    }
    if (is(Secrets::IID))
    {
        return static_cast<Secrets*>(this);
    }
    if (is(Clock::IID))
    {
        return static_cast<Clock*>(this);
    }
    if (is(Lookup::IID))
    {
        return static_cast<Lookup*>(this);
    }
    if (is(Audience::IID))
    {
        return static_cast<Audience*>(_readers.get());
    }
    return is(State::IID) ? static_cast<State*>(this) : nullptr;
}

void TestHost::setSecret(const std::string& reference, const std::string& value)
{
    const std::lock_guard lock(_mutex);
    _secrets[reference] = value;
}

void TestHost::setRow(const std::string& dataset, const std::string& field, const std::string& value,
                      const std::string& json)
{
    const std::lock_guard lock(_mutex);
    _rows[dataset + '\n' + field + '\n' + value] = json;
}

void TestHost::setState(const std::string& name, const std::string& value)
{
    const std::lock_guard lock(_mutex);
    _state[name] = value;
}

std::string TestHost::stateOf(const std::string& name) const
{
    const std::lock_guard lock(_mutex);
    const auto at = _state.find(name);
    return at == _state.end() ? std::string() : at->second;
}

void TestHost::setNow(int64_t unixMs)
{
    const std::lock_guard lock(_mutex);
    _now = unixMs;
}

void TestHost::setMonotonic(int64_t ms)
{
    const std::lock_guard lock(_mutex);
    _monotonic = ms;
}

std::vector<TestPause> TestHost::pauses() const
{
    const std::lock_guard lock(_mutex);
    return _pauses;
}

std::vector<std::string> TestHost::acquired() const
{
    const std::lock_guard lock(_mutex);
    return _acquired;
}

std::vector<std::string> TestHost::concealed() const
{
    const std::lock_guard lock(_mutex);
    return _concealed;
}

std::vector<std::string> TestHost::logLines() const
{
    const std::lock_guard lock(_mutex);
    return _log;
}

std::string TestHost::declared(const std::string& bucket) const
{
    const std::lock_guard lock(_mutex);
    const auto at = _declared.find(bucket);
    return at == _declared.end() ? std::string() : at->second;
}

uint32_t TestHost::enabled(uint32_t) noexcept
{
    return 1;
}

void TestHost::write(uint32_t, StringView message) noexcept
{
    const std::lock_guard lock(_mutex);
    _log.push_back(copy(message));
}

void TestHost::declare(StringView bucket, uint32_t limit, uint32_t window) noexcept
{
    const std::lock_guard lock(_mutex);
    _declared[copy(bucket)] = std::to_string(limit) + "/" + std::to_string(window);
}

Status TestHost::acquire(CallContext& context, StringView bucket) noexcept
{
    if (context.cancelled() != 0)
    {
        return {STATUS_CANCELLED, 0};
    }
    const std::lock_guard lock(_mutex);
    _acquired.push_back(copy(bucket));
    return {STATUS_OK, 0};
}

void TestHost::pause(StringView bucket, uint32_t ms) noexcept
{
    const std::lock_guard lock(_mutex);
    _pauses.push_back({copy(bucket), ms});
}

Status TestHost::resolve(StringView reference, TextSink& out) noexcept
{
    const std::lock_guard lock(_mutex);
    const auto at = _secrets.find(copy(reference));
    if (at == _secrets.end())
    {
        return {STATUS_NOT_FOUND, 0};
    }
    out.put(sdk::toView(at->second));
    return {STATUS_OK, 0};
}

void TestHost::conceal(StringView value) noexcept
{
    const std::lock_guard lock(_mutex);
    _concealed.push_back(copy(value));
}

int64_t TestHost::nowMs() noexcept
{
    const std::lock_guard lock(_mutex);
    using namespace std::chrono;
    return _now != 0 ? _now : duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

int64_t TestHost::monotonicMs() noexcept
{
    const std::lock_guard lock(_mutex);
    using namespace std::chrono;
    return _monotonic != 0 ? _monotonic
                           : duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Status TestHost::find(StringView dataset, StringView field, StringView value, TextSink& out) noexcept
{
    const std::lock_guard lock(_mutex);
    const auto at = _rows.find(rowKey(dataset, field, value));
    if (at == _rows.end())
    {
        return {STATUS_NOT_FOUND, 0};
    }
    out.put(sdk::toView(at->second));
    return {STATUS_OK, 0};
}

Status TestHost::get(StringView name, TextSink& out) noexcept
{
    const std::lock_guard lock(_mutex);
    const auto at = _state.find(copy(name));
    if (at == _state.end() || at->second.empty())
    {
        return {STATUS_NOT_FOUND, 0};
    }
    out.put(sdk::toView(at->second));
    return {STATUS_OK, 0};
}

Status TestHost::put(StringView name, StringView value) noexcept
{
    const std::lock_guard lock(_mutex);
    _state[copy(name)] = copy(value);
    return {STATUS_OK, 0};
}

Status TestRecords::record(const RecordView& record) noexcept
{
    records.push_back({copy(record.key), copy(record.number), copy(record.payload), record.event_time_ms});
    return {stopAfter != 0 && records.size() >= stopAfter ? STATUS_CANCELLED : STATUS_OK, 0};
}

Status TestRecords::pageEnd(int64_t total) noexcept
{
    pages.push_back(total);
    return {STATUS_OK, 0};
}

void TestPrepared::put(const Prepared& prepared) noexcept
{
    body = copy(prepared.body);
    naturalKey = copy(prepared.natural_key);
    fingerprint = copy(prepared.fingerprint);
    scope = copy(prepared.scope);
    state = copy(prepared.state);
}

Status TestBills::put(const BillView& bill) noexcept
{
    bills.push_back({copy(bill.id), copy(bill.number), copy(bill.natural_key), copy(bill.state),
                     copy(bill.fingerprint), copy(bill.scope), bill.live != 0});
    return {STATUS_OK, 0};
}

} // namespace duijie::testkit
