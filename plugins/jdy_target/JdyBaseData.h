// Lists of the account book as a source: materials, warehouses, units, bills.
#pragma once

#include "JdyClient.h"
#include "JdyListPlan.h"

#include "duijie/abi/source.h"

#include <string>

namespace duijie::jdy
{

/// For one poll at a time.
class JdyBaseData
{
public:
    explicit JdyBaseData(JdyClient& client);

    /// Source::poll; exceptions are the caller's to catch.
    Status poll(CallContext& context, const PollRequest& request, RecordSink& sink);

private:
    Status readList(CallContext& context, const JdyListPlan& plan, RecordSink& sink);
    Status readOnce(CallContext& context, const JdyListPlan& plan, RecordSink& sink, std::string& why);
    Status readOne(CallContext& context, const JdyListPlan& plan, std::string_view number, RecordSink& sink);
    static Status give(const JdyListPlan& plan, sdk::JsonValue row, RecordSink& sink, std::string& key);

    JdyClient& _client;
};

} // namespace duijie::jdy
