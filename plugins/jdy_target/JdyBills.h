// Bills: write one, list them, read one, remove one.
#pragma once

#include "JdyClient.h"
#include "JdyFields.h"

#include "duijie/abi/target.h"

#include <atomic>
#include <string>
#include <vector>

namespace duijie::jdy
{

/// Head of a bill as the vendor lists it.
struct JdyBill
{
    std::string id;
    std::string number;
    std::string naturalKey;
    std::string state;
    std::string fingerprint;
    std::string scope;

    BillView view() const noexcept;
};

/// Thread-safe.
class JdyBills
{
public:
    JdyBills(const sdk::Services& services, JdyClient& client, std::string naturalKeyField);

    /// Everything below is Target's and TargetUndo's; exceptions are the caller's to catch.
    Status prepare(CallContext& context, const DocumentView& document, PreparedSink& out);
    Status deliver(CallContext& context, const DocumentView& document, BillSink& out);
    Status list(CallContext& context, std::string_view api, std::string_view first, std::string_view last,
                BillSink& out);
    Status fetch(CallContext& context, std::string_view api, std::string_view id, BillSink& out);
    Status undo(CallContext& context, std::string_view api, std::string_view id);

private:
    const BillForm* formFor(CallContext& context, std::string_view api);
    Status readAll(CallContext& context, const BillForm& form, std::string_view first, std::string_view last,
                   std::vector<JdyBill>& bills, std::string& why);
    JdyVerdict readDetail(CallContext& context, const BillForm& form, std::string_view id,
                          sdk::JsonDocument& document);
    JdyBill billOf(sdk::JsonValue row) const;
    bool acceptSaved(const sdk::JsonDocument& body, const sdk::JsonDocument& answer, JdyBill& bill);
    Status operate(CallContext& context, const BillForm& form, std::string_view operation,
                   std::string_view id);

    const sdk::Services& _services;
    JdyClient& _client;
    const std::string _naturalKeyField;
    /// The book numbers bills itself although the number is our key: nothing more may be written.
    std::atomic<bool> _numberIgnored = false;
};

} // namespace duijie::jdy
