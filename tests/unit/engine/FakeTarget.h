// A target that is a small book of bills, answers as told, and watches that nothing is written blindly.
#pragma once

#include "Clock.h"
#include "SampleFlow.h"

#include "store/Store.h"

#include "duijie/abi/target.h"

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace duijie::engine::test
{

/// One bill in the book.
struct BookBill
{
    std::string id;
    std::string key;
    std::string fingerprint;
    std::string scope;
    int64_t visibleMs = 0; ///< lists and look-ups do not show it before
    bool live = true;
    std::string state = "audited";
};

/// How one delivery is answered.
struct Answer
{
    uint32_t code = STATUS_OK;
    bool applied = false; ///< the bill is there, whatever is answered
    int64_t lateMs = 0;   ///< it shows so much later
    uint32_t retryAfterMs = 0;
    bool withoutBill = false; ///< STATUS_OK that names no bill
    bool draft = false;       ///< the bill is saved and not audited
};

class FakeTarget final : public Target, public TargetUndo
{
public:
    explicit FakeTarget(ManualClock& clock) : _clock(clock) {}

    Status prepare(CallContext& context, const DocumentView& document, PreparedSink& out) noexcept override;
    Status deliver(CallContext& context, const DocumentView& document, BillSink& out) noexcept override;
    Status list(CallContext& context, StringView api, StringView firstScope, StringView lastScope,
                BillSink& out) noexcept override;
    Status fetch(CallContext& context, StringView api, StringView id, BillSink& out) noexcept override;
    Status undo(CallContext& context, StringView api, StringView id) noexcept override;

    // --- what a test sets; before the run, or guarded by the calls themselves ---

    std::map<std::string, std::deque<Answer>> answers; ///< by natural key, one a delivery, in turn
    std::function<std::optional<Answer>(const std::string& key)> chooseAnswer;
    std::string wantedState;       ///< what prepare asks for
    std::deque<Status> listFaults; ///< one a list, in turn; STATUS_OK: goes well
    std::deque<Status> fetchFaults;
    std::deque<Status> undoFaults;
    std::function<Status()> chooseListFault;
    std::function<void(const std::string& key)> onDeliver; ///< before anything happens
    std::function<void()> onFetch;
    store::Store* intents = nullptr; ///< asked before each delivery whether the intent is durable

    /// Puts a bill of somebody else, or takes one away.
    std::string plant(const std::string& key, const std::string& fingerprint, const std::string& scope);
    void voidBill(const std::string& id);
    void draftAll(); ///< every bill is unaudited now
    /// Audits a draft; false: there is no such bill.
    bool release(const std::string& id);

    std::vector<BookBill> bills() const;
    std::vector<BookBill> billsOf(const std::string& key) const; ///< live ones
    int deliveries(const std::string& key) const;
    int deliveries() const;
    int lists() const;

    /// A look-up of this one key was complete: what does not show is not there.
    void closeUnseenKey(const std::string& key);

    /// What the engine did and must not do.
    std::vector<std::string> violations() const;

private:
    struct Known
    {
        int deliveries = 0;
        bool open = false;    ///< may have been applied, and no complete list has shown it is not
        bool written = false; ///< was answered with its bill
    };

    Answer answerFor(const std::string& key);
    void watch(const std::string& key, const DocumentView& document);
    std::string add(const std::string& key, const std::string& fingerprint, const std::string& scope,
                    int64_t visibleMs);
    Status next(std::deque<Status>& faults);
    void closeUnseen(const std::string& first, const std::string& last);

    ManualClock& _clock;
    mutable std::mutex _mutex;
    std::map<std::string, BookBill> _book; ///< by id
    std::map<std::string, Known> _known;
    std::map<std::string, std::string> _scopes; ///< of keys delivered
    std::vector<std::string> _violations;
    int _lists = 0;
    int _nextId = 1;
};

} // namespace duijie::engine::test
