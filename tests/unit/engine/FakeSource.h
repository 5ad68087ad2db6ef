// A source made of a few documents, which fails as told.
#pragma once

#include "Clock.h"

#include "duijie/abi/flow.h"
#include "duijie/abi/source.h"

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace duijie::engine::test
{

/// One document of the source.
struct Doc
{
    std::string key;
    std::string number;
    int64_t eventMs = 0;
    std::string json;
};

/// What the sample flow understands; see Rig. `qty` "bad": refused by the rules; "refuse", "wait": by the
/// target.
Doc makeDoc(int number, int64_t eventMs, const std::string& qty = "3", const std::string& sku = "A",
            const std::string& day = "2024-06-01", const std::string& kind = "final");

class FakeSource final : public Source
{
public:
    /// One question that was asked.
    struct Asked
    {
        int64_t fromMs = 0;
        int64_t toMs = 0;
        std::string number;
        std::string plan;
    };

    /// How one reading goes wrong: after so many records, with this answer.
    struct Fault
    {
        int afterRecords = 0;
        Status status{STATUS_UNAVAILABLE, 0};
    };

    int64_t longestWindowMs(StringView) noexcept override { return longestMs; }
    Status poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept override;
    int64_t clockOffsetMs() noexcept override { return offsetMs; }

    /// Adds a document, or a newer version of it.
    void put(Doc doc);
    void remove(const std::string& key);
    std::vector<Doc> docs() const;
    std::vector<Asked> asked() const;

    int64_t longestMs = 0;
    int64_t offsetMs = 0;
    int pageSize = 5;
    bool lastPageOpen = false;        ///< never closes the last page
    bool saysOkWhenCancelled = false; ///< breaks the contract
    std::deque<Fault> faults;         ///< one a reading, in turn
    std::function<std::optional<Fault>()> chooseFault;
    std::function<void(const Doc&)> onRecord;

private:
    std::vector<Doc> matching(const PollRequest& request) const;
    std::optional<Fault> nextFault();
    Status hand(const std::vector<Doc>& docs, const std::optional<Fault>& fault, RecordSink& sink);

    mutable std::mutex _mutex;
    std::map<std::string, Doc> _docs;
    std::vector<Asked> _asked;
};

/// Rules of the sample flow: a quantity "bad" can never become a document.
class FakeRules final : public Flow
{
public:
    Status document(StringView, TextSink&) noexcept override { return {STATUS_NOT_FOUND, 0}; }
    void datasets(TextSink&) noexcept override {}
    Status check(CallContext& context, const RecordView& record) noexcept override;
};

} // namespace duijie::engine::test
