// The threads that send: each takes a document whose intent is durable, sends it once, and has the outcome
// stored.
#pragma once

#include "engine/Receipts.h"
#include "engine/RunContext.h"
#include "engine/Transitions.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace duijie::engine
{

/// A document ready to leave.
struct Delivery
{
    int64_t seq = 0;
    int attempt = 1;
    std::string key;
    std::string body;
};

/// Called when a delivery's outcome is durable, on the store's thread.
using Delivered = std::function<void(int64_t seq, store::RecordState state, const std::string& targetId)>;

class DeliveryPool
{
public:
    DeliveryPool(RunContext& run, RetryRules rules, Delivered delivered);
    ~DeliveryPool();

    /// Takes documents. Never blocks: whoever submits keeps the number under way in bounds.
    void submit(std::vector<Delivery> deliveries);

    /// Documents submitted whose outcome is not durable yet.
    int64_t underWay() const noexcept { return _underWay.load(); }

private:
    void work();
    std::vector<Delivery> take(); // empty: closing
    DocumentView viewOf(const Delivery& delivery) const;
    void deliver(const Delivery& delivery, uint64_t random);
    void deliverMany(const std::vector<Delivery>& deliveries, uint64_t random);
    void conclude(const Delivery& delivery, Receipt outcome, std::vector<store::CallRow> calls,
                  uint64_t random);
    void giveBack(const Delivery& delivery);
    void store(store::Transition transition, std::vector<store::CallRow> calls);
    void count(store::RecordState state);

    RunContext& _run;
    const RetryRules _rules;
    const Delivered _delivered;
    const std::size_t _perCall; // documents that one call of the target takes
    std::mutex _mutex;
    std::condition_variable _changed;
    std::deque<Delivery> _queue;
    bool _closing = false;
    std::atomic<int64_t> _underWay{0};
    std::vector<std::unique_ptr<Crew::Worker>> _workers;
};

} // namespace duijie::engine
