// The abilities a target may have beside writing and listing, over the book of a FakeTarget.
#pragma once

#include "FakeTarget.h"

#include "duijie/abi/target.h"

#include <atomic>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace duijie::engine::test
{

class AbleTarget final : public TargetFinish, public TargetFind, public TargetBatch, public TargetCosts
{
public:
    explicit AbleTarget(FakeTarget& book) : _book(book) {}

    Status finish(CallContext& context, StringView api, StringView id) noexcept override;
    Status find(CallContext& context, StringView api, StringView scope, StringView naturalKey,
                BillSink& out) noexcept override;
    uint32_t largestBatch(StringView api) noexcept override;
    Status deliverMany(CallContext& context, const DocumentView* documents, uint32_t count,
                       BatchSink& out) noexcept override;
    void costs(StringView api, DeliveryCosts& out) noexcept override;

    std::deque<Status> finishFaults; ///< one a call, in turn
    bool finds = true;               ///< false: STATUS_UNSUPPORTED
    uint32_t largest = 10;
    Status wholeAnswer{STATUS_OK, 0}; ///< of a batch as a whole
    std::vector<uint32_t> silentOn;   ///< documents of a batch the answer does not speak of
    uint32_t undoCost = 3;

    std::atomic<int> finishes{0};
    std::atomic<int> searches{0};
    std::atomic<int> batches{0};

private:
    FakeTarget& _book;
};

} // namespace duijie::engine::test
