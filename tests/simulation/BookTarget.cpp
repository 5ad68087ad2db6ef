#include "BookTarget.h"

#include "SampleFlow.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"

#include <vector>

namespace duijie::simulation
{

using engine::test::fingerprintOf;

// A document as it was mapped.
struct BookTarget::Body
{
    std::string key;
    std::string day;
    std::string qty;
    std::string material;

    std::string fingerprint() const { return fingerprintOf(day, qty, material); }
};

// What happens to one call that saves.
struct BookTarget::Fate
{
    Wire wire = Wire::Fine;
    uint32_t refusal = STATUS_OK; ///< the vendor refuses the whole call
    uint32_t retryAfterMs = 0;
    int64_t lateMs = 0; ///< applied so much later
    bool nameless = false;
    bool draft = false;
};

struct BookTarget::Saved
{
    Status status{STATUS_OK, 0};
    std::string id;
};

namespace
{

Status put(BillSink& out, const Bill& bill, bool withLines)
{
    const std::string number = "B" + bill.id;
    BillView view{};
    view.size = sizeof(BillView);
    view.live = 1;
    view.id = sdk::toView(bill.id);
    view.number = sdk::toView(number);
    view.natural_key = sdk::toView(bill.key);
    view.state = sdk::toView(bill.audited ? "audited" : "saved");
    view.fingerprint = withLines ? sdk::toView(bill.fingerprint) : StringView{};
    view.scope = sdk::toView(bill.day);
    return out.put(view);
}

BillView named(const std::string& id)
{
    BillView view{};
    view.size = sizeof(BillView);
    view.live = 1;
    view.id = sdk::toView(id);
    view.number = sdk::toView(id);
    return view;
}

} // namespace

BookTarget::Body BookTarget::read(const DocumentView& document) const
{
    sdk::JsonDocument json;
    json.parse(sdk::toStd(document.body));
    const auto member = [&](const char* name) { return std::string(json.root().find(name).text()); };
    return {member("remark"), member("day"), member("qty"), member("material")};
}

Status BookTarget::prepare(CallContext& context, const DocumentView& document, PreparedSink& out) noexcept
{
    const Body body = read(document);
    if (body.qty == "refuse" || body.qty == "wait")
    {
        context.fail(sdk::toView("the precheck says " + body.qty));
        return {static_cast<uint32_t>(body.qty == "wait" ? STATUS_HOLD : STATUS_REJECTED), 0};
    }
    const std::string fingerprint = body.fingerprint();
    Prepared prepared{};
    prepared.size = sizeof(Prepared);
    prepared.body = document.body;
    prepared.natural_key = sdk::toView(body.key);
    prepared.fingerprint = sdk::toView(fingerprint);
    prepared.scope = sdk::toView(body.day);
    prepared.state = sdk::toView("audited");
    out.put(prepared);
    return {STATUS_OK, 0};
}

BookTarget::Fate BookTarget::fate()
{
    Fate fate;
    int64_t dice = _random.below(100);
    const auto falls = [&](int share)
    {
        dice -= share;
        return dice < 0 && dice >= -share;
    };
    if (falls(_mood.notSent))
    {
        fate.wire = Wire::NotSent;
    }
    else if (falls(_mood.cutBefore))
    {
        fate.wire = Wire::CutBefore;
    }
    else if (falls(_mood.appliedLost))
    {
        fate.wire = Wire::CutAfter;
    }
    else if (falls(_mood.lateApplied))
    {
        fate.wire = Wire::CutAfter;
        fate.lateMs = _random.below(_settleMs / 2);
    }
    else if (falls(_mood.throttled))
    {
        fate.refusal = STATUS_THROTTLED;
        fate.retryAfterMs = static_cast<uint32_t>(_random.below(90 * Second));
    }
    else if (falls(_mood.unauthorized))
    {
        fate.refusal = STATUS_UNAUTHORIZED;
    }
    else if (falls(_mood.nameless))
    {
        fate.nameless = true;
    }
    else if (falls(_mood.draft))
    {
        fate.draft = true;
        fate.wire = Wire::CutAfter;
    }
    return fate;
}

// I3: the intent is on the disk before anything arrives here.
void BookTarget::watch(const Body& body, const DocumentView& document)
{
    const auto intent = _store->lastIntent(std::stoll(std::string(sdk::toStd(document.key))));
    if (!intent || intent->naturalKey != body.key || intent->body != sdk::toStd(document.body) ||
        intent->attempt != static_cast<int>(document.attempt))
    {
        _books.violated(body.key + " arrives before its intent is durable");
    }
}

// At the vendor.
BookTarget::Saved BookTarget::save(const Body& body, const Fate& fate)
{
    Saved saved;
    if (fate.refusal != STATUS_OK)
    {
        saved.status = {fate.refusal, fate.retryAfterMs};
    }
    else if (body.qty == "closed")
    {
        saved.status.code = STATUS_REJECTED;
    }
    else if (_mood.uniqueKeys && _books.stands(body.key))
    {
        saved.status.code = STATUS_DUPLICATE;
    }
    else
    {
        const int64_t shown =
            _scheduler.nowMs() + fate.lateMs + (_mood.hiddenMs > 0 ? _random.below(_mood.hiddenMs) : 0);
        const std::string id = _books.save(body.key, body.day, body.fingerprint(), shown, !fate.draft).id;
        saved.id = fate.nameless ? std::string() : id;
        return saved;
    }
    if (saved.status.code != STATUS_DUPLICATE)
    {
        _books.refused(body.key);
    }
    return saved;
}

Status BookTarget::deliver(CallContext& context, const DocumentView& document, BillSink& out) noexcept
{
    const Body body = read(document);
    const Fate how = fate();
    Saved saved;
    Status status = _gateway.call(context, "deliver", how.wire,
                                  [&]
                                  {
                                      watch(body, document);
                                      _books.leaves(body.key, body.day, _scheduler.nowMs());
                                      saved = save(body, how);
                                      return saved.status;
                                  });
    if (status.code == STATUS_OK && !saved.id.empty())
    {
        out.put(named(saved.id));
    }
    return status;
}

uint32_t BookTarget::largestBatch(StringView) noexcept
{
    return _mood.perCall;
}

Status BookTarget::deliverMany(CallContext& context, const DocumentView* documents, uint32_t count,
                               BatchSink& out) noexcept
{
    const Fate how = fate();
    std::vector<Saved> saved(count);
    const Status status = _gateway.call(context, "deliver", how.wire,
                                        [&]
                                        {
                                            for (uint32_t i = 0; i < count; ++i)
                                            {
                                                const Body body = read(documents[i]);
                                                watch(body, documents[i]);
                                                _books.leaves(body.key, body.day, _scheduler.nowMs());
                                                saved[i] = save(body, how);
                                            }
                                            return Status{how.refusal, how.retryAfterMs};
                                        });
    for (uint32_t i = 0; i < count && status.code == STATUS_OK; ++i)
    {
        const std::string message = "answer " + std::to_string(saved[i].status.code);
        out.put(i, saved[i].status, named(saved[i].id), sdk::toView(message));
    }
    return status;
}

Wire BookTarget::readingWire()
{
    return _random.chance(_mood.listFailing) ? _random.oneOf(Wire::NotSent, Wire::CutBefore, Wire::CutAfter)
                                             : Wire::Fine;
}

Status BookTarget::readingStatus(Status status) const
{
    const bool cut = status.code == STATUS_UNKNOWN || status.code == STATUS_NOT_SENT;
    return cut ? Status{STATUS_UNAVAILABLE, 0} : status;
}

Status BookTarget::list(CallContext& context, StringView, StringView firstScope, StringView lastScope,
                        BillSink& out) noexcept
{
    const std::string first(sdk::toStd(firstScope));
    const std::string last(sdk::toStd(lastScope));
    std::vector<Bill> shown;
    int64_t arrived = 0;
    const Status status = _gateway.call(context, "list", readingWire(),
                                        [&]
                                        {
                                            arrived = _scheduler.nowMs();
                                            for (const Bill* bill : _books.shown(first, last, arrived))
                                            {
                                                shown.push_back(*bill);
                                            }
                                            return Status{STATUS_OK, 0};
                                        });
    const std::size_t told = status.code == STATUS_OK ? shown.size() : shown.size() / 2; // breaks off
    for (std::size_t i = 0; i < told; ++i)
    {
        if (put(out, shown[i], false).code != STATUS_OK)
        {
            return {STATUS_CANCELLED, 0};
        }
    }
    if (status.code == STATUS_OK)
    {
        _books.looked(first, last, arrived);
    }
    return readingStatus(status);
}

Status BookTarget::find(CallContext& context, StringView, StringView scope, StringView naturalKey,
                        BillSink& out) noexcept
{
    if (!_mood.finds)
    {
        return {STATUS_UNSUPPORTED, 0};
    }
    const std::string day(sdk::toStd(scope));
    const std::string key(sdk::toStd(naturalKey));
    std::vector<Bill> shown;
    int64_t arrived = 0;
    const Status status = _gateway.call(context, "find", readingWire(),
                                        [&]
                                        {
                                            arrived = _scheduler.nowMs();
                                            for (const Bill* bill : _books.shown(day, day, arrived))
                                            {
                                                if (bill->key == key)
                                                {
                                                    shown.push_back(*bill);
                                                }
                                            }
                                            return Status{STATUS_OK, 0};
                                        });
    for (const Bill& bill : shown)
    {
        if (status.code == STATUS_OK && put(out, bill, false).code != STATUS_OK)
        {
            return {STATUS_CANCELLED, 0};
        }
    }
    if (status.code == STATUS_OK)
    {
        _books.looked(key, arrived);
    }
    return readingStatus(status);
}

Status BookTarget::fetch(CallContext& context, StringView, StringView id, BillSink& out) noexcept
{
    std::optional<Bill> found;
    Status status = _gateway.call(context, "fetch", readingWire(),
                                  [&]
                                  {
                                      const Bill* bill = _books.find(std::string(sdk::toStd(id)));
                                      found = bill == nullptr ? found : *bill;
                                      return Status{STATUS_OK, 0};
                                  });
    if (status.code == STATUS_OK)
    {
        return found ? put(out, *found, true) : Status{STATUS_NOT_FOUND, 0};
    }
    return readingStatus(status);
}

Status BookTarget::undo(CallContext& context, StringView, StringView id) noexcept
{
    if (const Status intended = context.intend(sdk::toView("delete"), id); intended.code != STATUS_OK)
    {
        return intended;
    }
    return readingStatus(_gateway.call(context, "delete", readingWire(),
                                       [&]
                                       {
                                           _books.remove(std::string(sdk::toStd(id)));
                                           return Status{STATUS_OK, 0};
                                       }));
}

Status BookTarget::finish(CallContext& context, StringView, StringView id) noexcept
{
    if (const Status intended = context.intend(sdk::toView("audit"), id); intended.code != STATUS_OK)
    {
        return intended;
    }
    const bool refused = _random.chance(_mood.finishRefused);
    return readingStatus(_gateway.call(context, "audit", readingWire(),
                                       [&]
                                       {
                                           const std::string bill(sdk::toStd(id));
                                           if (refused || _books.find(bill) == nullptr)
                                           {
                                               return Status{STATUS_REJECTED, 0};
                                           }
                                           _books.audit(bill);
                                           return Status{STATUS_OK, 0};
                                       }));
}

void BookTarget::costs(StringView, DeliveryCosts& out) noexcept
{
    out.deliver = 1;
    out.undo = 1;
    out.bucket = sdk::toView(_gateway.bucket());
}

void BookTarget::naturalKeys(StringView, TextSink& field, TextSink&) noexcept
{
    field.put(sdk::toView("remark"));
}

} // namespace duijie::simulation
