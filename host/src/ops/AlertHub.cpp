#include "ops/AlertHub.h"

#include "text/Catalogue.h"

#include <algorithm>
#include <chrono>

namespace duijie::ops
{

namespace
{

// The wall clock may be set, so it is looked at now and then whatever it said last.
constexpr int64_t LookMs = 1000;

// No call is made for a record or a run, and a stop lets what is being sent come to its end: cut off, it
// might be told twice.
class Sending final : public CallContext
{
public:
    uint32_t cancelled() noexcept override { return 0; }
    void fail(StringView) noexcept override {}
    void called(const CallInfo&) noexcept override {}
    Status intend(StringView, StringView) noexcept override { return {STATUS_UNSUPPORTED, 0}; }
};

} // namespace

AlertHub::AlertHub(const HubParts& parts, std::vector<NamedChannel> channels, const Rules& rules)
    : _parts(parts), _logged(parts.log)
{
    for (NamedChannel& each : channels)
    {
        _postmen.push_back(std::make_unique<Postman>(each.name, std::move(each.channel), rules, parts.time,
                                                     parts.log, parts.store));
    }
}

AlertHub::~AlertHub()
{
    stop();
}

void AlertHub::start(std::unique_ptr<Alive> alive)
{
    _alive = std::move(alive);
    for (const auto& postman : _postmen)
    {
        _threads.emplace_back([this, &postman] { work(*postman); });
    }
    if (_alive)
    {
        _threads.emplace_back([this] { signOfLife(); });
    }
}

void AlertHub::stop()
{
    {
        const std::lock_guard lock(_mutex);
        _stop = true;
    }
    _changed.notify_all();
    for (std::thread& thread : _threads)
    {
        thread.join();
    }
    _threads.clear();
}

void AlertHub::goOnFrom(const AlertHub& before)
{
    for (const auto& postman : _postmen)
    {
        for (const auto& other : before._postmen)
        {
            if (other->name() == postman->name())
            {
                postman->goOnFrom(*other);
            }
        }
    }
}

void AlertHub::deliverNow()
{
    Sending context;
    for (const auto& postman : _postmen)
    {
        postman->deliverNow(context);
    }
}

void AlertHub::begun(const std::string& flow, const engine::Alert& alert)
{
    _logged.begun(flow, alert);
    Notice notice;
    notice.flow = flow;
    notice.id = alert.id;
    notice.urgent = alert.urgent;
    notice.happened = _parts.redactor.redact(alert.happened);
    notice.meaning = _parts.redactor.redact(alert.meaning);
    notice.advice = _parts.redactor.redact(alert.advice);
    add(notice);
}

void AlertHub::over(const std::string& flow, const std::string& id, const std::string& happened)
{
    _logged.over(flow, id, happened);
    Notice notice;
    notice.kind = NoticeKind::Over;
    notice.flow = flow;
    notice.id = id;
    notice.happened = _parts.redactor.redact(happened);
    add(notice);
}

void AlertHub::add(const Notice& notice)
{
    for (const auto& postman : _postmen)
    {
        Notice own = notice;
        own.atMs = _parts.time.nowMs();
        postman->add(std::move(own));
    }
}

void AlertHub::told()
{
    for (const auto& postman : _postmen)
    {
        postman->persist();
    }
    {
        const std::lock_guard lock(_mutex);
        ++_news;
    }
    _changed.notify_all();
}

void AlertHub::wait(int64_t ms)
{
    std::unique_lock lock(_mutex);
    const uint64_t news = _news;
    _changed.wait_for(lock, std::chrono::milliseconds(std::clamp<int64_t>(ms, 1, LookMs)),
                      [&] { return _stop || _news != news; });
}

void AlertHub::work(Postman& postman)
{
    const auto stopping = [this]
    {
        const std::lock_guard lock(_mutex);
        return _stop;
    };
    Sending context;
    while (!stopping())
    {
        int64_t next = _parts.time.nowMs() + LookMs;
        try
        {
            next = postman.step(context);
        }
        catch (const std::exception& e)
        {
            _parts.log.write({LOG_ERROR, "alerts", _parts.redactor.redact(e.what())});
        }
        wait(next - _parts.time.nowMs());
    }
}

void AlertHub::signOfLife()
{
    const auto stopping = [this]
    {
        const std::lock_guard lock(_mutex);
        return _stop;
    };
    while (!stopping())
    {
        try
        {
            const int64_t now = _parts.time.nowMs();
            if (const auto notice = _alive->due(now))
            {
                _parts.log.write({LOG_INFO, "alerts", notice->happened});
                add(*notice);
                told();
                _alive->told(now);
            }
        }
        catch (const std::exception& e) // a store that cannot be read now
        {
            _parts.log.write({LOG_ERROR, "alerts", _parts.redactor.redact(e.what())});
        }
        wait(LookMs);
    }
}

} // namespace duijie::ops
