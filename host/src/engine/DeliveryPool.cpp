#include "engine/DeliveryPool.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <utility>

namespace duijie::engine
{

using store::RecordState;

namespace
{

// Of outcomes that leave nothing to do, every so manieth wakes the dispatcher, and the last one.
constexpr int64_t SignalEvery = 64;

// The bill a delivery was answered with.
class ReceiptSink final : public BillSink
{
public:
    Status put(const BillView& bill) noexcept override
    {
        try
        {
            id = sdk::toStd(bill.id);
            number = sdk::toStd(bill.number);
            return {STATUS_OK, 0};
        }
        catch (const std::exception&)
        {
            return {STATUS_INTERNAL, 0};
        }
    }

    std::string id;
    std::string number;
};

std::size_t perCall(const FlowParts& flow) noexcept
{
    const uint32_t largest =
        flow.many == nullptr ? 1 : flow.many->largestBatch(sdk::toView(flow.targetPlan->api()));
    return std::max<uint32_t>(1, largest);
}

} // namespace

DeliveryPool::DeliveryPool(RunContext& run, RetryRules rules)
    : _run(run), _rules(rules), _perCall(perCall(run.flow))
{
    for (int i = 0; i < run.flow.concurrency; ++i)
    {
        _workers.push_back(run.shared.crew.start([this] { work(); }));
    }
}

DeliveryPool::~DeliveryPool()
{
    {
        const std::lock_guard lock(_mutex);
        _closing = true;
    }
    _run.shared.crew.wake(_changed);
    _workers.clear();
    // Outcomes on their way to the disk call back into this object.
    uint64_t seen = 0;
    while (_underWay.load() > 0)
    {
        seen = _run.waitSignal(seen, 50);
    }
}

void DeliveryPool::submit(std::vector<Delivery> deliveries)
{
    _underWay += static_cast<int64_t>(deliveries.size());
    {
        const std::lock_guard lock(_mutex);
        for (Delivery& delivery : deliveries)
        {
            _queue.push_back(std::move(delivery));
        }
    }
    _run.shared.crew.wake(_changed);
}

std::vector<Delivery> DeliveryPool::take()
{
    std::unique_lock lock(_mutex);
    while (!_closing && _queue.empty())
    {
        _run.shared.crew.wait(lock, _changed, -1);
    }
    std::vector<Delivery> taken;
    // A document that failed among others goes alone from then on: its answer must speak of it.
    const auto fits = [&]
    { return taken.empty() || (_queue.front().attempt == 1 && taken.front().attempt == 1); };
    while (!_queue.empty() && taken.size() < _perCall && fits())
    {
        taken.push_back(std::move(_queue.front()));
        _queue.pop_front();
    }
    return taken;
}

void DeliveryPool::work()
{
    std::mt19937_64 random(_run.shared.crew.randomSeed());
    for (std::vector<Delivery> taken = take(); !taken.empty(); taken = take())
    {
        if (_run.stopping())
        {
            for (const Delivery& delivery : taken)
            {
                giveBack(delivery);
            }
        }
        else if (taken.size() == 1)
        {
            deliver(taken.front(), random());
        }
        else
        {
            deliverMany(taken, random());
        }
    }
}

DocumentView DeliveryPool::viewOf(const Delivery& delivery) const
{
    DocumentView document{};
    document.size = sizeof(DocumentView);
    document.attempt = static_cast<uint32_t>(delivery.attempt);
    document.api = sdk::toView(_run.flow.targetPlan->api());
    document.key = sdk::toView(delivery.key);
    document.body = sdk::toView(delivery.body);
    return document;
}

void DeliveryPool::deliver(const Delivery& delivery, uint64_t random)
{
    CallScope scope(_run.tag(_run.flow.targetConnection, delivery.seq, delivery.attempt), _run.shared,
                    &_run.shared.store);
    ReceiptSink receipt;
    Receipt outcome;
    outcome.status = _run.flow.target->deliver(scope, viewOf(delivery), receipt);
    outcome.id = std::move(receipt.id);
    outcome.number = std::move(receipt.number);
    outcome.message = scope.message();
    conclude(delivery, std::move(outcome), scope.takeCalls(), random);
}

// One call for all of them; each has an outcome of its own.
void DeliveryPool::deliverMany(const std::vector<Delivery>& deliveries, uint64_t random)
{
    std::vector<DocumentView> documents;
    for (const Delivery& delivery : deliveries)
    {
        documents.push_back(viewOf(delivery));
    }
    CallScope scope(_run.tag(_run.flow.targetConnection, deliveries.front().seq, deliveries.front().attempt),
                    _run.shared, &_run.shared.store);
    ReceiptsSink receipts(deliveries.size());
    const Status status = _run.flow.many->deliverMany(scope, documents.data(),
                                                      static_cast<uint32_t>(documents.size()), receipts);
    std::vector<store::CallRow> calls = scope.takeCalls();
    for (store::CallRow& call : calls)
    {
        std::transform(deliveries.begin() + 1, deliveries.end(), std::back_inserter(call.others),
                       [](const Delivery& delivery) { return delivery.seq; });
    }
    for (std::size_t i = 0; i < deliveries.size(); ++i)
    {
        Receipt outcome = receipts.take(i);
        outcome.message = _run.shared.redactor.redact(outcome.message);
        if (!outcome.told)
        {
            outcome.status = status.code == STATUS_OK ? Status{STATUS_UNKNOWN, 0} : status;
            outcome.message = scope.message();
        }
        conclude(deliveries[i], std::move(outcome), std::exchange(calls, {}), random + i);
    }
}

// The state that follows from an answer.
void DeliveryPool::conclude(const Delivery& delivery, Receipt outcome, std::vector<store::CallRow> calls,
                            uint64_t random)
{
    Status status = outcome.status;
    if (status.code == STATUS_OK && outcome.id.empty())
    {
        status = {STATUS_UNKNOWN, 0}; // a success without a bill is no proof
    }
    const Decision decision = decideDelivery(status, _rules, delivery.attempt, random);
    store::Transition transition;
    transition.seq = delivery.seq;
    transition.from = RecordState::Sending;
    transition.to = decision.to;
    transition.nextMs = decision.waitMs == 0 ? 0 : _run.shared.time.nowMs() + decision.waitMs;
    transition.targetId = std::move(outcome.id);
    transition.targetNumber = std::move(outcome.number);
    if (status.code != STATUS_OK)
    {
        transition.reason = outcome.message.empty()
                                ? text::say("engine.plugin.silent", {_run.flow.targetConnection, "deliver"})
                                : std::move(outcome.message);
    }
    if (decision.halt)
    {
        _run.halt(transition.reason);
    }
    store(std::move(transition), std::move(calls));
}

// Nothing of it left: it goes back as surely not sent, so that the next start need not look it up.
void DeliveryPool::giveBack(const Delivery& delivery)
{
    store::Transition transition;
    transition.seq = delivery.seq;
    transition.from = RecordState::Sending;
    transition.to = RecordState::Retrying;
    transition.attempts = delivery.attempt - 1; // this one was none
    transition.reason = text::say("engine.delivery.stopped");
    store(std::move(transition), {});
}

void DeliveryPool::count(RecordState state)
{
    Progress& progress = _run.progress;
    progress.written += state == RecordState::Done ? 1 : 0;
    progress.unclear += state == RecordState::Unknown ? 1 : 0;
    progress.retried += state == RecordState::Retrying ? 1 : 0;
    progress.dead += state == RecordState::Dead ? 1 : 0;
    progress.held += state == RecordState::Held ? 1 : 0;
}

void DeliveryPool::store(store::Transition transition, std::vector<store::CallRow> calls)
{
    const RecordState state = transition.to;
    std::vector<store::Transition> transitions;
    transitions.push_back(std::move(transition));
    _run.shared.store.writeOutcome(std::move(transitions), std::move(calls),
                                   [this, state](const store::WriteResult& result)
                                   {
                                       // Not stored: the record stays "sending", and the next start looks it
                                       // up. Nothing is sent again blindly.
                                       if (result.ok)
                                       {
                                           count(state);
                                       }
                                       else
                                       {
                                           _run.haltForStore(result.error);
                                       }
                                       // A wake-up for every bill would have the dispatcher look for work
                                       // thousands of times a second.
                                       RunContext& run = _run;
                                       const int64_t left = --_underWay;
                                       if (left % SignalEvery == 0 || state != RecordState::Done)
                                       {
                                           run.signal();
                                       }
                                   });
}

} // namespace duijie::engine
