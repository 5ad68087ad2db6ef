// The target's connector in the simulated world, with every class of answer that a vendor and a wire can
// give.
#pragma once

#include "Books.h"
#include "Gateway.h"
#include "Mood.h"

#include "store/Store.h"

#include "duijie/abi/target.h"

#include <optional>
#include <string>

namespace duijie::simulation
{

class BookTarget final : public Target,
                         public TargetUndo,
                         public TargetFinish,
                         public TargetFind,
                         public TargetBatch,
                         public TargetCosts,
                         public TargetKeys
{
public:
    BookTarget(Scheduler& scheduler, uint64_t seed, const BookMood& mood, int64_t settleMs, Books& books,
               Gateway& gateway)
        : _scheduler(scheduler), _random(seed), _mood(mood), _settleMs(settleMs), _books(books),
          _gateway(gateway)
    {
    }

    /// A new life of the process, whose intents are in `store`.
    void open(store::Store& store) { _store = &store; }

    Status prepare(CallContext& context, const DocumentView& document, PreparedSink& out) noexcept override;
    Status deliver(CallContext& context, const DocumentView& document, BillSink& out) noexcept override;
    Status list(CallContext& context, StringView api, StringView firstScope, StringView lastScope,
                BillSink& out) noexcept override;
    Status fetch(CallContext& context, StringView api, StringView id, BillSink& out) noexcept override;
    Status undo(CallContext& context, StringView api, StringView id) noexcept override;
    Status finish(CallContext& context, StringView api, StringView id) noexcept override;
    Status find(CallContext& context, StringView api, StringView scope, StringView naturalKey,
                BillSink& out) noexcept override;
    uint32_t largestBatch(StringView api) noexcept override;
    Status deliverMany(CallContext& context, const DocumentView* documents, uint32_t count,
                       BatchSink& out) noexcept override;
    void costs(StringView api, DeliveryCosts& out) noexcept override;
    void naturalKeys(StringView api, TextSink& field, TextSink& prefix) noexcept override;

private:
    struct Body;
    struct Fate;
    struct Saved;

    Body read(const DocumentView& document) const;
    Fate fate();
    Saved save(const Body& body, const Fate& fate);
    void watch(const Body& body, const DocumentView& document);
    Wire readingWire();
    Status readingStatus(Status status) const;

    Scheduler& _scheduler;
    Random _random;
    const BookMood& _mood;
    const int64_t _settleMs;
    Books& _books;
    Gateway& _gateway;
    store::Store* _store = nullptr;
};

} // namespace duijie::simulation
