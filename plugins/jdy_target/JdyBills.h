// Bills: write them, list them, read one, audit one, remove one.
#pragma once

#include "JdyBillList.h"
#include "JdyClient.h"
#include "JdyFormBook.h"
#include "JdyPrecheck.h"
#include "JdyRows.h"

#include "duijie/abi/target.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace duijie::jdy
{

/// Thread-safe. Everything public is Target's and its sisters'; exceptions are the caller's to catch.
class JdyBills
{
public:
    JdyBills(const sdk::Services& services, JdyClient& client, Lookup* lookup, JdyBillSettings settings);

    Status configure(CallContext& context, std::string_view api, std::string_view options);
    Status prepare(CallContext& context, const DocumentView& document, PreparedSink& out);
    Status deliver(CallContext& context, const DocumentView& document, BillSink& out);
    Status deliverMany(CallContext& context, const DocumentView* documents, uint32_t count, BatchSink& out);
    uint32_t largestBatch(std::string_view api) const;
    Status list(CallContext& context, std::string_view api, std::string_view first, std::string_view last,
                BillSink& out);
    Status fetch(CallContext& context, std::string_view api, std::string_view id, BillSink& out);
    Status find(CallContext& context, std::string_view api, std::string_view key, BillSink& out);
    Status finish(CallContext& context, std::string_view api, std::string_view id);
    Status undo(CallContext& context, std::string_view api, std::string_view id);
    DeliveryCosts costs(std::string_view bucket) const noexcept;

private:
    using Form = std::shared_ptr<const BillForm>;

    /// A prepared body on its way.
    struct Parcel
    {
        sdk::JsonDocument body;
        std::string wire;    ///< as it is sent
        bool audits = false; ///< the call that saves audits as well
        bool auditsLater = false;
    };

    Form formFor(CallContext& context, std::string_view api) const;
    bool mayWrite(CallContext& context) const;
    std::string pack(const BillForm& form, std::string_view body, Parcel& out) const;
    JdyVerdict send(CallContext& context, const BillForm& form, std::string_view body, bool audits,
                    int64_t deadlineMs, sdk::JsonDocument& answer);
    JdyVerdict settle(CallContext& context, const BillForm& form, const Parcel& parcel, JdyBill& bill);
    JdyVerdict confirm(CallContext& context, const BillForm& form, sdk::JsonValue sent, std::string_view id);
    JdyVerdict settleRow(CallContext& context, const BillForm& form, const Parcel& parcel, const JdyRow* row,
                         JdyBill& bill);
    Status readAll(CallContext& context, const BillForm& form, std::string_view first, std::string_view last,
                   JdyBillList& list);
    JdyVerdict readDetail(CallContext& context, const BillForm& form, std::string_view id,
                          sdk::JsonDocument& document);
    JdyBill billOf(sdk::JsonValue row) const;
    JdyBill billOf(const BillForm& form, sdk::JsonValue detail) const;
    JdyVerdict operate(CallContext& context, const BillForm& form, std::string_view operation,
                       std::string_view id);

    const sdk::Services& _services;
    JdyClient& _client;
    const JdyBillSettings _settings;
    JdyFormBook _forms;
    JdyFacts _facts;
    JdyPrecheck _precheck;
    /// The book numbers bills itself although the number is our key: nothing more may be written.
    std::atomic<bool> _numberIgnored = false;
};

} // namespace duijie::jdy
