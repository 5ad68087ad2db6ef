#include "ops/Postman.h"

#include "text/Catalogue.h"

#include <algorithm>
#include <array>

namespace duijie::ops
{

namespace
{

constexpr const char* Scope = "alerts";

constexpr int64_t Second = 1000;
constexpr int64_t Minute = 60 * Second;

// How often a message that the other side does not take is tried.
constexpr int MostBadMessages = 3;

// An empty outbox is looked at when something comes; a quiet one when the clock says so.
constexpr int64_t LookAgain = Minute;

// What is not there now may be soon; what a person has to mend takes longer.
int64_t waitAfter(Outcome outcome, int failures)
{
    constexpr std::array<int64_t, 6> Soon = {10 * Second, 30 * Second, Minute,
                                             2 * Minute,  5 * Minute,  10 * Minute};
    constexpr std::array<int64_t, 5> Later = {Minute, 5 * Minute, 15 * Minute, 30 * Minute, 60 * Minute};
    const auto of = [&](const auto& steps)
    { return steps[static_cast<std::size_t>(std::clamp<int>(failures - 1, 0, int(steps.size()) - 1))]; };
    return outcome == Outcome::Refused ? of(Later) : of(Soon);
}

std::string stateName(const std::string& channel)
{
    return "outbox:" + channel;
}

} // namespace

Postman::Postman(std::string name, std::unique_ptr<Channel> channel, Rules rules, engine::TimeSource& time,
                 engine::LogOutput& log, store::Store& store)
    : _name(std::move(name)), _channel(std::move(channel)), _rules(std::move(rules)), _time(time), _log(log),
      _store(store)
{
    if (const auto text = store.state(Scope, stateName(_name)))
    {
        _outbox.read(*text);
    }
}

void Postman::goOnFrom(const Postman& before)
{
    const std::scoped_lock lock(_mutex, before._mutex);
    _outbox = before._outbox;
}

void Postman::add(Notice notice)
{
    const std::lock_guard lock(_mutex);
    _outbox.add(std::move(notice));
}

void Postman::persist()
{
    const std::lock_guard lock(_mutex);
    saveLocked();
}

// Writes come to be durable in the order they are given, also those of several threads: given under the lock.
// One that fails is told of by whoever writes next and waits for it.
void Postman::saveLocked()
{
    _store.putState(Scope, stateName(_name), _outbox.json(), [](const store::WriteResult&) {});
}

std::size_t Postman::waiting() const
{
    const std::lock_guard lock(_mutex);
    return _outbox.size();
}

bool Postman::may(const Notice& notice) const
{
    return notice.urgent || !_rules.quiet || !_rules.quiet->contains(clockOf(_quietAsOf));
}

int64_t Postman::dueAt(int64_t now, int64_t groupMs)
{
    const std::lock_guard lock(_mutex);
    _quietAsOf = _rules.localTime(now);
    const int64_t oldest = _outbox.oldest([this](const Notice& notice) { return may(notice); });
    if (oldest < 0)
    {
        return now + LookAgain;
    }
    auto& sent = _outbox.sent;
    // A clock that was set back must not silence the robot for longer than its minute.
    while (!sent.empty() && (sent.front() <= now - Minute || sent.front() > now))
    {
        sent.pop_front();
    }
    int64_t due = std::min(oldest, now) + groupMs;
    if (sent.size() >= static_cast<std::size_t>(_rules.perMinute))
    {
        due = std::max(due, sent[sent.size() - static_cast<std::size_t>(_rules.perMinute)] + Minute);
    }
    return std::max(due, std::min(_notBefore, now + 60 * Minute));
}

int64_t Postman::step(CallContext& context)
{
    const int64_t due = dueAt(_time.nowMs(), _rules.groupMs);
    if (due > _time.nowMs())
    {
        return due;
    }
    sendOne(context);
    return dueAt(_time.nowMs(), _rules.groupMs);
}

void Postman::deliverNow(CallContext& context)
{
    while (dueAt(_time.nowMs(), 0) <= _time.nowMs() && sendOne(context))
    {
    }
}

bool Postman::sendOne(CallContext& context)
{
    std::vector<Notice> notices;
    {
        const std::lock_guard lock(_mutex);
        notices = _outbox.take([this](const Notice& notice) { return may(notice); });
        _outbox.sent.push_back(_time.nowMs());
    }
    const Delivery delivery = _channel->send(notices, context);
    settle(delivery, notices);
    return delivery.outcome == Outcome::Delivered;
}

void Postman::settle(const Delivery& delivery, const std::vector<Notice>& notices)
{
    const bool delivered = delivery.outcome == Outcome::Delivered;
    _badMessages = delivery.outcome == Outcome::BadMessage ? _badMessages + 1 : 0;
    const bool giveUp = _badMessages >= MostBadMessages;
    if (delivered)
    {
        tellDelivered();
    }
    else
    {
        ++_failures;
        const int64_t wait = std::max(delivery.waitMs, waitAfter(delivery.outcome, _failures));
        _notBefore = _time.nowMs() + wait;
        tellFailed(delivery);
    }
    if (giveUp)
    {
        _log.write({LOG_ERROR, _name, text::say("ops.log.given_up", {std::to_string(delivery.taken)})});
        _badMessages = 0;
    }
    const std::lock_guard lock(_mutex);
    _outbox.settle(delivered || giveUp ? std::min(delivery.taken, notices.size()) : 0);
    saveLocked();
}

void Postman::tellDelivered()
{
    _notBefore = 0;
    _failures = 0;
    if (!_toldReason.empty())
    {
        _log.write({LOG_WARNING, _name, text::say("ops.log.again")});
        _toldReason.clear();
    }
}

// Once a reason: the log is not to be filled with the same sentence every ten minutes.
void Postman::tellFailed(const Delivery& delivery)
{
    if (delivery.reason != _toldReason)
    {
        _toldReason = delivery.reason.empty() ? "?" : delivery.reason;
        _log.write({LOG_ERROR, _name, text::say("ops.log.failed", {_toldReason, delivery.advice})});
    }
}

} // namespace duijie::ops
