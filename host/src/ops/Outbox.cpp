#include "ops/Outbox.h"

#include "text/Catalogue.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace duijie::ops
{

namespace
{

int64_t numberOf(sdk::JsonValue value)
{
    const std::string_view text = value.text();
    int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

bool isAlert(const Notice& notice)
{
    return notice.kind == NoticeKind::Begun || notice.kind == NoticeKind::Over ||
           notice.kind == NoticeKind::Passed;
}

// The same thing in both: nothing, `old` with what `fresh` says, or none at all.
enum class Merged
{
    Kept,
    Gone
};

Merged merge(Notice& old, Notice& fresh)
{
    if (!isAlert(fresh))
    {
        old = std::move(fresh);
        return Merged::Kept;
    }
    if (fresh.kind == NoticeKind::Begun)
    {
        if (old.kind == NoticeKind::Over)
        {
            return Merged::Gone; // people believe that it stands, and it does
        }
        const int64_t began = old.atMs;
        old = std::move(fresh);
        old.atMs = began;
        return Merged::Kept;
    }
    if (old.kind == NoticeKind::Begun || old.kind == NoticeKind::Passed)
    {
        old.kind = NoticeKind::Passed;
        old.endMs = fresh.endMs != 0 ? fresh.endMs : fresh.atMs;
    }
    return Merged::Kept;
}

} // namespace

void Outbox::add(Notice notice)
{
    const auto same = [&](const Notice& other)
    { return other.flow == notice.flow && other.id == notice.id && isAlert(other) == isAlert(notice); };
    const auto found = std::find_if(_waiting.begin(), _waiting.end(), same);
    if (found == _waiting.end())
    {
        _waiting.push_back(std::move(notice));
        bound();
    }
    else if (merge(*found, notice) == Merged::Gone)
    {
        _waiting.erase(found);
    }
}

void Outbox::bound()
{
    if (size() <= MostWaiting)
    {
        return;
    }
    auto victim = std::find_if(_waiting.begin(), _waiting.end(), [](const Notice& n) { return !n.urgent; });
    _waiting.erase(victim == _waiting.end() ? _waiting.begin() : victim);
    ++_dropped;
}

std::vector<Notice> Outbox::take(const std::function<bool(const Notice&)>& may)
{
    std::vector<Notice> left;
    for (Notice& notice : _waiting)
    {
        (may(notice) ? _taken : left).push_back(std::move(notice));
    }
    _waiting = std::move(left);
    if (_dropped > 0 && !_taken.empty())
    {
        Notice lost;
        lost.kind = NoticeKind::Dropped;
        lost.happened = text::say("ops.dropped", {std::to_string(_dropped)});
        lost.advice = text::say("ops.dropped.advice");
        _taken.insert(_taken.begin(), std::move(lost));
        _droppedTaken = std::exchange(_dropped, 0);
    }
    return _taken;
}

int64_t Outbox::oldest(const std::function<bool(const Notice&)>& may) const
{
    for (const Notice& notice : _waiting)
    {
        if (may(notice))
        {
            return notice.endMs != 0 ? notice.endMs : notice.atMs;
        }
    }
    return -1;
}

void Outbox::settle(std::size_t told)
{
    if (_droppedTaken > 0 && told == 0)
    {
        _dropped += _droppedTaken;
        told = 1; // the notice that says so, which is made anew
    }
    _droppedTaken = 0;
    _taken.erase(_taken.begin(), _taken.begin() + static_cast<std::ptrdiff_t>(std::min(told, _taken.size())));
    std::vector<Notice> later = std::exchange(_waiting, std::exchange(_taken, {}));
    for (Notice& notice : later)
    {
        add(std::move(notice));
    }
}

std::string Outbox::json() const
{
    sdk::JsonWriter json;
    json.beginObject().key("dropped").number(_dropped + _droppedTaken).key("sent").beginArray();
    for (const int64_t ms : sent)
    {
        json.number(ms);
    }
    json.endArray().key("notices").beginArray();
    for (const std::vector<Notice>* list : {&_taken, &_waiting})
    {
        for (const Notice& notice : *list)
        {
            if (notice.kind != NoticeKind::Dropped)
            {
                putNotice(json, notice);
            }
        }
    }
    json.endArray().endObject();
    return json.take();
}

bool Outbox::read(std::string_view text)
{
    *this = Outbox();
    sdk::JsonDocument document;
    if (!document.parse(text) || !document.root().isObject())
    {
        return false;
    }
    _dropped = std::max<int64_t>(0, numberOf(document.root().find("dropped")));
    for (const sdk::JsonValue ms : document.root().find("sent"))
    {
        sent.push_back(numberOf(ms));
    }
    for (const sdk::JsonValue value : document.root().find("notices"))
    {
        if (auto notice = noticeOf(value))
        {
            add(std::move(*notice));
        }
    }
    return true;
}

} // namespace duijie::ops
