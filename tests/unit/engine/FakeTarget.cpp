#include "FakeTarget.h"

#include "duijie/sdk/Json.h"

namespace duijie::engine::test
{

namespace
{

struct Body
{
    std::string key;
    std::string day;
    std::string qty;
    std::string material;
};

Body read(StringView text)
{
    sdk::JsonDocument json;
    json.parse(sdk::toStd(text));
    const auto member = [&](const char* name) { return std::string(json.root().find(name).text()); };
    return {member("remark"), member("day"), member("qty"), member("material")};
}

Status put(BillSink& out, const BookBill& bill, bool withLines)
{
    const std::string number = "B" + bill.id;
    BillView view{};
    view.size = sizeof(BillView);
    view.live = bill.live ? 1 : 0;
    view.id = sdk::toView(bill.id);
    view.number = sdk::toView(number);
    view.natural_key = sdk::toView(bill.key);
    view.state = sdk::toView(bill.state);
    view.fingerprint = withLines ? sdk::toView(bill.fingerprint) : StringView{};
    view.scope = sdk::toView(bill.scope);
    return out.put(view);
}

// After these the bill is surely not there.
bool provesNotApplied(uint32_t code)
{
    return code == STATUS_NOT_SENT || code == STATUS_REJECTED || code == STATUS_THROTTLED ||
           code == STATUS_UNAUTHORIZED || code == STATUS_MISCONFIGURED || code == STATUS_UNSUPPORTED ||
           code == STATUS_HOLD;
}

} // namespace

Status FakeTarget::prepare(CallContext& context, const DocumentView& document, PreparedSink& out) noexcept
{
    const Body body = read(document.body);
    if (body.qty == "refuse" || body.qty == "wait")
    {
        context.fail(sdk::toView("the precheck says " + body.qty));
        return {static_cast<uint32_t>(body.qty == "wait" ? STATUS_HOLD : STATUS_REJECTED), 0};
    }
    const std::string fingerprint = fingerprintOf(body.day, body.qty, body.material);
    Prepared prepared{};
    prepared.size = sizeof(Prepared);
    prepared.body = document.body;
    prepared.natural_key = sdk::toView(body.key);
    prepared.fingerprint = sdk::toView(fingerprint);
    prepared.scope = sdk::toView(body.day);
    prepared.state = sdk::toView(wantedState);
    out.put(prepared);
    return {STATUS_OK, 0};
}

Answer FakeTarget::answerFor(const std::string& key)
{
    const auto found = answers.find(key);
    if (found != answers.end() && !found->second.empty())
    {
        const Answer answer = found->second.front();
        found->second.pop_front();
        return answer;
    }
    const auto chosen = chooseAnswer ? chooseAnswer(key) : std::nullopt;
    return chosen.value_or(Answer{});
}

void FakeTarget::watch(const std::string& key, const DocumentView& document)
{
    const Known& known = _known[key];
    if (known.open || known.written)
    {
        _violations.push_back(key +
                              (known.open ? " written again blindly" : " written after its bill was named"));
    }
    if (intents == nullptr)
    {
        return;
    }
    const auto intent = intents->lastIntent(std::stoll(std::string(sdk::toStd(document.key))));
    if (!intent || intent->naturalKey != key || intent->body != sdk::toStd(document.body) ||
        intent->attempt != static_cast<int>(document.attempt))
    {
        _violations.push_back(key + " sent without its intent");
    }
}

std::string FakeTarget::add(const std::string& key, const std::string& fingerprint, const std::string& scope,
                            int64_t visibleMs)
{
    const std::string id = std::to_string(_nextId++);
    _book[id] = {id, key, fingerprint, scope, visibleMs};
    return id;
}

Status FakeTarget::deliver(CallContext& context, const DocumentView& document, BillSink& out) noexcept
{
    const Body body = read(document.body);
    if (onDeliver)
    {
        onDeliver(body.key);
    }
    const std::lock_guard lock(_mutex);
    const Answer answer = answerFor(body.key);
    watch(body.key, document);
    Known& known = _known[body.key];
    ++known.deliveries;
    _scopes[body.key] = body.day;
    known.open = answer.withoutBill || (answer.code != STATUS_OK && !provesNotApplied(answer.code));
    known.written = answer.code == STATUS_OK && !answer.withoutBill;
    std::string id;
    if (answer.applied || answer.code == STATUS_OK)
    {
        id = add(body.key, fingerprintOf(body.day, body.qty, body.material), body.day,
                 _clock.nowMs() + answer.lateMs);
        _book[id].state = answer.draft ? "saved" : "audited";
    }
    if (known.written)
    {
        put(out, _book[id], false);
    }
    else
    {
        context.fail(sdk::toView("answer " + std::to_string(answer.code)));
    }
    return {answer.code, answer.retryAfterMs};
}

Status FakeTarget::next(std::deque<Status>& faults)
{
    if (faults.empty())
    {
        return {STATUS_OK, 0};
    }
    const Status status = faults.front();
    faults.pop_front();
    return status;
}

// A complete list proves of every unclear key in its scopes that does not show: it is not there.
void FakeTarget::closeUnseen(const std::string& first, const std::string& last)
{
    for (auto& [key, known] : _known)
    {
        bool shown = false;
        for (const auto& [id, bill] : _book)
        {
            shown = shown || (bill.key == key && bill.live && bill.visibleMs <= _clock.nowMs());
        }
        const std::string& scope = _scopes[key];
        known.open = known.open && (shown || scope < first || scope > last);
    }
}

void FakeTarget::closeUnseenKey(const std::string& key)
{
    const bool shown = !billsOf(key).empty();
    const std::lock_guard lock(_mutex);
    _known[key].open = _known[key].open && shown;
}

Status FakeTarget::list(CallContext& context, StringView, StringView firstScope, StringView lastScope,
                        BillSink& out) noexcept
{
    const std::lock_guard lock(_mutex);
    ++_lists;
    const std::string first(sdk::toStd(firstScope));
    const std::string last(sdk::toStd(lastScope));
    Status status = next(listFaults);
    if (status.code == STATUS_OK && chooseListFault)
    {
        status = chooseListFault();
    }
    int shown = 0;
    for (const auto& [id, bill] : _book)
    {
        if (bill.scope < first || bill.scope > last || bill.visibleMs > _clock.nowMs())
        {
            continue;
        }
        if (status.code != STATUS_OK && ++shown > 1)
        {
            break; // breaks off in the middle
        }
        if (put(out, bill, false).code != STATUS_OK)
        {
            return {STATUS_CANCELLED, 0};
        }
    }
    if (status.code != STATUS_OK)
    {
        context.fail(sdk::toView("the list broke off"));
        return status;
    }
    closeUnseen(first, last);
    return status;
}

Status FakeTarget::fetch(CallContext& context, StringView, StringView id, BillSink& out) noexcept
{
    const std::lock_guard lock(_mutex);
    if (onFetch)
    {
        onFetch();
    }
    const Status status = next(fetchFaults);
    if (status.code != STATUS_OK)
    {
        context.fail(sdk::toView("the bill cannot be read"));
        return status;
    }
    const auto found = _book.find(std::string(sdk::toStd(id)));
    if (found == _book.end() || found->second.visibleMs > _clock.nowMs())
    {
        return {STATUS_NOT_FOUND, 0};
    }
    return put(out, found->second, true);
}

Status FakeTarget::undo(CallContext& context, StringView, StringView id) noexcept
{
    const std::lock_guard lock(_mutex);
    const Status status = next(undoFaults);
    if (status.code != STATUS_OK)
    {
        context.fail(sdk::toView("the bill cannot be undone"));
        return status;
    }
    const auto found = _book.find(std::string(sdk::toStd(id)));
    if (found != _book.end())
    {
        _known[found->second.key].written = false;
        _book.erase(found);
    }
    return {STATUS_OK, 0};
}

std::string FakeTarget::plant(const std::string& key, const std::string& fingerprint,
                              const std::string& scope)
{
    const std::lock_guard lock(_mutex);
    return add(key, fingerprint, scope, 0);
}

bool FakeTarget::release(const std::string& id)
{
    const std::lock_guard lock(_mutex);
    const auto found = _book.find(id);
    if (found != _book.end())
    {
        found->second.state = "audited";
    }
    return found != _book.end();
}

void FakeTarget::draftAll()
{
    const std::lock_guard lock(_mutex);
    for (auto& [id, bill] : _book)
    {
        bill.state = "saved";
    }
}

void FakeTarget::voidBill(const std::string& id)
{
    const std::lock_guard lock(_mutex);
    _book.at(id).live = false;
}

std::vector<BookBill> FakeTarget::bills() const
{
    const std::lock_guard lock(_mutex);
    std::vector<BookBill> out;
    for (const auto& [id, bill] : _book)
    {
        out.push_back(bill);
    }
    return out;
}

std::vector<BookBill> FakeTarget::billsOf(const std::string& key) const
{
    std::vector<BookBill> out;
    for (const BookBill& bill : bills())
    {
        if (bill.key == key && bill.live)
        {
            out.push_back(bill);
        }
    }
    return out;
}

int FakeTarget::deliveries(const std::string& key) const
{
    const std::lock_guard lock(_mutex);
    const auto found = _known.find(key);
    return found == _known.end() ? 0 : found->second.deliveries;
}

int FakeTarget::deliveries() const
{
    const std::lock_guard lock(_mutex);
    int sum = 0;
    for (const auto& [key, known] : _known)
    {
        sum += known.deliveries;
    }
    return sum;
}

int FakeTarget::lists() const
{
    const std::lock_guard lock(_mutex);
    return _lists;
}

std::vector<std::string> FakeTarget::violations() const
{
    const std::lock_guard lock(_mutex);
    return _violations;
}

} // namespace duijie::engine::test
